//! From a program in Rust code to the request that its object is made from.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use coolbpf_contract::syntax::ProgramSource;
use coolbpf_contract::{Arch, RecordKey, Request, SourcePath, Sources};

use crate::package::Package;
use crate::walk::Program;
use crate::{Error, Result};

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

    /// Collects the files that the program includes, and its options.
    pub(crate) fn request(&self, package: &Package, program: &Program, arch: Arch) -> Result<Request> {
        let options = package.metadata.options(&program.name).clone();
        let sources = Sources::collect(self.main.clone(), self.text.clone(), &options, |path| {
            read_file(&package.directory, path)
                .map_err(|error| coolbpf_contract::Error::new(error.to_string()))
        })?;
        Ok(Request { sources, options, arch })
    }
}

/// The bytes of a file of the package, if there is such a file.
fn read_file(package: &Path, path: &SourcePath) -> Result<Option<Vec<u8>>> {
    let path = package.join(path.as_str());
    if path.is_dir() {
        return Ok(None);
    }
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(Error::new(format!("read {}: {error}", path.display()))),
    }
}
