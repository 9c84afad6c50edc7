//! C that is to be compiled.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use coolbpf_contract::{Arch, Cpu, Error, Options, Request, SourcePath, Sources};

use super::CompileError;
use crate::InstructionSet;
use crate::kernel::kernel;

/// BPF C with what it is compiled with: headers of its own, macros, the instruction set.
///
/// Beside its own headers, those of the build are there: `vmlinux.h`, `<bpf/bpf_helpers.h>` and its kin, `<coolbpf.h>`, the kernel's UAPI.
#[derive(Debug, Clone)]
pub struct Source {
    main: SourcePath,
    files: BTreeMap<SourcePath, Vec<u8>>,
    options: Options,
}

impl Source {
    /// C that is called `name` in errors, as in `execs.bpf.c`: a relative path.
    ///
    /// It is compiled for this machine's architecture, and for the instruction set v3, or an older one where this kernel does not run
    /// that.
    ///
    /// # Errors
    /// Where the name is no relative path.
    pub fn new(name: &str, text: impl Into<Vec<u8>>) -> Result<Self, CompileError> {
        let main: SourcePath = name.parse().map_err(CompileError::invalid)?;
        let files = [(main.clone(), text.into())].into();
        let runs = |set| kernel().instruction_set(set).is_yes();
        let cpu = match () {
            () if runs(InstructionSet::V3) => Cpu::V3,
            () if runs(InstructionSet::V2) => Cpu::V2,
            () => Cpu::V1,
        };
        Ok(Self { main, files, options: Options { cpu, ..Options::default() } })
    }

    /// The C in a file, called by the file's name, and what it includes of that file's directory and those below.
    ///
    /// # Errors
    /// Where one of them can't be read, or they are more than 1,000 files or 16 MiB.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, CompileError> {
        let path = path.as_ref();
        let wrong = |error: &dyn std::fmt::Display| {
            CompileError::Invalid(format!("can't read the C in {}: {error}", path.display()))
        };
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let text = fs::read(path).map_err(|error| wrong(&error))?;
        let directory = path.parent().unwrap_or(Path::new(""));
        let mut this = Self::new(name, text.clone())?;
        let read = |header: &SourcePath| match fs::read(directory.join(header.as_str())) {
            Ok(text) => Ok(Some(text)),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(Error::new(format!("{header}: {error}"))),
        };
        let sources = Sources::collect(this.main.clone(), text, &this.options, read);
        let sources = sources.map_err(|error| wrong(&error))?;
        this.files = sources.files().map(|(path, text)| (path.clone(), text.to_vec())).collect();
        Ok(this)
    }

    /// Adds a header, which `#include "NAME"` finds beside the C.
    ///
    /// # Errors
    /// Where the name is no relative path.
    pub fn header(mut self, name: &str, text: impl Into<Vec<u8>>) -> Result<Self, CompileError> {
        self.files.insert(name.parse().map_err(CompileError::invalid)?, text.into());
        Ok(self)
    }

    /// Defines a macro; one with an empty value as 1.
    ///
    /// # Errors
    /// Where the name is no identifier of C, or the value has control characters.
    pub fn define(mut self, name: &str, value: &str) -> Result<Self, CompileError> {
        let name = name.parse().map_err(CompileError::invalid)?;
        self.options.defines.insert(name, value.parse().map_err(CompileError::invalid)?);
        Ok(self)
    }

    /// Says of which struct the events of a map are, where the C does not: that of `COOLBPF_EVENTS` does.
    ///
    /// # Errors
    /// Where one of the names is no identifier of C.
    pub fn events(mut self, map: &str, event: &str) -> Result<Self, CompileError> {
        let map = map.parse().map_err(CompileError::invalid)?;
        self.options.events.insert(map, event.parse().map_err(CompileError::invalid)?);
        Ok(self)
    }

    /// Has it compiled for this instruction set.
    #[must_use]
    pub fn instruction_set(mut self, set: InstructionSet) -> Self {
        self.options.cpu = match set {
            InstructionSet::V1 => Cpu::V1,
            InstructionSet::V2 => Cpu::V2,
            InstructionSet::V3 => Cpu::V3,
            InstructionSet::V4 => Cpu::V4,
        };
        self
    }

    /// What the object is called: the file's name up to its first dot.
    pub(super) fn name(&self) -> &str {
        let file = self.main.as_str().rsplit('/').next().unwrap_or_default();
        file.split('.').next().unwrap_or_default()
    }

    pub(super) fn request(&self) -> Result<Request, CompileError> {
        let arch: Arch = std::env::consts::ARCH.parse().map_err(CompileError::invalid)?;
        let sources = Sources::new(self.main.clone(), self.files.clone()).map_err(CompileError::invalid)?;
        Request::new(sources, self.options.clone(), arch).map_err(CompileError::invalid)
    }
}

/// Whether there is no such file, and the header may be one that the server brings.
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory
    )
}
