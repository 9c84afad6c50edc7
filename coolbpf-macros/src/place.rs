//! Where the Rust file lies that the attribute stands in.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

use coolbpf_contract::SourcePath;
use proc_macro2::Span;

/// The place of a Rust file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the package, at this path.
    Package(SourcePath),
    /// Outside of the package.
    Outside(PathBuf),
    /// The compiler (or an older rust-analyzer) doesn't tell.
    Unknown,
}

impl Place {
    /// The place of the file that `span` is in.
    pub(crate) fn of(span: Span) -> Self {
        let Some(package) = package_directory() else { return Self::Unknown };
        let Some(file) = span.unwrap().local_file() else { return Self::Unknown };
        // Cargo runs rustc in the workspace's root and names files relative to it.
        let start = env::current_dir().unwrap_or_else(|_| package.clone());
        let bases = std::iter::once(start.as_path()).chain(package.ancestors());
        let absolute = bases.map(|base| base.join(&file)).find(|path| path.is_file());
        Self::within(&package, &absolute.unwrap_or(file))
    }

    fn within(package: &Path, file: &Path) -> Self {
        let relative = |package: &Path, file: &Path| {
            let file = plain(file);
            let inside = file.strip_prefix(plain(package)).ok()?;
            let segments: Option<Vec<&str>> =
                inside.components().map(|component| component.as_os_str().to_str()).collect();
            segments?.join("/").parse().ok()
        };
        let found = relative(package, file).or_else(|| {
            // One of the two may have come through a symbolic link.
            relative(&package.canonicalize().ok()?, &file.canonicalize().ok()?)
        });
        found.map_or_else(|| Self::Outside(file.to_owned()), Self::Package)
    }
}

/// Reads a file of the package.
pub(crate) fn read(path: &SourcePath) -> Result<Vec<u8>, String> {
    let package = package_directory().ok_or("CARGO_MANIFEST_DIR is not set")?;
    fs::read(package.join(path.as_str())).map_err(|error| error.to_string())
}

fn package_directory() -> Option<PathBuf> {
    env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from)
}

/// The path without `.` and with `..` resolved by its text, as the build script resolves it.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            component => plain.push(component),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_relative_to_its_package() {
        let package = Path::new("/work/größe x");
        let place = |file: &str| Place::within(package, Path::new(file));
        let inside = |path: &str| Place::Package(path.parse().unwrap());
        assert_eq!(place("/work/größe x/src/main.rs"), inside("src/main.rs"));
        assert_eq!(place("/work/größe x/src/../shared/./x.rs"), inside("shared/x.rs"));
        assert_eq!(place("/work/other/x.rs"), Place::Outside("/work/other/x.rs".into()));
    }
}
