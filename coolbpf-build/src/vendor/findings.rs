//! What is wrong with `coolbpf-vendor/`.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

use coolbpf_contract::{Arch, printable_line};

use super::{ATTRIBUTES, ATTRIBUTES_FILE, Vendoring, Wanted, arch_of};
use crate::trust::Unmet;
use crate::vendored::{DIRECTORY, Vendored};
use crate::{Result, regular_file};

/// Far more than [`ATTRIBUTES`].
const LARGEST_ATTRIBUTES: u64 = 64 << 10;

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
    /// The types of kernels are for others than the package names now.
    StaleKernels,
    /// The files are not what `cargo coolbpf vendor` wrote; how so.
    Altered(String),
    /// It is not what the workspace demands of objects.
    Refused(Unmet),
    /// It belongs to no program of the package.
    LeftOver,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = printable_line(&self.file);
        match &self.problem {
            Problem::Missing => write!(f, "missing: {file}"),
            Problem::Stale => {
                write!(f, "stale: {file}: the sources or options have changed since it was made")
            }
            Problem::StaleKernels => {
                write!(
                    f,
                    "stale: {file}: it is for other kernels than `kernels` of package.metadata.coolbpf names"
                )
            }
            Problem::Altered(how) => write!(f, "altered: {how}"),
            Problem::Refused(why) => write!(f, "refused: {file}: {why}"),
            Problem::LeftOver => write!(f, "left over: {file} belongs to no program of the package"),
        }
    }
}

impl Vendoring {
    /// Compares `coolbpf-vendor/` with the package's programs, without compiling and without writing anything. Of what is
    /// vendored for other architectures than `archs`, nothing is said.
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
                        let kernels = || (!self.has_kernels(&fresh)).then_some(Problem::StaleKernels);
                        match wrong.or_else(judged).or_else(kernels) {
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
        let mut expected: BTreeSet<String> =
            wanted.iter().flat_map(|program| program.files.names()).collect();
        let types = |program: &Wanted| program.files.pinned_kernel_types(&program.program, program.arch);
        expected.extend(wanted.iter().filter_map(types));
        // Files of an architecture without any pin are nobody's, whoever asks.
        let others: Vec<Arch> = self.archs(&[]).into_iter().filter(|arch| !archs.contains(arch)).collect();
        let is_of_others = |name: &str| arch_of(name).is_some_and(|arch| others.contains(&arch));
        let names = self.vendored_names();
        for name in names.difference(&expected).filter(|name| !is_of_others(name)) {
            findings.push(Finding { file: format!("{DIRECTORY}/{name}"), problem: Problem::LeftOver });
        }
        let attributes = format!("{DIRECTORY}/{ATTRIBUTES_FILE}");
        let path = self.package.directory.join(&attributes);
        let problem = if wanted.is_empty() {
            None
        } else if fs::symlink_metadata(&path).is_err() {
            // Where nothing is vendored at all, enough is said.
            (!names.is_empty()).then_some(Problem::Missing)
        } else {
            (attributes_in(&path).as_deref() != Some(ATTRIBUTES))
                .then(|| Problem::Altered(format!("{attributes} is not what `cargo coolbpf vendor` writes")))
        };
        findings.extend(problem.map(|problem| Finding { file: attributes, problem }));
        Ok(findings)
    }
}

/// The text of a `.gitattributes`, however its lines end. Links are not followed.
fn attributes_in(path: &Path) -> Option<String> {
    fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    let bytes = regular_file::read(path, LARGEST_ATTRIBUTES).ok()?;
    Some(String::from_utf8(bytes).ok()?.replace("\r\n", "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_from_a_short_regular_file_only() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join(ATTRIBUTES_FILE);
        assert_eq!(attributes_in(&path), None);
        fs::write(&path, ATTRIBUTES.replace('\n', "\r\n")).unwrap();
        assert_eq!(attributes_in(&path).as_deref(), Some(ATTRIBUTES));
        let link = directory.path().join("link");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert_eq!(attributes_in(&link), None);
        fs::write(&path, " ".repeat(65 << 10)).unwrap();
        assert_eq!(attributes_in(&path), None);
    }
}
