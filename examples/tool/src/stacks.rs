//! Stacks that were counted, as folded text, as JSON or as a flame graph.

use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use coolbpf::symbols::{FoldedStacks, Symbol, Symbolizer};
use coolbpf::{End, Error, Poller, Result, StackTraces};
use serde_json::{Map, Value};

use crate::run::leave_line;
use crate::{calls, print};

/// How a tool that counts stacks prints them, and how long it runs.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct Stacks {
    /// Without stacks of the kernel
    #[arg(long, conflicts_with = "kernel")]
    pub user: bool,
    /// Without stacks of processes
    #[arg(long)]
    pub kernel: bool,
    /// Draw a flame graph into this file, instead of printing stacks
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    svg: Option<PathBuf>,
    /// Print a line of JSON for each stack
    #[arg(long)]
    json: bool,
    /// End after so long, and not only at Ctrl-C
    #[arg(long, value_name = "SECONDS")]
    duration: Option<u64>,
}

/// A stack of the kernel and one of a process, by their numbers in the map of stacks, and what was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The process.
    pub pid: u32,
    /// What the thread calls itself.
    pub comm: String,
    /// The process's stack; negative where there is none.
    pub user: i64,
    /// The kernel's stack; negative where there is none.
    pub kernel: i64,
    /// What was counted, by the names that JSON has for it. The first is the size of the stack in a flame graph.
    pub counts: Vec<(&'static str, u64)>,
}

impl Stacks {
    /// Waits for the end, after a look whether the flame graph can be written, and looks at each process of `pids` while it is there, so that its functions have names when it has ended.
    ///
    /// # Errors
    /// Where waiting fails, or `pids` gives an error.
    pub fn wait<Pids: Iterator<Item = Result<u32>>>(
        &self,
        symbols: &mut Symbolizer,
        mut pids: impl FnMut() -> Pids,
    ) -> Result<()> {
        let ends = self.duration.and_then(|seconds| Instant::now().checked_add(Duration::from_secs(seconds)));
        if let Some(path) = &self.svg {
            // Rather now than when all is counted.
            File::options().create(true).append(true).open(path).map_err(|error| not_written(path, error))?;
        }
        let mut poller = Poller::new()?;
        let mut seen = HashSet::new();
        loop {
            let next = Instant::now() + Duration::from_millis(500);
            poller.set_deadline(Some(ends.map_or(next, |ends| ends.min(next))));
            let end = poller.run()?;
            leave_line(end);
            for pid in pids() {
                let pid = pid?;
                if seen.insert(pid) {
                    // One that has ended already stays without names.
                    let _ = symbols.remember(pid);
                }
            }
            if end != End::Timeout || ends.is_some_and(|ends| ends <= Instant::now()) {
                return Ok(());
            }
        }
    }

    /// Prints what was counted, or draws it: a flame graph with this title, of so many `unit`.
    ///
    /// # Errors
    /// Where `counted` gives an error, a stack can't be read, or the flame graph can't be written.
    pub fn print(
        &self,
        (title, unit): (&str, &str),
        symbols: &mut Symbolizer,
        stacks: &StackTraces,
        counted: impl Iterator<Item = Result<Counted>>,
    ) -> Result<()> {
        let mut folded = FoldedStacks::new();
        for counted in counted {
            let counted = counted?;
            let stack = |id| stacks.get(id).map(Option::unwrap_or_default);
            let (mut user, mut kernel) = (Vec::new(), Vec::new());
            if !self.kernel {
                user = symbols.process(counted.pid, &stack(counted.user)?);
            }
            if !self.user {
                kernel = calls::of_kernel(symbols, &stack(counted.kernel)?);
            }
            if self.json {
                print(format_args!("{}\n", as_json(&counted, &user, &kernel)));
            } else {
                let size = counted.counts.first().map_or(0, |(_, size)| *size);
                folded.add(&counted.comm, &user, &kernel, size);
            }
        }
        match &self.svg {
            Some(path) => {
                let file = File::create(path).map_err(|error| not_written(path, error))?;
                folded.write_svg(title, unit, file).map_err(|error| not_written(path, error))?;
            }
            None => print(format_args!("{folded}")),
        }
        Ok(())
    }
}

fn not_written(path: &Path, error: impl Into<Error>) -> Error {
    error.into().context(format!("can't write {}", path.display()))
}

/// Each function of a stack, as JSON has it.
#[must_use]
pub fn names(stack: &[Symbol]) -> Value {
    stack.iter().map(|symbol| Value::from(symbol.to_string())).collect()
}

fn as_json(counted: &Counted, user: &[Symbol], kernel: &[Symbol]) -> String {
    let mut object = Map::new();
    object.insert("comm".into(), counted.comm.as_str().into());
    object.insert("pid".into(), counted.pid.into());
    object.insert("user".into(), names(user));
    object.insert("kernel".into(), names(kernel));
    object.extend(counted.counts.iter().map(|(name, count)| ((*name).into(), (*count).into())));
    Value::from(object).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_what_was_counted_by_its_names() {
        let counts = vec![("microseconds", 5), ("times", 2)];
        let counted = Counted { pid: 7, comm: "a".into(), user: -1, kernel: -1, counts };
        assert_eq!(
            as_json(&counted, &[], &[]),
            r#"{"comm":"a","kernel":[],"microseconds":5,"pid":7,"times":2,"user":[]}"#
        );
    }
}
