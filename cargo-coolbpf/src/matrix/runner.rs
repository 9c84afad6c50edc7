//! The program that loads and attaches a package's objects in a guest: a generated crate around the package's own
//! coolbpf-runtime, as its `Cargo.lock` has it, so that what is tried is what the package's users run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{Metadata, Node, Package, PackageId, Source, TargetKind};
use toml_edit::{Array, DocumentMut, InlineTable, Item, TableLike, Value, value};

use super::build::Build;
use super::place::Place;
use crate::Result;
use crate::manifest::RUNTIME_CRATE;

const NAME: &str = "coolbpf-matrix-runner";
const MAIN: &str = "fn main() -> std::process::ExitCode {\n    coolbpf::__private::matrix::main()\n}\n";

/// The coolbpf-runtime of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Runtime {
    version: String,
    dependency: Dependency,
    features: BTreeSet<String>,
}

/// Where Cargo gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Dependency {
    Path(PathBuf),
    CratesIo,
    /// Another registry, by the address of its index.
    Registry(String),
    /// A repository, and what of it: the key (`branch`, `tag`, `rev`) and its value.
    Git(String, Option<(String, String)>),
}

impl Runtime {
    /// The runtime that a package uses, itself or through others.
    pub(super) fn of(tree: &Metadata, package: &PackageId) -> Result<Self> {
        let nodes: BTreeMap<&PackageId, &Node> =
            tree.resolve.iter().flat_map(|resolve| &resolve.nodes).map(|node| (&node.id, node)).collect();
        let is_runtime =
            |id: &PackageId| tree.packages.iter().find(|one| one.id == *id && one.name == RUNTIME_CRATE);
        // The nearest first: another may be in the tree for the sake of somebody else.
        let mut seen = BTreeSet::from([package]);
        let mut nearest = vec![package];
        while !nearest.is_empty() {
            if let Some((runtime, id)) = nearest.iter().find_map(|id| Some((is_runtime(id)?, *id))) {
                let features = nodes.get(id).map(|node| node.features.iter()).into_iter().flatten();
                return Self::read(runtime, features.map(ToString::to_string).collect());
            }
            let dependencies =
                nearest.iter().filter_map(|id| nodes.get(id)).flat_map(|node| &node.dependencies);
            nearest = dependencies.filter(|id| seen.insert(id)).collect();
        }
        Err(format!(
            "no dependency brings {RUNTIME_CRATE}, which loads the programs; `cargo coolbpf init` adds it"
        )
        .into())
    }

    fn read(runtime: &Package, features: BTreeSet<String>) -> Result<Self> {
        let dependency = match &runtime.source {
            None => Dependency::Path(crate::packages::directory(runtime)),
            Some(source) if source.is_crates_io() => Dependency::CratesIo,
            Some(source) => Dependency::of_source(source).ok_or_else(|| {
                format!("{RUNTIME_CRATE} comes from {source}, of which nothing is known here")
            })?,
        };
        Ok(Self { version: runtime.version.to_string(), dependency, features })
    }

    /// What stands behind `coolbpf-runtime =` in the runner's manifest.
    fn to_toml(&self) -> InlineTable {
        let mut table = InlineTable::new();
        match &self.dependency {
            Dependency::Path(path) => drop(table.insert("path", path.display().to_string().into())),
            Dependency::CratesIo => {}
            Dependency::Registry(index) => drop(table.insert("registry-index", index.into())),
            Dependency::Git(repository, reference) => {
                table.insert("git", repository.into());
                if let Some((key, name)) = reference {
                    table.insert(key, name.into());
                }
            }
        }
        table.insert("version", format!("={}", self.version).into());
        if !self.features.contains("default") {
            table.insert("default-features", false.into());
        }
        let features: Array = self.features.iter().filter(|name| *name != "default").collect();
        table.insert("features", Value::Array(features));
        table
    }
}

impl Dependency {
    /// `registry+INDEX`, `sparse+INDEX`, or `git+REPOSITORY?branch=NAME#COMMIT`.
    fn of_source(source: &Source) -> Option<Self> {
        let (kind, address) = source.repr.split_once('+')?;
        match kind {
            "registry" => Some(Self::Registry(address.to_owned())),
            "sparse" => Some(Self::Registry(source.repr.clone())),
            "git" => {
                let address = address.split('#').next().unwrap_or(address);
                let (repository, query) = address.split_once('?').unwrap_or((address, ""));
                let reference = query.split_once('=').map(|(key, name)| (key.to_owned(), name.to_owned()));
                Some(Self::Git(repository.to_owned(), reference))
            }
            _ => None,
        }
    }
}

/// Builds the runner for `runtime`, and gives its file. It is the run's own: another run may build another one at the same place.
pub(super) fn build(build: &Build, place: &Place, runtime: &Runtime) -> Result<PathBuf> {
    let _builds = place.lock_builds()?;
    let directory = place.runner_crate();
    let manifest = manifest(runtime, &build.root)?;
    write(&directory.join("Cargo.toml"), &manifest)?;
    write(&directory.join("src/main.rs"), MAIN)?;
    let lock = build.root.join("Cargo.lock");
    let locked = fs::read_to_string(&lock).map_err(|error| format!("read {}: {error}", lock.display()))?;
    // Cargo takes the versions that it finds there, adds the runner, and drops what that doesn't need.
    write(&directory.join("Cargo.lock"), &locked)?;
    let built =
        build.cargo("build", &["--bin", NAME], (&TargetKind::Bin, NAME), Some(&directory.join("Cargo.toml")));
    let executable = built.map_err(|error| {
        format!(
            "{error}\nThe program that tries objects in a guest is built around the {RUNTIME_CRATE} {} of this workspace, which \
             has to be of 0.1 or later",
            runtime.version
        )
    })?;
    check_lock(&locked, &directory.join("Cargo.lock"))?;
    let copy = place.runner();
    fs::copy(&executable, &copy)
        .map_err(|error| format!("copy {} to {}: {error}", executable.display(), copy.display()))?;
    Ok(copy)
}

/// The manifest: the runtime as the workspace has it, built in the same way.
fn manifest(runtime: &Runtime, root: &Path) -> Result<String> {
    let mut document = DocumentMut::new();
    let mut package = toml_edit::Table::new();
    for (key, text) in [("name", NAME), ("version", "0.0.0"), ("edition", "2024")] {
        package.insert(key, value(text));
    }
    document.insert("package", Item::Table(package));
    document.insert("workspace", toml_edit::table());
    let mut dependencies = toml_edit::Table::new();
    dependencies.insert(RUNTIME_CRATE, value(runtime.to_toml()));
    document.insert("dependencies", Item::Table(dependencies));

    let path = root.join("Cargo.toml");
    let read = |error: &dyn std::fmt::Display| format!("read {}: {error}", path.display());
    let text = fs::read_to_string(&path).map_err(|error| read(&error))?;
    let of_workspace: DocumentMut = text.parse().map_err(|error| read(&error))?;
    for key in ["profile", "patch"] {
        if let Some(item) = of_workspace.get(key) {
            let mut item = item.clone();
            make_paths_absolute(&mut item, root);
            document.insert(key, item);
        }
    }
    Ok(document.to_string())
}

/// Has each `path = "…"` below `item` lead to where it leads in `root`.
fn make_paths_absolute(item: &mut Item, root: &Path) {
    let Some(table) = item.as_table_like_mut() else { return };
    if let Some(path) = table.get("path").and_then(Item::as_str) {
        let path = root.join(path).display().to_string();
        table.insert("path", value(path));
    }
    let names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
    for name in names {
        if let Some(inner) = table.get_mut(&name) {
            make_paths_absolute(inner, root);
        }
    }
}

/// Fails where the runner was built with another version of something than the workspace has locked.
fn check_lock(locked: &str, of_runner: &Path) -> Result {
    let read = |text: &str| -> Result<BTreeSet<[String; 3]>> {
        let document: DocumentMut = text.parse()?;
        let packages = document.get("package").and_then(Item::as_array_of_tables);
        let of = |table: &dyn TableLike, key: &str| {
            table.get(key).and_then(Item::as_str).unwrap_or_default().to_owned()
        };
        let packages = packages.into_iter().flatten();
        Ok(packages.map(|one| ["name", "version", "source"].map(|key| of(one, key))).collect())
    };
    let text =
        fs::read_to_string(of_runner).map_err(|error| format!("read {}: {error}", of_runner.display()))?;
    let (locked, built) = (read(locked)?, read(&text)?);
    match built.difference(&locked).find(|[name, ..]| name != NAME) {
        Some([name, version, _]) => Err(format!(
            "the program that tries objects in a guest was built with {name} {version}, which is not what Cargo.lock has"
        )
        .into()),
        None => Ok(()),
    }
}

/// Writes a file, unless it is as it should be.
fn write(path: &Path, text: &str) -> Result {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    let directory = path.parent().unwrap_or(path);
    let written = fs::create_dir_all(directory).and_then(|()| fs::write(path, text));
    written.map_err(|error| format!("write {}: {error}", path.display()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runtime(dependency: Dependency, features: &[&str]) -> Runtime {
        let features = features.iter().map(|&name| name.to_owned()).collect();
        Runtime { version: "0.1.3".to_owned(), dependency, features }
    }

    #[test]
    fn the_runtime_comes_from_where_the_workspace_has_it() {
        let source = |repr: &str| Dependency::of_source(&Source { repr: repr.to_owned() }).unwrap();
        for (dependency, features, expected) in [
            (Dependency::CratesIo, &["default"][..], "{ version = \"=0.1.3\", features = [] }"),
            (
                Dependency::Path("/x/runtime".into()),
                &["default", "static"],
                "{ path = \"/x/runtime\", version = \"=0.1.3\", features = [\"static\"] }",
            ),
            (
                source("registry+https://index.example/git"),
                &["default"],
                "{ registry-index = \"https://index.example/git\", version = \"=0.1.3\", features = [] }",
            ),
            (
                source("sparse+https://index.example/"),
                &["default"],
                "{ registry-index = \"sparse+https://index.example/\", version = \"=0.1.3\", features = [] }",
            ),
            (
                source("git+https://host.example/repo?branch=main#0123456789"),
                &[],
                "{ git = \"https://host.example/repo\", branch = \"main\", version = \"=0.1.3\", default-features = false, \
                 features = [] }",
            ),
            (
                source("git+https://host.example/repo#0123456789"),
                &["default"],
                "{ git = \"https://host.example/repo\", version = \"=0.1.3\", features = [] }",
            ),
        ] {
            assert_eq!(runtime(dependency, features).to_toml().to_string(), expected);
        }
    }

    #[test]
    fn profiles_and_patches_of_the_workspace_are_the_runners() {
        let root = tempfile::tempdir().unwrap();
        let text = "[package]\nname = \"x\"\n\n[profile.dev]\ndebug = 0\n\n[patch.crates-io]\nserde = { path = \"../serde\" }\n\
                    \n[patch.crates-io.libc]\npath = \"libc\"\n";
        fs::write(root.path().join("Cargo.toml"), text).unwrap();
        let manifest = manifest(&runtime(Dependency::CratesIo, &["default"]), root.path()).unwrap();
        let read: DocumentMut = manifest.parse().unwrap();
        let at = root.path().display();
        assert_eq!(read["profile"]["dev"]["debug"].as_integer(), Some(0));
        let patches = &read["patch"]["crates-io"];
        assert_eq!(patches["serde"]["path"].as_str(), Some(format!("{at}/../serde").as_str()));
        assert_eq!(patches["libc"]["path"].as_str(), Some(format!("{at}/libc").as_str()));
        assert_eq!(read["dependencies"][RUNTIME_CRATE]["version"].as_str(), Some("=0.1.3"));
        assert!(read["workspace"].is_table());
    }

    #[test]
    fn a_runner_with_other_versions_than_the_lock_file_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("Cargo.lock");
        let package =
            |name: &str, version: &str| format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n");
        let locked = [package("libc", "0.2.1"), package("x", "0.1.0")].concat();
        fs::write(&path, [package("libc", "0.2.1"), package(NAME, "0.0.0")].concat()).unwrap();
        check_lock(&locked, &path).unwrap();
        fs::write(&path, [package("libc", "0.2.2"), package(NAME, "0.0.0")].concat()).unwrap();
        let error = check_lock(&locked, &path).unwrap_err().to_string();
        assert!(error.contains("was built with libc 0.2.2"), "{error}");
    }
}
