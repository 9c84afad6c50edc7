//! A package as its manifest describes it: where its code starts, and how it names the runtime.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use coolbpf_contract::{Metadata, SourcePath};
use toml::de::{DeTable, DeValue};

use crate::build_form::BuildForm;
use crate::header_crates::HeaderCrates;
use crate::origin::{PackageOrigin, Policy};
use crate::regular_file::{self, LARGEST_SOURCE};
use crate::script::cargo_home;
use crate::{Error, Result, workspace};

/// The package whose library the generated code names.
const RUNTIME_PACKAGE: &str = "coolbpf-runtime";
/// How code names that library, unless the dependency is renamed.
const RUNTIME_LIBRARY: &str = "coolbpf";

/// A package on disk.
#[derive(Debug)]
pub(crate) struct Package {
    /// Where its `Cargo.toml` lies.
    pub(crate) directory: PathBuf,
    /// Its coolbpf tables.
    pub(crate) metadata: Metadata,
    /// The root file of each of its targets, and the files that the metadata adds.
    pub(crate) roots: Vec<SourcePath>,
    /// The names under which its code sees the runtime, in the manifest's order of tables.
    pub(crate) runtime_names: Vec<String>,
    /// The form of coolbpf-build that it asks for.
    pub(crate) form: BuildForm,
    /// The crates whose headers its C may include.
    pub(crate) headers: HeaderCrates,
    /// The `Cargo.toml` of the workspace that it is in.
    pub(crate) root_manifest: Option<PathBuf>,
    /// Whether that workspace, or Cargo, says that it is a member.
    pub(crate) is_member: bool,
    /// The files and directories that a change of any of the above shows in.
    pub(crate) watched: BTreeSet<PathBuf>,
}

impl Package {
    /// Reads the package in `directory`.
    pub(crate) fn read(directory: &Path) -> Result<Self> {
        let path = directory.join("Cargo.toml");
        let text = read_text(&path)?;
        let context = |error: &dyn std::fmt::Display| Error::new(format!("{}: {error}", path.display()));
        let metadata = Metadata::from_manifest(&text).map_err(|error| context(&error))?;
        let document = DeTable::parse(&text).map_err(|error| context(&error))?;
        let manifest = document.get_ref();
        let mut watched = BTreeSet::from([path.clone()]);
        let root_manifest = workspace::root_manifest(directory, manifest, cargo_home().as_deref());
        let runtime_names = runtime_names(manifest, root_manifest.as_deref(), &mut watched)?;
        for sources in ["src", "examples", "tests", "benches"] {
            let sources = directory.join(sources);
            if sources.is_dir() && !holds_packages(&sources) {
                watched.insert(sources);
            }
        }
        let mut roots = target_roots(directory, manifest);
        for module in metadata.modules() {
            if !directory.join(module.as_str()).is_file() {
                return Err(context(&format!(
                    "`package.metadata.coolbpf.modules` names {module}, and there is no such file"
                )));
            }
            roots.insert(module.clone());
        }
        Ok(Self {
            directory: directory.to_owned(),
            metadata,
            roots: roots.into_iter().collect(),
            runtime_names,
            form: BuildForm::read(manifest, root_manifest.as_deref()),
            headers: HeaderCrates::of_build_script(),
            is_member: root_manifest
                .as_deref()
                .is_some_and(|root| workspace::is_named_member(root, directory)),
            root_manifest,
            watched,
        })
    }

    /// What the surroundings allow for this package.
    ///
    /// # Errors
    /// Where variables contradict each other.
    pub(crate) fn policy(&self, variable: impl Fn(&str) -> Option<String>) -> Result<Policy> {
        Policy::new(variable, PackageOrigin::of(&self.directory, cargo_home().as_deref()))
    }

    /// The text of a Rust file of the package, if there is such a file.
    pub(crate) fn read_rust_file(&self, file: &SourcePath) -> Option<String> {
        let bytes = regular_file::read(&self.directory.join(file.as_str()), LARGEST_SOURCE).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Where a source of one of its programs lies.
    pub(crate) fn source_file(&self, path: &SourcePath) -> PathBuf {
        match self.headers.locate(path) {
            Ok(Some((directory, file))) => directory.join(file.as_str()),
            Ok(None) | Err(_) => self.directory.join(path.as_str()),
        }
    }

    /// The path by which code of this package names the runtime, for an attribute with `prefix` before `::program`.
    pub(crate) fn runtime_path(&self, prefix: &str) -> String {
        let first = prefix.trim_start_matches(':');
        if self.runtime_names.iter().any(|name| name == first) {
            return format!("::{first}");
        }
        match self.runtime_names.first() {
            Some(name) => format!("::{name}"),
            // Another crate passes the runtime on: `#[other::coolbpf::program]`.
            None if prefix.is_empty() => format!("::{RUNTIME_LIBRARY}"),
            None if ["crate", "self", "super"].contains(&first.split(':').next().unwrap_or_default()) => {
                first.to_owned()
            }
            None => format!("::{first}"),
        }
    }
}

/// Whether packages of their own lie in a directory, as in the `examples` of many workspaces: what is built there is no
/// change of this package.
fn holds_packages(directory: &Path) -> bool {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| entry.path().join("Cargo.toml").exists())
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| Error::new(format!("read {}: {error}", path.display())))
}

pub(crate) fn value<'a>(table: &'a DeTable<'a>, key: &str) -> Option<&'a DeValue<'a>> {
    table.get(key).map(toml::Spanned::get_ref)
}

pub(crate) fn table<'a>(parent: &'a DeTable<'a>, key: &str) -> Option<&'a DeTable<'a>> {
    value(parent, key)?.as_table()
}

pub(crate) fn text<'a>(parent: &'a DeTable<'a>, key: &str) -> Option<&'a str> {
    value(parent, key)?.as_str()
}

/// The tables that hold tables of dependencies: the manifest itself, and one for each target.
pub(crate) fn scopes<'a>(manifest: &'a DeTable<'a>) -> impl Iterator<Item = &'a DeTable<'a>> {
    let of_targets = table(manifest, "target").into_iter().flat_map(DeTable::values);
    std::iter::once(manifest).chain(of_targets.filter_map(|target| target.get_ref().as_table()))
}

/// The names of the runtime among the dependencies.
fn runtime_names(
    manifest: &DeTable<'_>,
    root: Option<&Path>,
    watched: &mut BTreeSet<PathBuf>,
) -> Result<Vec<String>> {
    let package = table(manifest, "package");
    let mut names = Vec::new();
    if package.and_then(|package| text(package, "name")) == Some(RUNTIME_PACKAGE) {
        names.push(RUNTIME_LIBRARY.to_owned());
    }
    let mut inherited = Vec::new();
    for scope in scopes(manifest) {
        for key in ["dependencies", "dev-dependencies"] {
            for (key, dependency) in table(scope, key).into_iter().flat_map(DeTable::iter) {
                let key = key.get_ref().as_ref();
                let detail = dependency.get_ref().as_table();
                let is_inherited = detail
                    .and_then(|detail| value(detail, "workspace"))
                    .is_some_and(|inherited| inherited.as_bool() == Some(true));
                if is_inherited {
                    inherited.push(key.to_owned());
                } else {
                    names.extend(runtime_name(key, detail));
                }
            }
        }
    }
    if !inherited.is_empty()
        && let Some(root) = root
    {
        let root_text = read_text(root)?;
        let document =
            DeTable::parse(&root_text).map_err(|error| Error::new(format!("{}: {error}", root.display())))?;
        let shared = table(document.get_ref(), "workspace").and_then(|root| table(root, "dependencies"));
        for key in inherited {
            let detail = shared.and_then(|shared| value(shared, &key)).and_then(DeValue::as_table);
            names.extend(runtime_name(&key, detail));
        }
        watched.insert(root.to_owned());
    }
    names.dedup();
    Ok(names)
}

/// How code names a dependency, if that is the runtime. A renamed one has the name that it was given.
fn runtime_name(key: &str, detail: Option<&DeTable<'_>>) -> Option<String> {
    match detail.and_then(|detail| text(detail, "package")) {
        Some(RUNTIME_PACKAGE) => Some(key.replace('-', "_")),
        None if key == RUNTIME_PACKAGE => Some(RUNTIME_LIBRARY.to_owned()),
        _ => None,
    }
}

/// The root file of each target, as Cargo finds them: those that the manifest names, and those in the usual places
/// unless it says not to look there.
fn target_roots(directory: &Path, manifest: &DeTable<'_>) -> BTreeSet<SourcePath> {
    let package = table(manifest, "package");
    let looks = |key: &str| package.and_then(|package| value(package, key)?.as_bool()).unwrap_or(true);
    let mut candidates: Vec<String> = Vec::new();

    let library = table(manifest, "lib");
    match library.and_then(|library| text(library, "path")) {
        Some(path) => candidates.push(path.to_owned()),
        None if library.is_some() || looks("autolib") => candidates.push("src/lib.rs".into()),
        None => {}
    }
    for (kind, place, auto) in [
        ("bin", "src/bin", "autobins"),
        ("example", "examples", "autoexamples"),
        ("test", "tests", "autotests"),
        ("bench", "benches", "autobenches"),
    ] {
        let named = value(manifest, kind).and_then(DeValue::as_array);
        for target in named.into_iter().flat_map(|targets| targets.iter()) {
            let Some(target) = target.get_ref().as_table() else { continue };
            match (text(target, "path"), text(target, "name")) {
                (Some(path), _) => candidates.push(path.to_owned()),
                (None, Some(name)) => {
                    candidates.push(format!("{place}/{name}.rs"));
                    candidates.push(format!("{place}/{name}/main.rs"));
                    if kind == "bin" && package.and_then(|package| text(package, "name")) == Some(name) {
                        candidates.push("src/main.rs".into());
                    }
                }
                (None, None) => {}
            }
        }
        if looks(auto) {
            if kind == "bin" {
                candidates.push("src/main.rs".into());
            }
            for entry in fs::read_dir(directory.join(place)).into_iter().flatten().flatten() {
                let Ok(name) = entry.file_name().into_string() else { continue };
                if name.ends_with(".rs") {
                    candidates.push(format!("{place}/{name}"));
                } else {
                    candidates.push(format!("{place}/{name}/main.rs"));
                }
            }
        }
    }
    let in_package = candidates.iter().filter_map(|path| SourcePath::resolve("", path));
    in_package.filter(|path| directory.join(path.as_str()).is_file()).collect()
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn tree(files: &[(&str, &str)]) -> TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    fn roots(manifest: &str, files: &[&str]) -> Vec<String> {
        let mut tree_files = vec![("Cargo.toml", manifest)];
        tree_files.extend(files.iter().map(|file| (*file, "")));
        let root = tree(&tree_files);
        let package = Package::read(root.path()).unwrap();
        package.roots.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn targets_in_the_usual_places_are_found() {
        let files = [
            "src/lib.rs",
            "src/main.rs",
            "src/other.rs",
            "src/bin/a.rs",
            "src/bin/b/main.rs",
            "src/bin/b/more.rs",
            "examples/c.rs",
            "tests/d/main.rs",
            "tests/common/mod.rs",
            "benches/e.rs",
            "build.rs",
        ];
        let expected = [
            "benches/e.rs",
            "examples/c.rs",
            "src/bin/a.rs",
            "src/bin/b/main.rs",
            "src/lib.rs",
            "src/main.rs",
            "tests/d/main.rs",
        ];
        assert_eq!(roots("[package]\nname = \"x\"\n", &files), expected);
    }

    #[test]
    fn targets_that_the_manifest_names_are_found_and_places_that_it_excludes_are_not_searched() {
        let manifest = r#"
            [package]
            name = "x"
            autobins = false
            autoexamples = false
            [lib]
            path = "code/entry.rs"
            [[bin]]
            name = "x"
            [[bin]]
            name = "named"
            [[bin]]
            name = "elsewhere"
            path = "./tools/../tools/t.rs"
            [[test]]
            name = "outside"
            path = "../outside.rs"
            [package.metadata.coolbpf]
            modules = ["src/generated.rs"]
        "#;
        let files = [
            "code/entry.rs",
            "src/lib.rs",
            "src/main.rs",
            "src/bin/named.rs",
            "src/bin/unnamed.rs",
            "tools/t.rs",
            "examples/e.rs",
            "src/generated.rs",
        ];
        let expected = ["code/entry.rs", "src/bin/named.rs", "src/generated.rs", "src/main.rs", "tools/t.rs"];
        assert_eq!(roots(manifest, &files), expected);
    }

    #[test]
    fn directories_of_sources_are_watched_unless_they_hold_other_packages() {
        let root = tree(&[
            ("Cargo.toml", "[package]\nname = \"x\"\n"),
            ("src/main.rs", ""),
            ("examples/other/Cargo.toml", ""),
            ("examples/own.rs", ""),
        ]);
        let package = Package::read(root.path()).unwrap();
        let watched: Vec<_> = package
            .watched
            .iter()
            .map(|path| path.strip_prefix(root.path()).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(watched, ["Cargo.toml", "src"]);
    }

    fn names(manifest: &str) -> Vec<String> {
        let root = tree(&[("Cargo.toml", &format!("[package]\nname = \"x\"\n{manifest}"))]);
        Package::read(root.path()).unwrap().runtime_names
    }

    #[test]
    fn the_runtime_is_named_as_the_manifest_says() {
        for (manifest, expected) in [
            ("[dependencies]\ncoolbpf-runtime = \"0.1\"", "coolbpf"),
            ("[dev-dependencies]\ncoolbpf-runtime.version = \"0.1\"", "coolbpf"),
            ("[dependencies]\nmy-bpf = { package = \"coolbpf-runtime\", version = \"0.1\" }", "my_bpf"),
            ("[dependencies.coolbpf-runtime]\npackage = \"coolbpf-runtime\"", "coolbpf_runtime"),
            ("[target.'cfg(unix)'.dependencies]\nb = { package = \"coolbpf-runtime\" }", "b"),
        ] {
            assert_eq!(names(manifest), [expected], "{manifest}");
        }
        assert!(names("[dependencies]\ncoolbpf-runtime = { package = \"other\" }").is_empty());
        assert!(names("[build-dependencies]\ncoolbpf-runtime = \"0.1\"").is_empty());
    }

    #[test]
    fn a_dependency_of_the_workspace_is_named_as_the_workspace_says() {
        let root = tree(&[
            (
                "Cargo.toml",
                "[workspace]\n[workspace.dependencies]\nbpf = { package = \"coolbpf-runtime\", version = \"1\" }\n",
            ),
            ("a/b/Cargo.toml", "[package]\nname = \"b\"\n[dependencies]\nbpf.workspace = true\n"),
        ]);
        let package = Package::read(&root.path().join("a/b")).unwrap();
        assert_eq!(package.runtime_names, ["bpf"]);
        assert!(package.watched.contains(&root.path().join("Cargo.toml")));
    }

    #[test]
    fn the_attributes_prefix_chooses_among_the_names_and_serves_where_there_are_none() {
        let package = |names: &[&str]| Package {
            directory: PathBuf::new(),
            metadata: Metadata::default(),
            roots: Vec::new(),
            runtime_names: names.iter().map(|&name| name.to_owned()).collect(),
            form: BuildForm::default(),
            headers: HeaderCrates::of_build_script(),
            root_manifest: None,
            is_member: false,
            watched: BTreeSet::new(),
        };
        for (names, prefix, expected) in [
            (&["coolbpf"][..], "", "::coolbpf"),
            (&["one", "two"], "two", "::two"),
            (&["one", "two"], "::two", "::two"),
            (&["one"], "alias", "::one"),
            (&[], "facade::bpf", "::facade::bpf"),
            (&[], "crate::bpf", "crate::bpf"),
            (&[], "", "::coolbpf"),
        ] {
            assert_eq!(package(names).runtime_path(prefix), expected, "{names:?} {prefix}");
        }
    }

    #[test]
    fn a_module_of_the_metadata_that_does_not_exist_is_named() {
        let manifest = "[package]\nname = \"x\"\n[package.metadata.coolbpf]\nmodules = [\"src/gone.rs\"]\n";
        let root = tree(&[("Cargo.toml", manifest)]);
        let error = Package::read(root.path()).unwrap_err().to_string();
        assert!(
            error
                .ends_with("`package.metadata.coolbpf.modules` names src/gone.rs, and there is no such file")
        );
    }
}
