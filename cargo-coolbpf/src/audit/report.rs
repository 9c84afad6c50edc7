//! What `cargo coolbpf audit` prints.

use std::fmt::{self, Display};

use cargo_metadata::{Metadata, Package};
use coolbpf_contract::printable;
use serde::Serialize;

use super::object::{Contents, ObjectReport, PinReport, Signer};
use crate::change::short;

/// What was found.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Report {
    packages: Vec<PackageReport>,
}

/// What a package brings.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct PackageReport {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) source: Source,
    pub(super) objects: Vec<ObjectReport>,
    /// What is wrong with the package as a whole, or with what is vendored against its sources.
    pub(super) findings: Vec<FindingReport>,
}

/// Where a package comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Source {
    Workspace,
    Path,
    Git,
    Registry,
}

/// Something that is wrong.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct FindingReport {
    kind: &'static str,
    text: String,
}

impl Source {
    pub(super) fn of(package: &Package, tree: &Metadata) -> Self {
        match &package.source {
            None if tree.workspace_members.contains(&package.id) => Self::Workspace,
            None => Self::Path,
            Some(source) if source.repr.starts_with("git+") => Self::Git,
            Some(_) => Self::Registry,
        }
    }
}

impl FindingReport {
    pub(super) fn new(kind: &'static str, text: impl Display) -> Self {
        Self { kind, text: printable(&text.to_string()) }
    }

    /// Whether files are not what they should be, and not only what is demanded of them.
    pub(super) fn is_of_files(&self) -> bool {
        matches!(self.kind, "unreadable" | "altered")
    }
}

impl Report {
    pub(super) fn of(packages: Vec<PackageReport>) -> Self {
        Self { packages }
    }

    fn findings(&self) -> usize {
        let of_objects = |package: &PackageReport| -> usize {
            package.objects.iter().map(|object| object.findings.len()).sum()
        };
        self.packages.iter().map(|package| package.findings.len() + of_objects(package)).sum()
    }

    pub(super) fn has_findings(&self) -> bool {
        self.findings() > 0
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for PackageReport { name, version, source, objects, findings } in &self.packages {
            let source = match source {
                Source::Workspace => "this workspace",
                Source::Path => "a path",
                Source::Git => "git",
                Source::Registry => "a registry",
            };
            writeln!(f, "{name} {version} from {source}")?;
            for finding in findings {
                writeln!(f, "  {}: {}", finding.kind.to_uppercase(), indented(&finding.text))?;
            }
            for object in objects {
                object.fmt(f)?;
            }
        }
        let objects: usize = self.packages.iter().map(|package| package.objects.len()).sum();
        let (packages, findings) = (self.packages.len(), self.findings());
        writeln!(f, "objects: {objects}, packages: {packages}, findings: {findings}")
    }
}

impl Display for ObjectReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arch = self.arch.as_deref().unwrap_or("an unknown architecture");
        writeln!(f, "  {} for {arch}", self.program)?;
        for finding in &self.findings {
            writeln!(f, "    {}: {}", finding.kind.to_uppercase(), indented(&finding.text))?;
        }
        if let Some(PinReport { object, toolchain, builder, time, signed, .. }) = &self.pin {
            writeln!(f, "    {}, made by {toolchain} ({builder})", short(object))?;
            let time = time.as_ref().map(|time| format!(" on {time}")).unwrap_or_default();
            match signed {
                Signer::Nobody => writeln!(f, "    unsigned: nobody says that it was made there")?,
                Signer::Believed { id, .. } => writeln!(f, "    signed by {id}{time}")?,
                Signer::Package { id, .. } => writeln!(
                    f,
                    "    signed by {id}{time}, a key that the package itself names and the workspace doesn't"
                )?,
                Signer::Unknown { ids } => {
                    let ids = ids.join(", ");
                    writeln!(f, "    not signed by anybody who is named; its signatures say {ids}")?;
                }
            }
        }
        let Some(contents) = &self.contents else { return Ok(()) };
        contents.fmt(f)
    }
}

impl Display for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for program in &self.programs {
            writeln!(f, "    program {} in {}", program.name, program.section)?;
        }
        for (what, names) in [("helpers", &self.helpers), ("kfuncs", &self.kfuncs)] {
            if !names.is_empty() {
                writeln!(f, "    {what}: {}", names.join(", "))?;
            }
        }
        for powerful in &self.powerful {
            writeln!(f, "    POWERFUL: {} {}", powerful.name, powerful.power)?;
        }
        writeln!(f, "    oldest kernel: {}", self.oldest_kernel)
    }
}

/// A text whose lines after the first stand below it.
fn indented(text: &str) -> String {
    text.replace('\n', "\n      ")
}
