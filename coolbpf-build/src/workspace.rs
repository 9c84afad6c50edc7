//! Finding the manifest of the workspace that a package is in, as Cargo finds it, and telling whether that workspace is the
//! one that is being built.

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

/// Whether a workspace says itself that the package in `directory` is one of its members, so that nothing but a change of its
/// root manifest makes the package another's.
pub(crate) fn is_named_member(root: &Path, directory: &Path) -> bool {
    let Some(root_directory) = root.parent() else { return false };
    if is_same(root_directory, directory) {
        return true;
    }
    let Ok(text) = fs::read_to_string(root) else { return false };
    let Ok(document) = DeTable::parse(&text) else { return false };
    let Some(DeValue::Table(workspace)) = document.get_ref().get("workspace").map(toml::Spanned::get_ref)
    else {
        return false;
    };
    let members = workspace.get("members").and_then(|members| members.get_ref().as_array());
    let Ok(path) = directory.strip_prefix(root_directory) else { return false };
    let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
    members.into_iter().flat_map(|members| members.iter()).any(|member| {
        let pattern: Vec<&str> = member.get_ref().as_str().unwrap_or_default().split('/').collect();
        let pattern: Vec<&str> = pattern.into_iter().filter(|part| !matches!(*part, "" | ".")).collect();
        pattern.len() == parts.len()
            && pattern.iter().zip(&parts).all(|(pattern, part)| matches(pattern, part))
    })
}

/// Whether a name is of a pattern in which `*` stands for any characters.
fn matches(pattern: &str, name: &str) -> bool {
    let mut pieces = pattern.split('*');
    let Some(mut rest) = name.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, between)) = pieces.split_last() else { return rest.is_empty() };
    for piece in between {
        let Some(at) = rest.find(piece) else { return false };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
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

/// Whether the workspace (or the package without one) in `root` is what Cargo builds, as far as a build script with this `OUT_DIR`
/// can tell. It is not told: a dependency by path may lie in a workspace of its own, or in none.
///
/// It is, where `OUT_DIR` lies in the workspace's `target`. Where target directories are elsewhere, which may be shared, it is the
/// workspace that Cargo was started for.
pub(crate) fn is_being_built(root: &Path, out_directory: &Path, cargo_home: Option<&Path>) -> bool {
    is_target_of(root, out_directory)
        || started_for().is_some_and(|manifest| is_same(&root_directory(&manifest, cargo_home), root))
}

/// The root manifest of what Cargo builds, as far as a build script with this `OUT_DIR` can tell: of the workspace that Cargo was
/// started for, else of the one whose `target` it lies in.
pub(crate) fn being_built(out_directory: &Path, cargo_home: Option<&Path>) -> Option<PathBuf> {
    let manifest = started_for().or_else(|| manifest_of_target(out_directory))?;
    Some(root_directory(&manifest, cargo_home).join("Cargo.toml"))
}

/// The manifest beside the `target` that `OUT_DIR` lies in.
fn manifest_of_target(out_directory: &Path) -> Option<PathBuf> {
    let targets = out_directory.ancestors().skip(4).take(2).filter(|target| target.ends_with("target"));
    let mut manifests = targets.filter_map(Path::parent).map(|root| root.join("Cargo.toml"));
    manifests.find(|manifest| manifest.is_file())
}

/// Whether `OUT_DIR`, which is `TARGET/[TRIPLE/]PROFILE/build/PACKAGE/out`, lies in the target directory that a workspace has
/// unless it is told otherwise.
fn is_target_of(root: &Path, out_directory: &Path) -> bool {
    let target = root.join("target");
    out_directory.ancestors().skip(4).take(2).any(|ancestor| is_same(ancestor, &target))
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// The directory of the root manifest of the workspace that a manifest belongs to.
fn root_directory(manifest: &Path, cargo_home: Option<&Path>) -> PathBuf {
    let directory = manifest.parent().unwrap_or(manifest);
    let text = fs::read_to_string(manifest).unwrap_or_default();
    let document = DeTable::parse(&text).ok();
    let root = document.and_then(|document| root_manifest(directory, document.get_ref(), cargo_home));
    root.as_deref().and_then(Path::parent).unwrap_or(directory).to_owned()
}

/// The manifest that Cargo, which started this process, was itself started for.
#[cfg(target_os = "linux")]
fn started_for() -> Option<PathBuf> {
    let cargo = PathBuf::from(format!("/proc/{}", std::os::unix::process::parent_id()));
    let arguments = fs::read(cargo.join("cmdline")).ok()?;
    manifest_named(&fs::read_link(cargo.join("cwd")).ok()?, &String::from_utf8(arguments).ok()?)
}

/// Other systems don't show it.
#[cfg(not(target_os = "linux"))]
fn started_for() -> Option<PathBuf> {
    None
}

/// The manifest that Cargo takes in `directory` with these arguments, each of which ends with a NUL.
#[cfg(any(target_os = "linux", test))]
fn manifest_named(directory: &Path, arguments: &str) -> Option<PathBuf> {
    let mut arguments = arguments.split('\0').take_while(|&argument| argument != "--");
    while let Some(argument) = arguments.next() {
        let mut value = |option: &str| match argument.strip_prefix(option)? {
            "" => arguments.next(),
            joined => joined.strip_prefix('='),
        };
        if let Some(manifest) = value("--manifest-path") {
            return Some(directory.join(manifest));
        }
        // As in `cargo install --path`.
        if let Some(package) = value("--path") {
            return Some(directory.join(package).join("Cargo.toml"));
        }
    }
    let mut manifests = directory.ancestors().map(|ancestor| ancestor.join("Cargo.toml"));
    manifests.find(|manifest| manifest.is_file())
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
    fn a_workspace_names_its_members_by_paths_and_patterns() {
        let tree = tempfile::tempdir().unwrap();
        let root = tree.path().join("Cargo.toml");
        fs::write(&root, "[workspace]\nmembers = [\"a\", \"./crates/x-*\", \"tools/*/cli\"]\n").unwrap();
        for (directory, is_named) in [
            ("", true),
            ("a", true),
            ("a/b", false),
            ("crates/x-1", true),
            ("crates/y-1", false),
            ("tools/one/cli", true),
            ("tools/one/lib", false),
            ("vendor/a", false),
        ] {
            assert_eq!(is_named_member(&root, &tree.path().join(directory)), is_named, "{directory}");
        }
        assert!(
            matches("a*b*c", "a-b-b-c") && !matches("a*b*c", "a-c") && matches("*", "") && !matches("", "a")
        );
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

    #[test]
    fn a_workspace_is_being_built_where_out_dir_is_in_its_target_directory() {
        let tree = tempfile::tempdir().unwrap();
        let (root, excluded) = (tree.path().join("root"), tree.path().join("root/excluded"));
        for (out, expected) in [
            ("root/target/debug/build/x-1/out", true),
            ("root/target/x86_64-unknown-linux-gnu/debug/build/x-1/out", true),
            ("root/target/demo/other/target/debug/build/x-1/out", false),
            ("shared/debug/build/x-1/out", false),
        ] {
            let out = tree.path().join(out);
            fs::create_dir_all(&out).unwrap();
            assert_eq!(is_target_of(&root, &out), expected, "{}", out.display());
            assert!(!is_target_of(&excluded, &out), "{}", out.display());
        }
    }

    #[test]
    fn a_manifest_lies_beside_the_target_directory() {
        let tree = tempfile::tempdir().unwrap();
        let at = |path: &str| tree.path().join(path);
        fs::create_dir(at("root")).unwrap();
        fs::write(at("root/Cargo.toml"), "[workspace]\n").unwrap();
        for (out, expected) in [
            ("root/target/debug/build/x-1/out", Some("root/Cargo.toml")),
            ("root/target/x86_64-unknown-linux-gnu/debug/build/x-1/out", Some("root/Cargo.toml")),
            ("root/shared/debug/build/x-1/out", None),
            ("target/debug/build/x-1/out", None),
        ] {
            assert_eq!(manifest_of_target(&at(out)), expected.map(at), "{out}");
        }
    }

    #[test]
    fn cargo_is_started_for_the_manifest_that_is_named_or_the_nearest_one() {
        let tree = tempfile::tempdir().unwrap();
        let at = |path: &str| tree.path().join(path);
        fs::create_dir_all(at("a/src")).unwrap();
        fs::create_dir_all(at("a/b")).unwrap();
        fs::write(at("a/Cargo.toml"), "[workspace]\nexclude = [\"b\"]\n").unwrap();
        fs::write(at("a/b/Cargo.toml"), "[package]\nname = \"b\"\n").unwrap();
        for (directory, arguments, root) in [
            ("a/src", "cargo\0build\0", "a"),
            ("a/b", "cargo\0build\0", "a/b"),
            ("a", "cargo\0build\0--manifest-path\0b/Cargo.toml\0", "a/b"),
            ("a", "cargo\0build\0--manifest-path=b/Cargo.toml\0", "a/b"),
            ("a/b", "cargo\0run\0--\0--manifest-path\0../Cargo.toml\0", "a/b"),
            ("a", "cargo\0install\0--path\0b\0", "a/b"),
            ("a", "cargo\0install\0--path=b\0", "a/b"),
        ] {
            let manifest = manifest_named(&at(directory), arguments).unwrap();
            assert_eq!(root_directory(&manifest, None), at(root), "{directory} {arguments}");
        }
    }
}
