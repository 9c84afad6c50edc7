//! Running a confined compiler to its end, or to its limits.

use std::cell::{Cell, RefCell};
use std::ffi::OsString;
use std::io::Read as _;
use std::os::fd::AsFd as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use coolbpf_compiler::{Ended, Error, Executor, Failure, Run, Status};
use serde::{Deserialize, Serialize};

use super::bubblewrap::Bubblewrap;
use super::confine::{COMMAND, Confinement, READY, Walls};
use super::toolchain_files::ToolchainFiles;
use super::{Kind, Limits, bubblewrap};

/// More than clang says about any sources that is worth reading; what comes after is left out.
const MOST_OUTPUT: u64 = 1 << 20;
/// LLVM's last words where an allocation fails.
const OUT_OF_MEMORY: &str = "LLVM ERROR: out of memory";

/// Runs one compiler in a worker. Who ends the worker ends the compiler with it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Confined {
    pub(super) kind: Kind,
    pub(super) limits: Limits,
    /// This program.
    pub(super) program: PathBuf,
    pub(super) bubblewrap: Option<Bubblewrap>,
    pub(super) files: ToolchainFiles,
    /// Whether a compiler was killed, which it may not be the next time.
    #[serde(skip)]
    pub(super) killed: Cell<bool>,
    /// The walls that could not be had.
    #[serde(skip)]
    pub(super) missing: RefCell<String>,
}

impl Confined {
    /// Whether a limit was reached that depends on what else the machine does.
    pub(super) fn was_killed(&self) -> bool {
        self.killed.get()
    }

    fn command(&self, run: &Run<'_>) -> Result<Command, Error> {
        let seen = |path: &Path| match self.kind {
            Kind::Bubblewrap => bubblewrap::inside(run, path),
            Kind::Landlock | Kind::None => path.to_owned(),
        };
        let confinement = Confinement {
            limits: self.limits,
            walls: match self.kind {
                Kind::Bubblewrap => Walls::WherePossible,
                Kind::Landlock => Walls::Needed,
                Kind::None => Walls::Unused,
            },
            clang: self.files.program.clone(),
            executables: self.files.executables.iter().cloned().collect(),
            readable: vec![self.files.headers.clone(), seen(run.job)],
            writable: seen(&run.output_directory()),
        };
        let confinement = confinement
            .to_argument()
            .map_err(|error| Error::new(format!("describing the sandbox to its first process: {error}")))?;
        let mut command = match &self.bubblewrap {
            Some(bubblewrap) => {
                let mut command = Command::new(&bubblewrap.path);
                command.args(bubblewrap.arguments(&self.files, run)).arg(&self.program);
                command
            }
            None => Command::new(&self.program),
        };
        // The compiler writes nothing to standard output; that it holds the worker's standard error tells the server
        // that it is still there.
        let held = std::io::stderr().as_fd().try_clone_to_owned();
        let held = held.map_err(|error| Error::new(format!("handing on standard error: {error}")))?;
        command
            .args([OsString::from(COMMAND), confinement.into()])
            .args(run.arguments)
            .current_dir(run.working_directory())
            .env_clear()
            .stdin(Stdio::null())
            .stdout(held)
            .stderr(Stdio::piped());
        Ok(command)
    }
}

/// Runs a command to its end, and keeps what it says on standard error.
fn run(command: &mut Command) -> std::io::Result<(ExitStatus, Vec<u8>)> {
    let mut child = command.spawn()?;
    let mut said = Vec::new();
    if let Some(mut stderr) = child.stderr.take() {
        // What can't be read is as good as not written: the exit status tells what happened.
        let _ = stderr.by_ref().take(MOST_OUTPUT).read_to_end(&mut said);
        let _ = std::io::copy(&mut stderr, &mut std::io::sink());
    }
    Ok((child.wait()?, said))
}

impl Executor for Confined {
    fn execute(&self, asked: &Run<'_>) -> Result<Ended, Failure> {
        let failed = |error: &dyn std::fmt::Display| {
            Failure::Tool(Error::new(format!("running {} in the sandbox: {error}", asked.toolchain.id())))
        };
        let mut command = self.command(asked).map_err(|error| failed(&error))?;
        let (status, said) = run(&mut command).map_err(|error| failed(&error))?;
        let said = String::from_utf8_lossy(&said);
        let status = ended_as(status);
        let Some((missing, stderr)) = said.strip_prefix(READY).and_then(|said| said.split_once('\n')) else {
            return Err(failed(&format_args!("{status} before clang began: {}", said.trim_end())));
        };
        missing.clone_into(&mut self.missing.borrow_mut());
        let limit = |error: String| Err(Failure::Limit(Error::new(error)));
        match status {
            Status::Killed(libc::SIGXCPU) => {
                limit(format!("the compile took more than {} s", self.limits.time.as_secs()))
            }
            // The hard limit on time, or the kernel short of memory: nothing else sends it, as who ends the compiler ends
            // this process, too.
            Status::Killed(libc::SIGKILL) => {
                self.killed.set(true);
                limit("the compile took more time or memory than there is, and was killed".to_owned())
            }
            Status::Killed(libc::SIGXFSZ) => {
                limit("the compile wrote a larger file than any object is".to_owned())
            }
            status if status != Status::Exited(0) && ran_out_of_memory(stderr) => {
                limit(format!("the compile took more than {} MiB of memory", self.limits.memory >> 20))
            }
            status => Ok(Ended { status, stderr: stderr.to_owned() }),
        }
    }
}

/// Whether LLVM says so; a source may have clang quote the words, within a line.
fn ran_out_of_memory(stderr: &str) -> bool {
    stderr.lines().any(|line| line.starts_with(OUT_OF_MEMORY))
}

/// Bubblewrap, and clang where it recovers from its own crash, end with 128 more than the signal, as shells do.
fn ended_as(status: ExitStatus) -> Status {
    use std::os::unix::process::ExitStatusExt as _;
    match status.code() {
        Some(code) if code > 128 => Status::Killed(code - 128),
        Some(code) => Status::Exited(code),
        None => Status::Killed(status.signal().unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_llvm_itself_says_that_memory_is_short() {
        assert!(ran_out_of_memory("x.c:1:1: note: n\nLLVM ERROR: out of memory\nAllocation failed\n"));
        assert!(!ran_out_of_memory("x.c:1:2: error: LLVM ERROR: out of memory\n"));
    }
}
