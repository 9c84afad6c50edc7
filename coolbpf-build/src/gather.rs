//! From a program in Rust code to the request that its object is made from.

use std::io::ErrorKind;
use std::path::Path;

use coolbpf_contract::syntax::ProgramSource;
use coolbpf_contract::{Arch, Cpu, Options, RecordKey, Request, SourcePath, Sources};

use crate::package::Package;
use crate::regular_file::{self, LARGEST_SOURCE};
use crate::walk::Program;
use crate::{Error, Result, header_crates};

/// A program with its C text.
#[derive(Debug)]
pub(crate) struct Gathered {
    /// What the macro finds the program's record by.
    pub(crate) key: RecordKey,
    /// The file that clang calls the main one.
    pub(crate) main: SourcePath,
    text: Vec<u8>,
}

impl Gathered {
    /// Reads the program's main file. `None` where it isn't there or lies outside the package, which the macro sees as well
    /// and tells at the place where the file is named.
    pub(crate) fn read(package: &Package, program: &Program) -> Result<Option<Self>> {
        let Some(main) = program.source.main(&program.rust_file) else { return Ok(None) };
        let text = match &program.source {
            ProgramSource::Inline(text) => Some(text.clone().into_bytes()),
            ProgramSource::File(_) => read_file(&package.directory, &main)?,
        };
        let key = |text: &[u8]| RecordKey::new(&program.name, &program.rust_file, text);
        Ok(text.map(|text| Self { key: key(&text), main, text }))
    }

    /// Collects the files that the program includes, and its options for an instruction set.
    pub(crate) fn request(
        &self,
        package: &Package,
        program: &Program,
        arch: Arch,
        cpu: Cpu,
    ) -> Result<Request> {
        let own = Options { cpu, ..package.metadata.options(&program.name).clone() };
        let mut options = own.clone();
        options.include.push(header_crates::include_directory()?);
        let sources = Sources::collect(self.main.clone(), self.text.clone(), &options, |path| {
            read_source(package, path).map_err(|error| coolbpf_contract::Error::new(error.to_string()))
        })?;
        if !sources.files().any(|(path, _)| header_crates::is_foreign(path)) {
            options = own;
        }
        Ok(Request::new(sources, options, arch)?)
    }
}

/// The bytes of a source of the package, or of a crate whose headers it includes.
fn read_source(package: &Package, path: &SourcePath) -> Result<Option<Vec<u8>>> {
    match package.headers.locate(path)? {
        Some((directory, file)) => read_file(directory, &file),
        None if header_crates::is_foreign(path) => Ok(None),
        None => read_file(&package.directory, path),
    }
}

/// The bytes of a file of the package, if there is such a file.
fn read_file(package: &Path, path: &SourcePath) -> Result<Option<Vec<u8>>> {
    let named = package.join(path.as_str());
    let cannot = |error: std::io::Error| Error::new(format!("read {}: {error}", named.display()));
    let found = match named.canonicalize() {
        Ok(found) => found,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(cannot(error)),
    };
    // Messages and debug information show what is in a file, and they are handed on.
    if !found.starts_with(package.canonicalize().map_err(cannot)?) {
        return Err(Error::new(format!(
            "{path} is a link to {}, outside of the package; only the package's own files are compiled: put a copy in \
             its place",
            found.display()
        )));
    }
    if found.is_dir() {
        return Ok(None);
    }
    regular_file::read(&found, LARGEST_SOURCE).map(Some).map_err(cannot)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_are_followed_within_the_package_only() {
        let directory = tempfile::tempdir().unwrap();
        let package = directory.path().join("package");
        fs::create_dir(&package).unwrap();
        fs::write(directory.path().join("outside.h"), "secret").unwrap();
        fs::write(package.join("inside.h"), "own").unwrap();
        symlink("inside.h", package.join("own.h")).unwrap();
        symlink("../outside.h", package.join("foreign.h")).unwrap();
        symlink("..", package.join("up")).unwrap();
        symlink("gone", package.join("dangling.h")).unwrap();
        let read = |path: &str| read_file(&package, &path.parse().unwrap());
        assert_eq!(read("own.h"), Ok(Some(b"own".to_vec())));
        assert_eq!(read("dangling.h"), Ok(None));
        for path in ["foreign.h", "up/outside.h"] {
            let error = read(path).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{path} is a link to ")), "{error}");
            assert!(error.contains("outside.h, outside of the package"), "{error}");
        }
        // The package itself may be reached by a link.
        symlink(&package, directory.path().join("link")).unwrap();
        assert_eq!(
            read_file(&directory.path().join("link"), &"own.h".parse().unwrap()),
            Ok(Some(b"own".to_vec()))
        );
    }
}
