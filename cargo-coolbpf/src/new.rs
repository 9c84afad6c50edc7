//! `cargo coolbpf new`.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use cargo_metadata::MetadataCommand;
use clap_cargo::Manifest;

use crate::global::Global;
use crate::manifest::PackageManifest;
use crate::template::{Template, warn_of_demands};
use crate::{Result, output, packages};

/// Makes a crate that builds and runs at once: its BPF object is in it, so that it needs neither clang nor a compile server
///
/// It is made by `cargo new`, which also puts it under version control, and into the workspace that it lies in.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  cargo coolbpf new execsnoop                     prints each program that is started
  cargo coolbpf new firewall --template xdp       looks at the packets of an interface
  cargo coolbpf new tools/lookups --template uprobe")]
pub(crate) struct New {
    /// Where to make it; the last part of the path is its name
    #[arg(value_name = "PATH")]
    directory: PathBuf,
    /// What to start from
    #[arg(long, value_name = "TEMPLATE", default_value_t)]
    template: Template,
    /// Its name, if that is not to be the directory's
    #[arg(long)]
    name: Option<String>,
    /// The version control to put it under: git, hg, pijul, fossil or none [default: what cargo does]
    #[arg(long)]
    vcs: Option<String>,
    /// The Rust edition to set [default: what cargo does]
    #[arg(long, value_name = "YEAR")]
    edition: Option<String>,
    /// Depend on the checkout of coolbpf in this directory, not on the released crates
    #[arg(long, value_name = "DIR")]
    coolbpf_path: Option<PathBuf>,
}

impl New {
    pub(crate) fn run(self, global: &Global) -> Result<ExitCode> {
        let directory = &self.directory;
        if fs::symlink_metadata(directory).is_ok() {
            return Err(format!(
                "{} is there already; to add a BPF program to the crate in it, run `cargo coolbpf init {0}`",
                directory.display()
            )
            .into());
        }
        let checkout = self.coolbpf_path.as_deref().map(checkout).transpose()?;
        let name = self.name.clone().or_else(|| Some(directory.file_name()?.to_str()?.to_owned()));
        if let Some(name) = name.filter(|name| OWN_CRATES.contains(&name.as_str())) {
            return Err(format!("a crate called `{name}` would depend on itself; choose another name").into());
        }
        if !self.cargo_new(global)? {
            // It has said why.
            return Ok(ExitCode::FAILURE);
        }
        let mut manifest = PackageManifest::read(directory)?;
        manifest.depend_on_coolbpf(checkout.as_deref())?;
        let files = self.template.crate_files();
        for (path, content) in &files {
            write(&directory.join(path), content)?;
        }
        manifest.write()?;
        output::status("Adding", format_args!("the template `{}`, with its object", self.template));
        let name = manifest.name().unwrap_or_default();
        warn_of_demands(global, directory, name, &files);
        warn_of_spaces(global, directory, name);
        output::help(format_args!(
            "it needs no clang until you change {}; as root:\n  cd {}\n  cargo build && sudo {}",
            self.template.c_file(),
            directory.display(),
            binary(global, directory, name)
        ));
        Ok(ExitCode::SUCCESS)
    }

    /// Runs `cargo new`; says whether it went well.
    fn cargo_new(&self, global: &Global) -> Result<bool> {
        let mut command = Command::new(packages::cargo());
        command.args(["new", "--bin"]).args(global.cargo_arguments());
        for (flag, value) in [("--name", &self.name), ("--vcs", &self.vcs), ("--edition", &self.edition)] {
            command.args(value.iter().map(|value| format!("{flag}={value}")));
        }
        if let Some(color) = global.color {
            command.arg(format!("--color={color}"));
        }
        let status = command
            .arg("--")
            .arg(&self.directory)
            .status()
            .map_err(|error| format!("running `cargo new`: {error}"))?;
        Ok(status.success())
    }
}

/// Warns where the crate's builds would fail for the name of a directory that it lies in.
fn warn_of_spaces(global: &Global, directory: &Path, name: &str) {
    let mut manifest = Manifest::default();
    manifest.manifest_path = Some(directory.join("Cargo.toml"));
    let target = packages::directories(global, &manifest).ok().map(|(_, target)| target);
    if let Some(why) = target.as_deref().and_then(packages::unfit_for_libbpf) {
        output::warning(name, format_args!("{why}; {}", packages::OTHER_TARGET));
    }
}

/// Packages that can't depend on those that a template needs.
const OWN_CRATES: [&str; 4] = ["coolbpf-build", "coolbpf-contract", "coolbpf-macros", "coolbpf-runtime"];

/// A directory that has the crates of coolbpf in it, from the root.
pub(crate) fn checkout(directory: &Path) -> Result<PathBuf> {
    let shown = directory.display();
    let found = directory.canonicalize().map_err(|error| format!("--coolbpf-path {shown}: {error}"))?;
    if !found.join("coolbpf-runtime/Cargo.toml").is_file() {
        return Err(format!("--coolbpf-path {shown}: there is no coolbpf-runtime in it").into());
    }
    Ok(found)
}

/// Writes a file and the directories above it.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result {
    let failed = |error: std::io::Error| format!("write {}: {error}", path.display());
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory).map_err(failed)?;
    }
    Ok(fs::write(path, content).map_err(failed)?)
}

/// Writes a file that is not there, and the directories above it. Whatever has taken its place meanwhile stays.
pub(crate) fn write_new(path: &Path, content: &[u8]) -> Result {
    let failed = |error: std::io::Error| format!("write {}: {error}", path.display());
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory).map_err(failed)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
    Ok(file.write_all(content).map_err(failed)?)
}

/// Where the crate's binary will be, seen from its directory.
fn binary(global: &Global, directory: &Path, name: &str) -> String {
    let metadata = MetadataCommand::new()
        .no_deps()
        .manifest_path(directory.join("Cargo.toml"))
        .other_options(global.cargo_arguments())
        .exec();
    let target = metadata.map(|metadata| metadata.target_directory.into_std_path_buf()).ok();
    let own = directory.canonicalize().unwrap_or_default().join("target");
    match target {
        Some(target) if target != own => target.join("debug").join(name).display().to_string(),
        _ => format!("target/debug/{name}"),
    }
}
