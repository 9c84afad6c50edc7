//! Finding the manifest of the workspace that a package is in, as Cargo finds it.

use std::fs;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

/// The root manifest of the workspace of the package in `directory`, whose own manifest is `manifest`. `None` where the
/// package is in no workspace.
pub(crate) fn root_manifest(
    directory: &Path,
    manifest: &DeTable<'_>,
    cargo_home: Option<&Path>,
) -> Option<PathBuf> {
    let package = manifest.get("package").and_then(|package| package.get_ref().as_table());
    let named = package.and_then(|package| package.get("workspace")?.get_ref().as_str());
    if let Some(named) = named {
        return Some(directory.join(named).join("Cargo.toml"));
    }
    if manifest.contains_key("workspace") {
        return Some(directory.join("Cargo.toml"));
    }
    directory
        .ancestors()
        .skip(1)
        .take_while(|ancestor| cargo_home != Some(*ancestor) && !ancestor.ends_with("target/package"))
        .find(|ancestor| is_root_of(ancestor, directory))
        .map(|ancestor| ancestor.join("Cargo.toml"))
}

/// Whether `root` holds a workspace that doesn't exclude the package in `directory`.
fn is_root_of(root: &Path, directory: &Path) -> bool {
    let Ok(text) = fs::read_to_string(root.join("Cargo.toml")) else { return false };
    let Ok(document) = DeTable::parse(&text) else { return false };
    let workspace = document.get_ref().get("workspace").map(toml::Spanned::get_ref);
    let Some(DeValue::Table(workspace)) = workspace else { return false };
    let lists = |key: &str| {
        let paths = workspace.get(key).and_then(|paths| paths.get_ref().as_array());
        let mut paths = paths.into_iter().flat_map(|paths| paths.iter());
        paths.any(|path| path.get_ref().as_str().is_some_and(|path| directory.starts_with(root.join(path))))
    };
    !lists("exclude") || lists("members")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root_of(files: &[(&str, &str)], directory: &str) -> Option<String> {
        let tree = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = tree.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let directory = tree.path().join(directory);
        let text = fs::read_to_string(directory.join("Cargo.toml")).unwrap();
        let document = DeTable::parse(&text).unwrap();
        let root = root_manifest(&directory, document.get_ref(), Some(&tree.path().join("home")))?;
        Some(root.strip_prefix(tree.path()).unwrap_or(&root).display().to_string())
    }

    #[test]
    fn the_nearest_workspace_above_is_the_packages_own() {
        let package = ("a/b/Cargo.toml", "[package]\nname = \"b\"\n");
        let workspace = ("Cargo.toml", "[workspace]\n");
        assert_eq!(root_of(&[package, workspace], "a/b").as_deref(), Some("Cargo.toml"));
        let nearer = ("a/Cargo.toml", "[workspace]\n");
        assert_eq!(root_of(&[package, workspace, nearer], "a/b").as_deref(), Some("a/Cargo.toml"));
        let no_workspace = ("a/Cargo.toml", "[package]\nname = \"a\"\n");
        assert_eq!(root_of(&[package, workspace, no_workspace], "a/b").as_deref(), Some("Cargo.toml"));
        assert_eq!(root_of(&[package], "a/b"), None);
    }

    #[test]
    fn a_package_may_be_its_own_root_or_name_one() {
        let own = ("a/Cargo.toml", "[package]\nname = \"a\"\n[workspace.metadata.coolbpf]\n");
        let above = ("Cargo.toml", "[workspace]\n");
        assert_eq!(root_of(&[own, above], "a").as_deref(), Some("a/Cargo.toml"));
        let naming = ("a/Cargo.toml", "[package]\nname = \"a\"\nworkspace = \"../other\"\n");
        assert_eq!(root_of(&[naming, above], "a").as_deref(), Some("a/../other/Cargo.toml"));
    }

    #[test]
    fn a_package_that_a_workspace_excludes_is_not_in_it_unless_it_is_named_as_a_member() {
        let package = ("a/b/Cargo.toml", "[package]\nname = \"b\"\n");
        let excluding = ("Cargo.toml", "[workspace]\nexclude = [\"a\"]\n");
        assert_eq!(root_of(&[package, excluding], "a/b"), None);
        let member = ("Cargo.toml", "[workspace]\nexclude = [\"a\"]\nmembers = [\"a/b\"]\n");
        assert_eq!(root_of(&[package, member], "a/b").as_deref(), Some("Cargo.toml"));
    }

    #[test]
    fn neither_cargos_home_nor_a_package_being_verified_belongs_to_a_workspace_above() {
        let workspace = ("Cargo.toml", "[workspace]\n");
        for directory in ["home/registry/src/index/x-0.1.0", "target/package/x-0.1.0"] {
            let manifest = format!("{directory}/Cargo.toml");
            let package = (manifest.as_str(), "[package]\nname = \"x\"\n");
            assert_eq!(root_of(&[package, workspace], directory), None);
        }
    }
}
