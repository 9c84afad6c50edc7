//! Which features of coolbpf-build a package's own manifest names. What other packages name is unified by Cargo, and doesn't
//! count: a reviewer of this package would not see it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use crate::package::{scopes, table, text, value};

/// The package that a build script calls.
const BUILD_PACKAGE: &str = "coolbpf-build";

/// The form of coolbpf-build that a package asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct BuildForm {
    /// With the feature `compile`, which is a default.
    pub(crate) compile: bool,
    /// With the feature `remote`, whatever features of its own are enabled.
    remote: bool,
    /// The package's own features that enable `remote`.
    remote_by: BTreeSet<String>,
}

impl BuildForm {
    /// Reads it from a manifest, and what that inherits from the manifest `root`.
    pub(crate) fn read(manifest: &DeTable<'_>, root: Option<&Path>) -> Self {
        let root = root.and_then(|root| fs::read_to_string(root).ok()).unwrap_or_default();
        let root = DeTable::parse(&root).ok();
        let shared =
            root.as_ref().and_then(|root| table(table(root.get_ref(), "workspace")?, "dependencies"));
        let mut form = Self::default();
        let mut names = BTreeSet::new();
        let dependencies = scopes(manifest).filter_map(|scope| table(scope, "build-dependencies"));
        for (name, own) in dependencies.flat_map(DeTable::iter) {
            let (name, own) = (name.get_ref(), own.get_ref().as_table());
            let is_inherited = own.and_then(|own| value(own, "workspace")?.as_bool()) == Some(true);
            let shared = shared.filter(|_| is_inherited).and_then(|shared| table(shared, name));
            let tables = || own.into_iter().chain(shared);
            if tables().find_map(|table| text(table, "package")).unwrap_or(name) != BUILD_PACKAGE {
                continue;
            }
            names.insert(name.to_string());
            let features = || tables().flat_map(|table| strings(value(table, "features")));
            let defaults = tables().find_map(|table| value(table, "default-features")?.as_bool());
            form.remote |= features().any(|feature| feature == "remote");
            form.compile |= defaults.unwrap_or(true) || features().any(|feature| feature == "compile");
        }
        for (feature, enables) in table(manifest, "features").into_iter().flat_map(DeTable::iter) {
            let is_remote = |enabled: &str| {
                let Some((name, "remote")) = enabled.split_once('/') else { return false };
                names.contains(name.trim_end_matches('?'))
            };
            if strings(Some(enables.get_ref())).any(is_remote) {
                form.remote_by.insert(feature.get_ref().to_string());
            }
        }
        // The one enables the other.
        form.compile |= form.remote;
        form
    }

    /// Whether the manifest names the feature `remote` for a build with those of the package's features that are enabled.
    pub(crate) fn remote(&self, mut is_enabled: impl FnMut(&str) -> bool) -> bool {
        self.remote || self.remote_by.iter().any(|feature| is_enabled(feature))
    }
}

/// The strings of an array.
fn strings<'a>(array: Option<&'a DeValue<'a>>) -> impl Iterator<Item = &'a str> {
    let array = array.and_then(DeValue::as_array).into_iter();
    array.flat_map(|array| array.iter()).filter_map(|text| text.get_ref().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the manifest names `compile`, and `remote` for builds where `net` is enabled and where nothing is.
    fn form(manifest: &str) -> (bool, bool, bool) {
        let tree = tempfile::tempdir().unwrap();
        let root = tree.path().join("Cargo.toml");
        let shared = "[workspace.dependencies]\ncoolbpf-build = { version = \"1\", features = [\"remote\"] }\n\
                      light = { package = \"coolbpf-build\", version = \"1\", default-features = false }\n";
        fs::write(&root, shared).unwrap();
        let document = DeTable::parse(manifest).unwrap();
        let form = BuildForm::read(document.get_ref(), Some(&root));
        (form.compile, form.remote(|feature| feature == "net"), form.remote(|_| false))
    }

    #[test]
    fn the_manifest_names_remote_in_a_dependency_a_feature_or_the_workspace() {
        let full = "[build-dependencies]\ncoolbpf-build = \"1\"\n";
        for (manifest, expected) in [
            (full.to_owned(), (true, false, false)),
            (
                "[build-dependencies]\nother = { version = \"1\", features = [\"remote\"] }".into(),
                (false, false, false),
            ),
            ("[build-dependencies.coolbpf-build]\nfeatures = [\"remote\"]".into(), (true, true, true)),
            (
                "[build-dependencies.b]\npackage = \"coolbpf-build\"\nfeatures = [\"remote\"]".into(),
                (true, true, true),
            ),
            (
                "[target.'cfg(unix)'.build-dependencies.coolbpf-build]\nfeatures = [\"remote\"]".into(),
                (true, true, true),
            ),
            ("[build-dependencies]\ncoolbpf-build.workspace = true".into(), (true, true, true)),
            ("[build-dependencies]\nlight.workspace = true".into(), (false, false, false)),
            (
                "[build-dependencies.light]\nworkspace = true\nfeatures = [\"remote\"]".into(),
                (true, true, true),
            ),
            (format!("{full}[features]\nnet = [\"coolbpf-build/remote\"]"), (true, true, false)),
            (format!("{full}[features]\nnet = [\"coolbpf-build?/remote\"]"), (true, true, false)),
            (format!("{full}[features]\nnet = [\"other/remote\"]"), (true, false, false)),
        ] {
            assert_eq!(form(&manifest), expected, "{manifest}");
        }
    }
}
