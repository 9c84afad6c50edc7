//! The crates whose headers a package's C may include, as Cargo resolves them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, Package, PackageId};
use clap_cargo::Manifest;
use coolbpf_build::Vendoring;
use coolbpf_contract::SourcePath;

use crate::global::Global;
use crate::{Result, kernels, packages};

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
    Ok(vendoring.header_crates(Box::new(find)).kernel_btf(Box::new(kernels::kept_btf)))
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

/// What a package exports, if it does: a directory that lies in it, whatever it says.
fn exported(package: &Package) -> Option<(String, PathBuf)> {
    package.links.as_ref()?;
    let headers = package.metadata.get("coolbpf")?.get("headers")?.as_str()?;
    Some((package.name.to_string(), within(&packages::directory(package), headers)?))
}

/// The directory that `path` names in a package, unless it leads out of it.
fn within(package: &Path, path: &str) -> Option<PathBuf> {
    let path: SourcePath = path.parse().ok()?;
    let directory = package.join(path.as_str());
    directory.canonicalize().ok()?.starts_with(package.canonicalize().ok()?).then_some(directory)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn headers_lie_in_their_package() {
        let package = tempfile::tempdir().unwrap();
        fs::create_dir(package.path().join("include")).unwrap();
        std::os::unix::fs::symlink("/", package.path().join("root")).unwrap();
        std::os::unix::fs::symlink("include", package.path().join("own")).unwrap();
        for path in ["include", "own"] {
            assert_eq!(within(package.path(), path), Some(package.path().join(path)));
        }
        for path in ["/", "/etc", "..", "include/../..", "root", "gone", ""] {
            assert_eq!(within(package.path(), path), None, "{path}");
        }
    }
}
