//! An object before its programs and maps are in the kernel.

use std::sync::Arc;

use super::object::Parts;
use super::{Bpf, Value};
use crate::object::Opened;
use crate::object::skeleton;
use crate::{Error, ErrorKind, KernelTypes, OpenChannel, OpenMap, OpenProgram, Result};

/// A program that came at run time, open to be configured.
#[derive(Debug)]
pub struct Open {
    object: Opened<skeleton::Open>,
    parts: Arc<Parts>,
}

impl Open {
    pub(super) fn new(object: Opened<skeleton::Open>, parts: Arc<Parts>) -> Self {
        Self { object, parts }
    }

    /// The names of the maps, without those of global variables.
    pub fn maps(&self) -> impl Iterator<Item = &str> {
        self.parts.map_names()
    }

    /// The names of the programs.
    pub fn programs(&self) -> impl Iterator<Item = &str> {
        self.parts.programs.iter().map(String::as_str)
    }

    /// A map, to be sized.
    ///
    /// # Errors
    /// Where there is none of this name.
    pub fn map(&self, name: &str) -> Result<OpenMap> {
        self.object.map_named(&self.parts.map(name)?.name)
    }

    /// A channel of events that `COOLBPF_EVENTS` declares, to be configured.
    ///
    /// # Errors
    /// Where there is none of this name.
    pub fn channel(&self, name: &str) -> Result<OpenChannel> {
        if !self.parts.map(name)?.is_channel {
            let message = format!("the map `{name}` is not declared by COOLBPF_EVENTS");
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        self.object.channel_named(name)
    }

    /// A program, to be chosen.
    ///
    /// # Errors
    /// Where there is none of this name.
    pub fn program(&self, name: &str) -> Result<OpenProgram> {
        self.parts.check_program(name)?;
        self.object.program_named(name)
    }

    /// Has a global variable start with this value: a `const volatile`, or one of `.data` or `.bss`.
    ///
    /// # Errors
    /// Where there is none of this name, or the value is none of its type.
    pub fn set_global(&mut self, name: &str, value: impl Into<Value>) -> Result<()> {
        let variable = self.parts.variable(name)?;
        let bytes = variable.shape.write(&value.into()).map_err(|error| {
            let message = format!("can't set the global variable `{name}`: {error}");
            Error::new(ErrorKind::InvalidInput, message)
        })?;
        self.object.set_initial(&variable.section, variable.offset, &bytes)
    }

    /// The types that CO-RE relocations are answered by.
    #[must_use]
    pub fn kernel_types(&self) -> &KernelTypes {
        self.object.kernel_types()
    }

    /// Creates the maps and loads the programs into the kernel, which verifies them. What a build's programs are adapted to this kernel by,
    /// these are, too: channels, alternatives, global variables.
    ///
    /// # Errors
    /// As of a build's programs: see [`ErrorKind`].
    pub fn load(self) -> Result<Bpf> {
        Bpf::new(self.object.load()?, self.parts)
    }
}
