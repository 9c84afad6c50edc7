//! `cargo coolbpf audit`.

mod object;
mod powerful;
mod report;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cargo_metadata::{Metadata, Package};
use clap_cargo::Manifest;
use coolbpf_build::trust::{Demands, Keys};
use coolbpf_build::{Problem, Vendoring};
use coolbpf_contract::{Metadata as CoolbpfMetadata, Time, WorkspaceMetadata, printable};

use self::object::{Judge, ObjectReport};
use self::report::{FindingReport, PackageReport, Report, Source};
use crate::global::Global;
use crate::output::{Format, Progress};
use crate::{Result, header_crates, output, packages, vendored};

/// Lists every vendored object that the workspace or anything that it depends on brings, and judges them
///
/// Each is shown with its package, pin, signer, programs and helpers, and the oldest kernel that runs it. Objects of the
/// workspace and of path dependencies must meet what [workspace.metadata.coolbpf] demands; those from registries and git
/// repositories, what its table `dependencies` demands. A key that a package itself names in `signed-by` is shown as such and
/// never believed for that.
#[derive(clap::Args)]
#[command(after_help = "\
Exit codes:
  0  all is as demanded
  1  the dependencies can't be read
  2  an object is altered, belongs to no source, or doesn't meet the demands

Examples:
  cargo coolbpf audit
  cargo coolbpf audit --format json")]
pub(crate) struct Audit {
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value_t)]
    format: Format,
    #[command(flatten)]
    manifest: Manifest,
}

impl Audit {
    pub(crate) fn run(self, global: &Global) -> Result<ExitCode> {
        let tree = packages::tree(global, &self.manifest)?;
        let auditor = Auditor::of(&tree)?;
        let mut packages = Vec::new();
        let progress = Progress::of(tree.packages.len());
        for package in &tree.packages {
            progress.step(format_args!("looking at `{}`", package.name));
            packages.extend(auditor.audit(package)?);
        }
        drop(progress);
        packages.sort_by(|a: &PackageReport, b| {
            (a.source, &a.name, &a.version).cmp(&(b.source, &b.name, &b.version))
        });
        let report = Report::of(packages);
        match self.format {
            Format::Json => output::print_json(&report)?,
            Format::Human => output::print(printable(&report.to_string()))?,
        }
        Ok(if report.has_findings() { ExitCode::from(2) } else { ExitCode::SUCCESS })
    }
}

/// What objects are judged by.
struct Auditor<'m> {
    tree: &'m Metadata,
    of_workspace: Demands,
    of_dependencies: Demands,
    now: Time,
}

impl<'m> Auditor<'m> {
    fn of(tree: &'m Metadata) -> Result<Self> {
        let root = tree.workspace_root.join("Cargo.toml");
        let text = fs::read_to_string(&root).map_err(|error| format!("read {root}: {error}"))?;
        let workspace =
            WorkspaceMetadata::from_manifest(&text).map_err(|error| format!("{root}: {error}"))?;
        Ok(Self {
            tree,
            of_workspace: Demands::of_workspace(&workspace)?,
            of_dependencies: Demands::of_dependencies(&workspace)?,
            now: Time::now()?,
        })
    }

    /// What a package brings; nothing where it has no vendored objects.
    fn audit(&self, package: &Package) -> Result<Option<PackageReport>> {
        let directory = packages::directory(package);
        if fs::symlink_metadata(directory.join(vendored::DIRECTORY)).is_err() {
            return Ok(None);
        }
        let source = Source::of(package, self.tree);
        let demands = match source {
            Source::Workspace | Source::Path => &self.of_workspace,
            Source::Registry | Source::Git => &self.of_dependencies,
        };
        let own = own_keys(package);
        let mut findings: Vec<FindingReport> =
            own.as_ref().err().map(|error| FindingReport::new("unreadable", error)).into_iter().collect();
        let own = own.unwrap_or_default();
        let judge = Judge { demands, own: &own, now: self.now };
        let mut objects = Vec::new();
        match vendored::of_package(&directory) {
            Ok(all) => objects.extend(all.iter().map(|vendored| ObjectReport::of(vendored, &judge))),
            Err(error) => findings.push(FindingReport::new("unreadable", error)),
        }
        let compared = compared_with_sources(&directory, header_crates::exported_to(self.tree, &package.id));
        // Files that are told with their object need no second finding.
        let is_told = |file: &str, finding: &FindingReport| {
            let mut broken = objects.iter().filter(|object| object.is_broken());
            finding.is_of_files() && broken.any(|object| object.file == file)
        };
        let compared = compared.into_iter().filter(|(file, finding)| !is_told(file, finding));
        findings.extend(compared.map(|(_, finding)| finding));
        let (name, version) = (package.name.to_string(), package.version.to_string());
        Ok(Some(PackageReport { name, version, source, objects, findings }))
    }
}

/// The keys that the package itself names.
fn own_keys(package: &Package) -> Result<Keys> {
    let manifest = &package.manifest_path;
    let text = fs::read_to_string(manifest).map_err(|error| format!("read {manifest}: {error}"))?;
    let metadata = CoolbpfMetadata::from_manifest(&text).map_err(|error| format!("{manifest}: {error}"))?;
    Ok(Keys::new(metadata.signed_by(), "`signed-by` in [package.metadata.coolbpf]")?)
}

/// What is wrong with the package's pins against its sources, its objects and the files beside them, each with the file's name.
fn compared_with_sources(
    directory: &Path,
    header_crates: BTreeMap<String, PathBuf>,
) -> Vec<(String, FindingReport)> {
    let findings = Vendoring::of(directory).and_then(|vendoring| {
        let vendoring = vendoring.header_crates(Box::new(move || Ok(header_crates.clone())));
        vendoring.check(&vendoring.archs(&[]))
    });
    let findings = match findings {
        Ok(findings) => findings,
        Err(error) => return vec![(String::new(), FindingReport::new("not-compared", error))],
    };
    let kind = |problem: &Problem| match problem {
        Problem::Stale | Problem::StaleKernels => Some("stale"),
        Problem::Altered(_) => Some("altered"),
        Problem::LeftOver => Some("left-over"),
        // A program without an object brings none; demands are judged by the root workspace alone.
        Problem::Missing | Problem::Refused(_) => None,
    };
    findings
        .iter()
        .filter(|finding| !finding.file.ends_with(".gitattributes"))
        .filter_map(|finding| {
            Some((finding.file.clone(), FindingReport::new(kind(&finding.problem)?, finding)))
        })
        .collect()
}
