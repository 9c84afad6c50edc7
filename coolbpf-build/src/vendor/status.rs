//! Where the objects of a package's programs come from, without building anything and without asking anybody.

use std::path::Path;
use std::time::SystemTime;
use std::{fmt, fs};

use coolbpf_compiler::Toolchain;
use coolbpf_contract::{Arch, Cpu, Digest, Outcome, Record};

use super::builds::{builds_of, records_in};
use super::{Vendoring, Wanted};
use crate::Result;
use crate::origin::Choice;
use crate::servers::{Asker, Servers};
use crate::trust::Demands;
use crate::vendored::Vendored;

/// Where the object of one program comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The program's name.
    pub program: String,
    /// The Rust file that holds it, relative to the package.
    pub rust_file: String,
    /// The architecture.
    pub arch: Arch,
    /// The instruction set, if there is one for a newer one, too.
    pub older: Option<Cpu>,
    /// Where the next build gets its object.
    pub origin: Origin,
    /// What made the object that the last build of the same sources used, if there was one.
    pub last_build: Option<String>,
}

/// Where a build gets an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// From `coolbpf-vendor/`, made by this compiler.
    Vendored(String),
    /// From the first of these that gives one.
    Compiled {
        /// Why nothing vendored is used.
        because: String,
        /// What compiles, best first.
        by: Vec<String>,
        /// Why servers that are named are not among them.
        barred: Option<String>,
    },
    /// From nowhere, for this reason.
    Refused(String),
}

/// A line, and further ones below it with four spaces before them.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { program, rust_file, arch, older, origin, last_build } = self;
        write!(f, "{program} ({rust_file}) for {arch}")?;
        if let Some(cpu) = older {
            write!(f, " and {cpu}")?;
        }
        f.write_str(": ")?;
        match origin {
            Origin::Vendored(toolchain) => write!(f, "vendored, made by {toolchain}")?,
            Origin::Refused(reason) => write!(f, "none: {}", reason.replace('\n', "\n    "))?,
            Origin::Compiled { because, by, barred } => {
                write!(f, "to be compiled, because {because}")?;
                for (index, by) in by.iter().enumerate() {
                    write!(f, "\n    {}. by {by}", index + 1)?;
                }
                if by.is_empty() {
                    f.write_str(
                        "\n    by nothing that is here; `cargo coolbpf doctor` tells what is missing",
                    )?;
                }
                if let Some(barred) = barred {
                    write!(f, "\n    {barred}")?;
                }
            }
        }
        match last_build {
            Some(origin) => write!(f, "\n    last built with: {origin}"),
            None => Ok(()),
        }
    }
}

impl Vendoring {
    /// Says where builds in this environment get the objects of the package's programs. `target` is Cargo's target directory,
    /// which earlier builds of the package called `name` are looked for in.
    ///
    /// # Errors
    /// Where a program's sources can't be read, or the settings are wrong.
    pub fn status(&self, archs: &[Arch], target: &Path, name: &str) -> Result<Vec<Status>> {
        let variable = |name: &str| self.variable(name);
        let policy = self.package.policy(variable)?;
        let servers = Servers::of(variable, &self.package, policy, Asker::NextBuild)?;
        let compilers = compilers(&servers, self.package.form.compile);
        let demands = Demands::of_build(&self.package, policy.package, Asker::NextBuild)?;
        let wanted = self.wanted(archs)?;
        let records = records(target, name);
        let status = |program: &Wanted| {
            let source = program.request.source_digest();
            let vendored = program.files.read(&program.program, program.arch, source);
            let origin = match policy.choose(&vendored, &program.files.pin_name(), program.arch) {
                Choice::Refuse(reason) => Origin::Refused(reason),
                Choice::Compile { because, .. } => {
                    Origin::Compiled { because, by: compilers.0.clone(), barred: compilers.1.clone() }
                }
                Choice::Vendored => match vendored {
                    Ok(Vendored::Fresh(fresh)) => match demands.judge(&fresh.pin, None) {
                        Ok(_) => Origin::Vendored(fresh.pin.toolchain),
                        Err(unmet) => Origin::Refused(format!(
                            "the object that {} pins is refused: {unmet}",
                            program.files.pin_name()
                        )),
                    },
                    _ => Origin::Refused("it was changed meanwhile".into()),
                },
            };
            Status {
                program: program.program.name.clone(),
                rust_file: program.program.rust_file.to_string(),
                arch: program.arch,
                older: program.variant.older(),
                origin,
                last_build: last_build(&records, &program.program.name, source),
            }
        };
        Ok(wanted.iter().map(status).collect())
    }
}

/// What compiles, best first, and why named servers are not among it; `in_process` says whether build scripts compile by themselves.
fn compilers(servers: &Servers, in_process: bool) -> (Vec<String>, Option<String>) {
    let mut by = Vec::new();
    if let Some(named) = servers.to_ask() {
        by.extend(named.workspace.servers.iter().map(|url| format!("{url}, which {} names", named.by)));
    }
    if let Ok(toolchain) = Toolchain::find() {
        let (id, path) = (toolchain.id(), toolchain.path().display());
        let runs = if in_process { "" } else { "cargo coolbpf, with " };
        by.extend(servers.too_old(id).is_none().then(|| format!("{runs}{id}, {path}")));
    }
    (by, servers.barred().map(str::to_owned))
}

/// The records of every build of a package that is kept in a target directory, oldest first.
fn records(target: &Path, package: &str) -> Vec<Record> {
    let directories = builds_of(target, package).into_iter().flat_map(|build| records_in(&build));
    let mut found: Vec<(SystemTime, Record)> = directories
        .filter_map(|directory| {
            let file = directory.join(Record::FILE);
            let written = file.metadata().ok()?.modified().ok()?;
            Some((written, Record::parse(&fs::read_to_string(file).ok()?).ok()?))
        })
        .collect();
    found.sort_by_key(|(written, _)| *written);
    found.into_iter().map(|(_, record)| record).collect()
}

fn last_build(records: &[Record], program: &str, source: Digest) -> Option<String> {
    let is_this = |record: &&Record| {
        record.program == program && record.source == Some(source) && record.outcome == Outcome::Ready
    };
    records.iter().rev().find(is_this).map(|record| record.origin.clone())
}
