//! Editing a package's `Cargo.toml`, with its comments and its order kept.

use std::fs;
use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, Value};

use crate::Result;
use crate::packages::BUILD_CRATE;

/// The package whose library the generated code names.
pub(crate) const RUNTIME_CRATE: &str = "coolbpf-runtime";

/// A package's manifest.
#[derive(Debug)]
pub(crate) struct PackageManifest {
    path: PathBuf,
    document: DocumentMut,
    text: String,
}

impl PackageManifest {
    /// Reads the manifest of the package in `directory`.
    pub(crate) fn read(directory: &Path) -> Result<Self> {
        let path = directory.join("Cargo.toml");
        let text = fs::read_to_string(&path).map_err(|error| format!("read {}: {error}", path.display()))?;
        Self::parse(path, text)
    }

    fn parse(path: PathBuf, text: String) -> Result<Self> {
        let document: DocumentMut =
            text.parse().map_err(|error| format!("read {}: {error}", path.display()))?;
        Ok(Self { path, document, text })
    }

    /// The package's name, if there is a package.
    pub(crate) fn name(&self) -> Option<&str> {
        self.document.get("package")?.get("name")?.as_str()
    }

    /// The package's build script, relative to it; none where the manifest says that it has none.
    pub(crate) fn build_script(&self) -> Option<String> {
        match self.document.get("package").and_then(|package| package.get("build")) {
            None => Some("build.rs".into()),
            Some(build) => match (build.as_str(), build.as_bool()) {
                (Some(path), _) => Some(path.to_owned()),
                (None, Some(true)) => Some("build.rs".into()),
                _ => None,
            },
        }
    }

    /// Adds what a package with BPF programs depends on, unless it is there: of the version of this program, or in a
    /// checkout of coolbpf. Gives the names of what was added.
    pub(crate) fn depend_on_coolbpf(&mut self, checkout: Option<&Path>) -> Result<Vec<&'static str>> {
        let mut added = Vec::new();
        for (section, name, is_light) in
            [("dependencies", RUNTIME_CRATE, false), ("build-dependencies", BUILD_CRATE, true)]
        {
            let table = self.document.entry(section).or_insert_with(|| Item::Table(Table::new()));
            let table = table
                .as_table_like_mut()
                .ok_or_else(|| format!("{}: `{section}` is not a table", self.path.display()))?;
            if table.contains_key(name) {
                continue;
            }
            let was_sorted = is_sorted(table);
            table.insert(name, requirement(name, is_light, checkout));
            if was_sorted {
                table.sort_values();
            }
            added.push(name);
        }
        Ok(added)
    }

    /// Writes it, if anything has changed. It is never half written.
    pub(crate) fn write(&self) -> Result {
        let text = self.document.to_string();
        // Lines end as they did.
        let text =
            if self.text.contains("\r\n") { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text };
        if text == self.text {
            return Ok(());
        }
        let failed = |error: std::io::Error| format!("write {}: {error}", self.path.display());
        // What a link leads to is what is written.
        let path = self.path.canonicalize().map_err(failed)?;
        let directory = path.parent().ok_or("a manifest lies in a directory")?;
        let mut file = tempfile::NamedTempFile::new_in(directory).map_err(failed)?;
        std::io::Write::write_all(&mut file, text.as_bytes()).map_err(failed)?;
        let permissions = fs::metadata(&path).map_err(failed)?.permissions();
        file.as_file().set_permissions(permissions).map_err(failed)?;
        file.persist(&path).map_err(|error| failed(error.error))?;
        Ok(())
    }
}

fn is_sorted(table: &dyn TableLike) -> bool {
    let names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
    names.is_sorted()
}

/// What stands behind the name of a dependency.
fn requirement(name: &str, is_light: bool, checkout: Option<&Path>) -> Item {
    let version = env!("CARGO_PKG_VERSION");
    if !is_light && checkout.is_none() {
        return toml_edit::value(version);
    }
    let mut table = InlineTable::new();
    match checkout {
        None => table.insert("version", Value::from(version)),
        Some(checkout) => table.insert("path", Value::from(checkout.join(name).display().to_string())),
    };
    if is_light {
        table.insert("default-features", Value::from(false));
    }
    toml_edit::value(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(text: &str) -> PackageManifest {
        PackageManifest::parse("Cargo.toml".into(), text.into()).unwrap()
    }

    fn edited(text: &str) -> String {
        let mut manifest = manifest(text);
        manifest.depend_on_coolbpf(None).unwrap();
        manifest.document.to_string()
    }

    const VERSION: &str = env!("CARGO_PKG_VERSION");

    #[test]
    fn dependencies_are_added_in_their_places_and_everything_else_stays() {
        let text = "\
# top
[package]
name = \"x\" # the name

# what it needs
[dependencies]
# for arguments
anyhow = \"1\"   # one
serde = { version = \"1\" }

[profile.release]
lto = true
";
        let expected = format!(
            "\
# top
[package]
name = \"x\" # the name

# what it needs
[dependencies]
# for arguments
anyhow = \"1\"   # one
coolbpf-runtime = \"{VERSION}\"
serde = {{ version = \"1\" }}

[profile.release]
lto = true

[build-dependencies]
coolbpf-build = {{ version = \"{VERSION}\", default-features = false }}
"
        );
        assert_eq!(edited(text), expected);
        assert_eq!(edited(&expected), expected);
    }

    #[test]
    fn an_order_that_is_the_users_own_is_kept() {
        let text = edited("[dependencies]\nserde = \"1\"\nanyhow = \"1\"\n");
        assert!(
            text.starts_with("[dependencies]\nserde = \"1\"\nanyhow = \"1\"\ncoolbpf-runtime = "),
            "{text}"
        );
    }

    #[test]
    fn what_is_there_already_is_left_alone() {
        for text in [
            "[dependencies.coolbpf-runtime]\npath = \"..\"\n\n[build-dependencies]\ncoolbpf-build = \"9\"\n",
            "dependencies.coolbpf-runtime = \"9\"\nbuild-dependencies = { coolbpf-build = \"9\" }\n",
        ] {
            assert_eq!(edited(text), text);
        }
        assert_eq!(
            edited("build-dependencies = { cc = \"1\", coolbpf-build = \"9\" }\n[dependencies]\n"),
            format!(
                "build-dependencies = {{ cc = \"1\", coolbpf-build = \"9\" }}\n[dependencies]\ncoolbpf-runtime = \"{VERSION}\"\n"
            )
        );
    }

    #[test]
    fn a_checkout_is_named_by_its_path() {
        let mut manifest = manifest("");
        let added = manifest.depend_on_coolbpf(Some(Path::new("/there"))).unwrap();
        assert_eq!(added, ["coolbpf-runtime", "coolbpf-build"]);
        assert_eq!(
            manifest.document.to_string(),
            "[dependencies]\ncoolbpf-runtime = { path = \"/there/coolbpf-runtime\" }\n\n\
             [build-dependencies]\ncoolbpf-build = { path = \"/there/coolbpf-build\", default-features = false }\n"
        );
    }

    #[test]
    fn a_section_that_is_no_table_is_an_error() {
        let error = manifest("dependencies = 1\n").depend_on_coolbpf(None).unwrap_err();
        assert_eq!(error.to_string(), "Cargo.toml: `dependencies` is not a table");
    }

    #[test]
    fn the_build_script_is_the_one_that_the_manifest_names() {
        for (text, script) in [
            ("[package]\nname = \"x\"\n", Some("build.rs")),
            ("[package]\nbuild = \"tools/build.rs\"\n", Some("tools/build.rs")),
            ("[package]\nbuild = true\n", Some("build.rs")),
            ("[package]\nbuild = false\n", None),
        ] {
            assert_eq!(manifest(text).build_script().as_deref(), script, "{text}");
        }
    }

    #[test]
    fn lines_end_as_they_did_and_nothing_is_left_beside_the_manifest() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("Cargo.toml");
        fs::write(&path, "[package]\r\nname = \"x\"\r\n").unwrap();
        let mut manifest = PackageManifest::read(directory.path()).unwrap();
        manifest.depend_on_coolbpf(None).unwrap();
        manifest.write().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }
}
