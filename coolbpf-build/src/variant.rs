//! One program for each of the instruction sets that its package names.

use coolbpf_contract::{Cpu, RecordKey};

use crate::package::Package;
use crate::walk::Program;
use crate::{Error, Result};

/// One of the instruction sets that a program is compiled for. Each has an object, a pin, a record; all share the bindings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Variant {
    pub(crate) cpu: Cpu,
    /// Whether the program is compiled for a newer one, too.
    is_older: bool,
}

impl Variant {
    /// Those of a program, newest first: at least one.
    pub(crate) fn all(package: &Package, program: &Program) -> impl Iterator<Item = Self> + use<> {
        let cpus = package.metadata.cpus(&program.name).to_vec();
        cpus.into_iter().enumerate().map(|(index, cpu)| Self { cpu, is_older: index > 0 })
    }

    /// The instruction set if the program is compiled for a newer one, too: files have it in their names.
    pub(crate) fn older(self) -> Option<Cpu> {
        self.is_older.then_some(self.cpu)
    }

    /// The key of its record, for a program with this one.
    pub(crate) fn key(self, program: RecordKey) -> RecordKey {
        self.older().map_or(program, |cpu| program.for_older(cpu))
    }
}

/// Compares the bindings of two objects of a program. They are one text if maps, programs, types and variables are the same.
pub(crate) fn compare_bindings(program: &str, newest: (Cpu, &str), older: (Cpu, &str)) -> Result<()> {
    let ((newest_cpu, newest), (older_cpu, older)) = (newest, older);
    if newest == older {
        return Ok(());
    }
    let lines = newest.lines().zip(older.lines());
    let differing = lines.map(|(one, other)| (one.trim(), other.trim())).find(|(one, other)| one != other);
    let shown = differing.map_or_else(
        || {
            format!(
                "{newest_cpu} has {} lines of them, {older_cpu} {}",
                newest.lines().count(),
                older.lines().count()
            )
        },
        |(one, other)| format!("{newest_cpu}: {one}\n  {older_cpu}: {other}"),
    );
    Err(Error::new(format!(
        "`{program}` has other maps, programs, types or variables for {older_cpu} than for {newest_cpu}, and one set of \
         bindings serves both; is there an `#if __BPF_CPU_VERSION__` around a declaration? They differ in\n  {shown}"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bindings_that_differ_are_shown_where_they_do() {
        let compare = |newest, older| compare_bindings("p", (Cpu::V3, newest), (Cpu::V1, older));
        assert_eq!(compare("a\nb\n", "a\nb\n"), Ok(()));
        let error = compare("a\n  pub b: u32,\nc\n", "a\n  pub b: u64,\nc\n").unwrap_err().to_string();
        assert!(
            error.starts_with("`p` has other maps, programs, types or variables for v1 than for v3"),
            "{error}"
        );
        assert!(error.ends_with("\n  v3: pub b: u32,\n  v1: pub b: u64,"), "{error}");
        let error = compare("a\nb\n", "a\n").unwrap_err().to_string();
        assert!(error.ends_with("v3 has 2 lines of them, v1 1"), "{error}");
    }
}
