//! Choosing packages, as cargo's own commands do.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{CargoOpt, DependencyKind, Metadata, MetadataCommand, Package};
use clap_cargo::{Manifest, Workspace};

use crate::Result;
use crate::global::Global;

/// The name of the crate that a build script calls; a package without it has no programs.
pub(crate) const BUILD_CRATE: &str = "coolbpf-build";

/// The packages that the arguments choose, but for those whose build scripts don't use coolbpf.
///
/// A package that is named and doesn't use it is an error; one that belongs to the chosen workspace is passed over.
pub(crate) fn choose(global: &Global, manifest: &Manifest, workspace: &Workspace) -> Result<Vec<Package>> {
    let metadata = metadata(global, manifest)?;
    let members = metadata.workspace_packages();
    let named = |name: &String| members.iter().any(|package| package.name == *name);
    if let Some(unknown) = workspace.package.iter().chain(&workspace.exclude).find(|name| !named(name)) {
        let names: Vec<&str> = members.iter().map(|package| package.name.as_str()).collect();
        return Err(format!(
            "there is no package `{unknown}` in the workspace; there are: {}",
            names.join(", ")
        )
        .into());
    }
    let uses_coolbpf = |package: &Package| {
        let mut dependencies = package.dependencies.iter();
        dependencies
            .any(|dependency| dependency.name == BUILD_CRATE && dependency.kind == DependencyKind::Build)
    };
    let is_default = |package: &Package| match metadata.workspace_default_members.is_available() {
        true => metadata.workspace_default_members.contains(&package.id),
        false => metadata.root_package().is_none_or(|root| root.id == package.id),
    };
    let chosen: Vec<&Package> = members
        .into_iter()
        .filter(|package| {
            let name = package.name.to_string();
            if !workspace.package.is_empty() {
                return workspace.package.contains(&name);
            }
            (workspace.workspace || workspace.all || is_default(package))
                && !workspace.exclude.contains(&name)
        })
        .collect();
    if let Some(other) = chosen.iter().find(|package| workspace.package.len() == 1 && !uses_coolbpf(package))
    {
        return Err(without_build_script(&other.name).into());
    }
    let with_programs: Vec<Package> =
        chosen.iter().filter(|package| uses_coolbpf(package)).copied().cloned().collect();
    match (&with_programs[..], &chosen[..]) {
        ([], [only]) => Err(without_build_script(&only.name).into()),
        ([], _) => Err(format!(
            "none of the chosen packages depends on {BUILD_CRATE}, and so none has BPF programs; run `cargo coolbpf init` in the \
             directory of one to add one"
        )
        .into()),
        _ => Ok(with_programs),
    }
}

fn without_build_script(package: &str) -> String {
    format!(
        "`{package}` does not depend on {BUILD_CRATE}, and so has no BPF programs; run `cargo coolbpf init` in its directory \
         to add one"
    )
}

/// What to say of a package without programs.
pub(crate) fn without_program(package: &str) -> String {
    format!(
        "`{package}` has no program: none of its modules has #[coolbpf::program]; one in a file of its own needs a line such as \
         `mod bpf;`, too"
    )
}

/// The directory of the workspace's root manifest, and the one that Cargo builds in: where results go elsewhere, the one that
/// keeps the rest.
pub(crate) fn directories(global: &Global, manifest: &Manifest) -> Result<(PathBuf, PathBuf)> {
    let metadata = metadata(global, manifest)?;
    let builds = metadata.build_directory.unwrap_or(metadata.target_directory);
    Ok((metadata.workspace_root.into_std_path_buf(), builds.into_std_path_buf()))
}

/// Why libbpf can't be built in a target directory: its Makefile takes a path with a space in it for several.
pub(crate) fn unfit_for_libbpf(target: &Path) -> Option<String> {
    let has_space = target.to_string_lossy().contains(char::is_whitespace);
    has_space.then(|| format!("libbpf can't be built in {}, whose path has a space in it", target.display()))
}

/// What mends that.
pub(crate) const OTHER_TARGET: &str =
    "export CARGO_TARGET_DIR=$HOME/.cache/cargo-target, or another directory without a space in its path";

/// The workspace with all that it depends on, whatever features and platforms that is for.
pub(crate) fn tree(global: &Global, manifest: &Manifest) -> Result<Metadata> {
    let mut command = MetadataCommand::new();
    command.features(CargoOpt::AllFeatures);
    run(command, global, manifest)
}

/// The workspace with all that it depends on, with its default features.
pub(crate) fn resolved(global: &Global, manifest: &Manifest) -> Result<Metadata> {
    run(MetadataCommand::new(), global, manifest)
}

fn metadata(global: &Global, manifest: &Manifest) -> Result<Metadata> {
    let mut command = MetadataCommand::new();
    // The dependencies themselves don't matter, and may not be at hand.
    command.no_deps();
    run(command, global, manifest)
}

fn run(mut command: MetadataCommand, global: &Global, manifest: &Manifest) -> Result<Metadata> {
    command.other_options(global.cargo_arguments());
    if let Some(path) = &manifest.manifest_path {
        command.manifest_path(path);
    }
    let metadata = command.exec().map_err(|error| match error {
        cargo_metadata::Error::CargoMetadata { stderr } => {
            let hint = match stderr.contains("could not find `Cargo.toml`") {
                true => "\nrun this in the directory of a crate, or make one with a BPF program in it by `cargo coolbpf new NAME`",
                false => "",
            };
            format!("reading the workspace with `cargo metadata`:\n{}{hint}", stderr.trim_end())
        }
        error => format!("reading the workspace with `cargo metadata`: {error}"),
    })?;
    Ok(metadata)
}

/// The cargo that runs this program, or else the one on `PATH`.
pub(crate) fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The directory that holds the package's manifest.
pub(crate) fn directory(package: &Package) -> PathBuf {
    let mut path = package.manifest_path.clone().into_std_path_buf();
    path.pop();
    path
}

/// The files that `cargo package` would put into the published package, relative to it.
pub(crate) fn packaged(global: &Global, package: &Package) -> Result<Vec<String>> {
    let output = Command::new(cargo())
        .args(["package", "--list", "--allow-dirty", "--manifest-path"])
        .arg(&package.manifest_path)
        .args(global.cargo_arguments())
        .output()
        .map_err(|error| format!("running `cargo package --list`: {error}"))?;
    if !output.status.success() {
        // It quotes names of files, which are to start no line.
        let said = String::from_utf8_lossy(&output.stderr).trim_end().replace('\n', "\n  ");
        return Err(format!("`cargo package --list` for `{}` failed:\n  {said}", package.name).into());
    }
    // Cargo writes the separators of the machine it runs on.
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(|line| line.replace('\\', "/")).collect())
}
