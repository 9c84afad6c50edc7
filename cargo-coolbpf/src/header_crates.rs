//! The crates whose headers a package's C may include, as Cargo resolves them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, Package, PackageId};
use clap_cargo::Manifest;
use coolbpf_build::Vendoring;

use crate::global::Global;
use crate::{Result, packages};

/// The package in `directory`, in the workspace that Cargo says it is in, ready to look after what is vendored for it.
pub(crate) fn vendoring(global: &Global, directory: &Path) -> Result<Vendoring> {
    let mut manifest = Manifest::default();
    manifest.manifest_path = Some(directory.join("Cargo.toml"));
    let (root, _) = packages::directories(global, &manifest)?;
    let vendoring = Vendoring::of(directory)?.in_workspace(&root).offline(global.offline);
    let global = global.clone();
    let find = move || {
        let tree = packages::tree(&global, &manifest).map_err(|error| error.to_string())?;
        Ok(tree.root_package().map(|package| exported_to(&tree, &package.id)).unwrap_or_default())
    };
    Ok(vendoring.header_crates(Box::new(find)))
}

/// The crates of headers among a package's direct dependencies: their names, and the directories of their headers. Those are
/// the ones that Cargo names to the package's build script.
pub(crate) fn exported_to(tree: &Metadata, package: &PackageId) -> BTreeMap<String, PathBuf> {
    let nodes = tree.resolve.iter().flat_map(|resolve| &resolve.nodes);
    let dependencies = nodes.filter(|node| node.id == *package).flat_map(|node| &node.deps);
    let normal = dependencies
        .filter(|dependency| dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal));
    normal
        .filter_map(|dependency| exported(tree.packages.iter().find(|one| one.id == dependency.pkg)?))
        .collect()
}

/// What a package exports, if it does.
fn exported(package: &Package) -> Option<(String, PathBuf)> {
    package.links.as_ref()?;
    let headers = package.metadata.get("coolbpf")?.get("headers")?.as_str()?;
    Some((package.name.to_string(), packages::directory(package).join(headers)))
}
