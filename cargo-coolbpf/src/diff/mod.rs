//! `cargo coolbpf diff`.

mod git;
mod human;
mod markdown;

use std::process::ExitCode;

use clap_cargo::{Manifest, Workspace};
pub(crate) use human::of_objects;
pub(crate) use markdown::code;
use serde::Serialize;

use crate::change::{ObjectChange, changes};
use crate::global::Global;
use crate::{Result, output, packages, vendored};

/// Shows what changed in vendored objects since a commit: instructions, helpers, maps and attach points of each program
///
/// It tells as well where a pin names other sources, bindings, builders or signers. What lies in the working tree is
/// compared with what git keeps. Nothing is compiled, and no signature is verified.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  cargo coolbpf diff                                         what is not committed yet
  cargo coolbpf diff --workspace --since origin/main --format markdown
                                                             for a comment on a pull request")]
pub(crate) struct Diff {
    /// The commit to compare with, by any name that git has for it
    #[arg(long, value_name = "REF", default_value = "HEAD")]
    since: String,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    #[command(flatten)]
    manifest: Manifest,
    #[command(flatten)]
    workspace: Workspace,
}

/// Whom the differences are printed for.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For a comment on a pull request
    Markdown,
    /// For programs: docs/CLI.md tells the shape
    Json,
}

/// What changed in all packages.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Report {
    since: String,
    packages: Vec<PackageChanges>,
}

/// What changed in a package.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct PackageChanges {
    package: String,
    objects: Vec<ObjectChange>,
}

impl Diff {
    pub(crate) fn run(self, global: &Global) -> Result<ExitCode> {
        let mut report = Report { since: self.since, packages: Vec::new() };
        for package in packages::choose(global, &self.manifest, &self.workspace)? {
            let directory = packages::directory(&package);
            let old = git::vendored_at(&directory, &report.since)?;
            for unread in
                old.iter().flat_map(|old| [old.pin.as_ref().err(), old.object.as_ref().err()]).flatten()
            {
                output::warning(&package.name, format_args!("in {}, {unread}", report.since));
            }
            let objects = changes(old, vendored::of_package(&directory)?)?;
            report.packages.push(PackageChanges { package: package.name.to_string(), objects });
        }
        match self.format {
            Format::Human => output::print(human::text(&report))?,
            Format::Markdown => output::print(markdown::text(&report))?,
            Format::Json => output::print_json(&report)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
