//! What a program needs that cargo runs: its package's files, the binaries that it tests, its environment.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use coolbpf_vm::{Arch, Files};

use crate::{Result, output};

/// The most that a package's files may have, in MiB: they lie in the guest's memory.
const MOST_OF_PACKAGE: u64 = 64;
/// Marks directories that can be made anew, as cargo's target directory (<https://bford.info/cachedir/>).
const CACHE_TAG: &str = "CACHEDIR.TAG";
/// What the names of variables start with that cargo, its runners and coolbpf set for a program.
const VARIABLES: [&str; 4] = ["CARGO", "COOLBPF", "NEXTEST", "RUST"];
/// What the names of variables with secrets end in or hold, as `CARGO_REGISTRY_TOKEN`: those stay here unless they are named.
const SECRET_END: &str = "_TOKEN";
const SECRETS: [&str; 2] = ["CREDENTIAL", "PASSWORD"];
/// Where cargo lets a program find libraries that were built with it.
const LIBRARY_PATH: &str = "LD_LIBRARY_PATH";

/// Adds the files of the package that cargo runs the program of, else of the one that `directory` lies in, under their own paths. Left out
/// are `.git` and directories that only cache, as `target`.
pub(super) fn add_package(files: &mut Files, directory: &Path) -> Result<()> {
    let of_cargo = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let has_manifest = |directory: &&Path| directory.join("Cargo.toml").is_file();
    let around = || directory.ancestors().find(has_manifest).map(Path::to_owned);
    let Some(package) = of_cargo.or_else(around) else { return Ok(()) };
    add_files_of(files, &package)
}

/// Adds the files of the package in a directory.
pub(crate) fn add_files_of(files: &mut Files, package: &Path) -> Result<()> {
    let mut of_package = Files::new();
    of_package
        .add_where(package, package, &mut |path| !path.ends_with(".git") && !path.join(CACHE_TAG).exists())?;
    let size = of_package.size() >> 20;
    if size > MOST_OF_PACKAGE {
        output::warning(
            package.display(),
            format_args!(
                "the files of the package have {size} MiB, more than {MOST_OF_PACKAGE}: the guest is given none of them; `--file` \
                 names those that the program needs"
            ),
        );
    } else {
        files.extend(of_package);
    }
    Ok(())
}

/// Adds the package's binaries that a test of it runs: cargo compiles their paths into the test (`CARGO_BIN_EXE_NAME`).
pub(crate) fn add_tested(files: &mut Files, program: &Path, arch: Arch) -> Result<()> {
    let profile = program.parent().filter(|parent| parent.ends_with("deps")).and_then(Path::parent);
    let Some(profile) = profile else { return Ok(()) };
    let bytes = fs::read(program).map_err(|error| format!("read {}: {error}", program.display()))?;
    let entries = fs::read_dir(profile).map_err(|error| format!("read {}: {error}", profile.display()))?;
    for entry in entries.flatten() {
        let path = entry.path();
        let is_program = |metadata: fs::Metadata| metadata.is_file() && is_executable(&metadata);
        let is_named = || memchr::memmem::find(&bytes, path.as_os_str().as_bytes()).is_some();
        if entry.metadata().is_ok_and(is_program) && is_named() {
            files.add_program(&path, &path, arch)?;
        }
    }
    Ok(())
}

fn is_executable(metadata: &fs::Metadata) -> bool {
    metadata.permissions().mode() & 0o111 != 0
}

/// The variables of this process that cargo or coolbpf has set, but for secrets, and those that `named` names, with or without a value.
pub(crate) fn environment(named: &[String]) -> Vec<(OsString, OsString)> {
    let is_meant = |name: &OsStr| {
        name == LIBRARY_PATH
            || (VARIABLES.iter().any(|start| name.as_bytes().starts_with(start.as_bytes()))
                && !is_secret(name))
    };
    let mut variables: Vec<_> = env::vars_os().filter(|(name, _)| is_meant(name)).collect();
    for text in named {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value.into())),
            None => (text.as_str(), env::var_os(text)),
        };
        variables.retain(|(known, _)| known != name);
        variables.extend(value.map(|value| (name.into(), value)));
    }
    variables
}

/// Whether a variable's name says that its value is for nobody else.
fn is_secret(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.ends_with(SECRET_END) || SECRETS.iter().any(|part| name.contains(part))
}

/// A file or directory of this machine, and where a guest finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HostFile {
    host: PathBuf,
    guest: Option<PathBuf>,
}

impl FromStr for HostFile {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        Ok(match text.split_once(':') {
            Some((host, guest)) => Self { host: host.into(), guest: Some(guest.into()) },
            None => Self { host: text.into(), guest: None },
        })
    }
}

impl HostFile {
    pub(super) fn add(&self, files: &mut Files, arch: Arch) -> Result<()> {
        let host = std::path::absolute(&self.host);
        let host = host.map_err(|error| format!("find {}: {error}", self.host.display()))?;
        let guest = self.guest.as_ref().unwrap_or(&host);
        let is_program = |metadata: fs::Metadata| metadata.is_file() && is_executable(&metadata);
        if fs::metadata(&host).is_ok_and(is_program) {
            files.add_program(&host, guest, arch)?;
        } else {
            files.add(&host, guest)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_under_its_own_path_or_another() {
        let file = |text: &str| text.parse::<HostFile>().unwrap();
        assert_eq!(file("/bin/true"), HostFile { host: "/bin/true".into(), guest: None });
        assert_eq!(file("a:/b:c"), HostFile { host: "a".into(), guest: Some("/b:c".into()) });
    }

    #[test]
    fn names_tell_of_secrets() {
        for (name, secret) in [
            ("CARGO_REGISTRY_TOKEN", true),
            ("CARGO_REGISTRIES_OWN_TOKEN", true),
            ("CARGO_REGISTRY_CREDENTIAL_PROVIDER", true),
            ("COOLBPF_PASSWORD", true),
            ("CARGO_PKG_NAME", false),
            ("CARGO_TOKENS", false),
        ] {
            assert_eq!(is_secret(OsStr::new(name)), secret, "{name}");
        }
    }

    #[test]
    fn a_variable_that_is_named_replaces_that_of_this_process() {
        let named = ["CARGO_PKG_NAME=other", "COOLBPF_NOT_SET_ANYWHERE", "EMPTY=", "A=b=c"];
        let variables = environment(&named.map(str::to_owned));
        let value = |name: &str| {
            let mut all = variables.iter().filter(|(known, _)| known == name);
            (all.next().and_then(|(_, value)| value.to_str()), all.next())
        };
        assert_eq!(value("CARGO_PKG_NAME"), (Some("other"), None));
        assert_eq!(value("COOLBPF_NOT_SET_ANYWHERE"), (None, None));
        assert_eq!(value("EMPTY"), (Some(""), None));
        assert_eq!(value("A"), (Some("b=c"), None));
        assert_eq!(value("CARGO_PKG_VERSION"), (Some(env!("CARGO_PKG_VERSION")), None));
        assert_eq!(value("PATH"), (None, None));
    }
}
