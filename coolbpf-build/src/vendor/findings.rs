//! What is wrong with `coolbpf-vendor/`.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;

use coolbpf_contract::Arch;

use super::{ATTRIBUTES, ATTRIBUTES_FILE, Vendoring};
use crate::Result;
use crate::trust::Unmet;
use crate::vendored::{DIRECTORY, Vendored};

/// Something in `coolbpf-vendor/` that `cargo coolbpf vendor` would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, relative to the package.
    pub file: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a vendored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A program has no object, or what is vendored has no `.gitattributes`.
    Missing,
    /// The sources or options have changed since the object was made.
    Stale,
    /// The files are not what `cargo coolbpf vendor` wrote; how so.
    Altered(String),
    /// It is not what the workspace demands of objects.
    Refused(Unmet),
    /// It belongs to no program of the package.
    LeftOver,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Problem::Missing => write!(f, "missing: {}", self.file),
            Problem::Stale => {
                write!(f, "stale: {}: the sources or options have changed since it was made", self.file)
            }
            Problem::Altered(how) => write!(f, "altered: {how}"),
            Problem::Refused(why) => write!(f, "refused: {}: {why}", self.file),
            Problem::LeftOver => write!(f, "left over: {} belongs to no program of the package", self.file),
        }
    }
}

impl Vendoring {
    /// Compares `coolbpf-vendor/` with the package's programs, without compiling and without writing anything.
    ///
    /// # Errors
    /// Where a program's sources can't be read.
    pub fn check(&self, archs: &[Arch]) -> Result<Vec<Finding>> {
        let demands = self.demands()?;
        let wanted = self.wanted(archs)?;
        let mut findings = Vec::new();
        for program in &wanted {
            let problem =
                match program.files.read(&program.program, program.arch, program.request.source_digest()) {
                    Ok(Vendored::Fresh(fresh)) => {
                        let wrong = program.files.check_statement(&fresh.pin).err();
                        let wrong = wrong.map(|error| Problem::Altered(error.to_string()));
                        let judged = || demands.judge(&fresh.pin, None).err().map(Problem::Refused);
                        match wrong.or_else(judged) {
                            Some(problem) => problem,
                            None => continue,
                        }
                    }
                    Ok(Vendored::Stale(_)) => Problem::Stale,
                    Ok(Vendored::Absent) => Problem::Missing,
                    Err(error) => Problem::Altered(error.to_string()),
                };
            findings.push(Finding { file: program.files.pin_name(), problem });
        }
        let expected: BTreeSet<String> = wanted.iter().flat_map(|program| program.files.names()).collect();
        for name in self.vendored_names().difference(&expected) {
            findings.push(Finding { file: format!("{DIRECTORY}/{name}"), problem: Problem::LeftOver });
        }
        let attributes = format!("{DIRECTORY}/{ATTRIBUTES_FILE}");
        let path = self.package.directory.join(&attributes);
        let problem = if wanted.is_empty() {
            None
        } else if !path.exists() {
            // Where nothing is vendored at all, enough is said.
            (!self.vendored_names().is_empty()).then_some(Problem::Missing)
        } else {
            let text = fs::read_to_string(&path).unwrap_or_default();
            (text.replace("\r\n", "\n") != ATTRIBUTES)
                .then(|| Problem::Altered(format!("{attributes} is not what `cargo coolbpf vendor` writes")))
        };
        findings.extend(problem.map(|problem| Finding { file: attributes, problem }));
        Ok(findings)
    }
}
