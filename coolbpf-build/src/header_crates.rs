//! Crates whose headers another package's C includes as `<dep/CRATE/FILE>`.
//!
//! A crate of headers says in its `Cargo.toml` where they are. Build scripts learn it from Cargo, through the metadata that
//! [`export_headers`] prints; `cargo coolbpf` reads the same manifests.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use coolbpf_contract::{Metadata, SourcePath};

use crate::{Error, Result};

/// The include directory of requests whose sources reach such a header. No package has it: a header's path in a request is
/// the same wherever the crate lies.
const DIRECTORY: &str = "coolbpf-dep";
/// Below it, and in `#include`s, what the names of crates follow on.
const PREFIX: &str = "dep";

/// The metadata of a build script, and the ends of the variables by which Cargo hands it on.
const CRATE: &str = "COOLBPF_CRATE";
const HEADERS: &str = "COOLBPF_HEADERS";

/// Lets the packages that depend on this one include its headers as `<dep/CRATE/FILE>`. To be called from its `build.rs`:
///
/// ```no_run
/// fn main() -> coolbpf_build::Result<()> {
///     coolbpf_build::export_headers()
/// }
/// ```
///
/// The manifest says where the headers are, and has a `links` key, without which Cargo hands nothing on:
///
/// ```toml
/// [package]
/// name = "my-headers"
/// links = "my-headers"
///
/// [package.metadata.coolbpf]
/// headers = "include"
/// ```
///
/// A package with `my-headers` among its `[dependencies]` then writes `#include <dep/my-headers/x.h>`. What it includes counts
/// among its own sources: where a header changes, what is vendored for the package is stale. A published package with
/// vendored objects therefore depends on one version, as in `my-headers = "=1.2.3"`.
///
/// # Errors
/// Where the manifest lacks one of these keys, or the directory isn't there.
pub fn export_headers() -> Result<()> {
    let variable = |name: &str| {
        env::var(name).map_err(|_| {
            Error::new(format!(
                "{name} is not set: coolbpf_build::export_headers() is to be called from a build.rs"
            ))
        })
    };
    let directory = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let name = variable("CARGO_PKG_NAME")?;
    let headers = exported(&directory, &name, env::var_os("CARGO_MANIFEST_LINKS").is_some())?;
    println!("cargo::metadata={CRATE}={name}");
    println!("cargo::metadata={HEADERS}={}", headers.display());
    println!("cargo::rerun-if-changed={}", headers.display());
    println!("cargo::rerun-if-changed={}", directory.join("Cargo.toml").display());
    Ok(())
}

/// The directory that the package `name` in `directory` exports.
fn exported(directory: &Path, name: &str, has_links: bool) -> Result<PathBuf> {
    let manifest = directory.join("Cargo.toml");
    let fail = |error: &dyn fmt::Display| Error::new(format!("{}: {error}", manifest.display()));
    let text = fs::read_to_string(&manifest).map_err(|error| fail(&error))?;
    let metadata = Metadata::from_manifest(&text).map_err(|error| fail(&error))?;
    let headers = metadata.headers().ok_or_else(|| {
        fail(&"no headers are named; write [package.metadata.coolbpf]\nheaders = \"include\"")
    })?;
    if !has_links {
        return Err(fail(&format!(
            "Cargo hands nothing on to other packages without `links`; write links = \"{name}\" under [package]"
        )));
    }
    let headers = directory.join(headers.as_str());
    if !headers.is_dir() {
        return Err(fail(&format!(
            "`package.metadata.coolbpf.headers` names {}, and there is no such directory",
            headers.display()
        )));
    }
    Ok(headers)
}

/// Finds the crates of headers among a package's direct dependencies: their names, and the directories of their headers.
pub type FindHeaderCrates = Box<dyn Fn() -> Result<BTreeMap<String, PathBuf>, String>>;

/// The crates of headers among a package's direct dependencies.
pub(crate) struct HeaderCrates {
    found: OnceCell<Result<BTreeMap<String, PathBuf>>>,
    find: FindHeaderCrates,
}

impl HeaderCrates {
    /// Those that Cargo names in the environment of the package's build script.
    pub(crate) fn of_build_script() -> Self {
        Self::found_by(Box::new(|| {
            let variables: BTreeMap<String, String> = env::vars_os()
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
                .collect();
            let directory = |name: &str| {
                let of_links = name.strip_prefix("DEP_")?.strip_suffix(CRATE)?;
                variables.get(&format!("DEP_{of_links}{HEADERS}")).map(PathBuf::from)
            };
            let crates = variables.iter();
            Ok(crates.filter_map(|(variable, name)| Some((name.clone(), directory(variable)?))).collect())
        }))
    }

    /// Those that `find` gives, which is asked when a source includes a header of one.
    pub(crate) fn found_by(find: FindHeaderCrates) -> Self {
        Self { found: OnceCell::new(), find }
    }

    /// Where a source that is a header of a crate lies: the crate's directory, and the path in it.
    ///
    /// # Errors
    /// Where it is of no crate that the package depends on.
    pub(crate) fn locate(&self, path: &SourcePath) -> Result<Option<(&Path, SourcePath)>> {
        let Some((name, file)) = split(path) else { return Ok(None) };
        let found = self.found.get_or_init(|| (self.find)().map_err(Error::new));
        let crates = found
            .as_ref()
            .map_err(|error| error.clone().context(format!("#include <{PREFIX}/{name}/{file}>")))?;
        let Some(directory) = crates.get(name) else {
            let known: Vec<&str> = crates.keys().map(String::as_str).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            return Err(Error::new(format!(
                "#include <{PREFIX}/{name}/{file}>: `{name}` is none of the crates of headers under [dependencies], which are: \
                 {known}\nhelp: run `cargo add {name}`; its Cargo.toml needs `links` and `headers`, and its build.rs calls \
                 coolbpf_build::export_headers()"
            )));
        };
        Ok(Some((directory, file.parse()?)))
    }

    /// What messages call a file of a request; clang writes its path as the `#include`s led to it, as in `a/../b.h`.
    pub(crate) fn true_path(&self, file: &str) -> Option<String> {
        let (directory, file) = self.locate(&SourcePath::resolve("", file)?).ok()??;
        Some(directory.join(file.as_str()).display().to_string())
    }
}

impl fmt::Debug for HeaderCrates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("HeaderCrates").field(&self.found.get()).finish()
    }
}

/// The directory that is searched last for includes.
pub(crate) fn include_directory() -> Result<SourcePath> {
    DIRECTORY.parse().map_err(Error::from)
}

/// Whether a path is one of headers of crates, and not of the package.
pub(crate) fn is_foreign(path: &SourcePath) -> bool {
    path.as_str().strip_prefix(DIRECTORY).is_some_and(|rest| rest.starts_with('/'))
}

/// The crate and the file in `coolbpf-dep/dep/CRATE/FILE`.
fn split(path: &SourcePath) -> Option<(&str, &str)> {
    let below = path.as_str().strip_prefix(DIRECTORY)?.strip_prefix('/')?;
    below.strip_prefix(PREFIX)?.strip_prefix('/')?.split_once('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> SourcePath {
        text.parse().unwrap()
    }

    #[test]
    fn a_header_is_located_in_its_crate_and_unknown_crates_are_named() {
        let crates =
            HeaderCrates::found_by(Box::new(|| Ok([("net-types".into(), "/x/include".into())].into())));
        let (directory, file) = crates.locate(&path("coolbpf-dep/dep/net-types/a/b.h")).unwrap().unwrap();
        assert_eq!((directory, file.as_str()), (Path::new("/x/include"), "a/b.h"));
        for other in
            ["src/a.h", "coolbpf-dep/linux/types.h", "coolbpf-dep/dep/a.h", "coolbpf-depot/dep/x/a.h"]
        {
            assert_eq!(crates.locate(&path(other)), Ok(None));
        }
        let said = crates.locate(&path("coolbpf-dep/dep/nett/a.h")).unwrap_err().to_string();
        assert!(said.starts_with("#include <dep/nett/a.h>: `nett` is none of the crates"), "{said}");
        assert!(said.contains("which are: net-types\n") && said.contains("cargo add nett"), "{said}");
        assert_eq!(crates.true_path("coolbpf-dep/dep/net-types/a.h").as_deref(), Some("/x/include/a.h"));
        assert_eq!(crates.true_path("coolbpf-dep/dep/net-types/b/../a.h").as_deref(), Some("/x/include/a.h"));
        assert_eq!(crates.true_path("src/../a.h"), None);
    }

    #[test]
    fn what_a_crate_of_headers_lacks_is_named() {
        let package = tempfile::tempdir().unwrap();
        let exported = |manifest: &str, has_links| {
            fs::write(package.path().join("Cargo.toml"), manifest).unwrap();
            exported(package.path(), "x", has_links)
        };
        let named = "[package]\nname = \"x\"\n[package.metadata.coolbpf]\nheaders = \"include\"\n";
        for (manifest, has_links, expected) in [
            ("[package]\nname = \"x\"\n", true, "no headers are named"),
            (named, false, "write links = \"x\" under [package]"),
            (named, true, "include, and there is no such directory"),
        ] {
            let error = exported(manifest, has_links).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
        fs::create_dir(package.path().join("include")).unwrap();
        assert_eq!(exported(named, true), Ok(package.path().join("include")));
    }
}
