//! An object in the kernel.

use std::fmt;
use std::sync::Arc;

use super::object::Parts;
use super::{Map, Value};
use crate::map::Section;
use crate::object::Loaded;
use crate::object::skeleton;
use crate::{Error, ErrorKind, KernelTypes, Link, Program, Result};

/// A program that came at run time, in the kernel. Dropping it detaches what [`Bpf::attach`] attached.
pub struct Bpf {
    // Dropped first: then nobody sends events any more.
    links: Vec<Link>,
    maps: Vec<Map>,
    object: Loaded<skeleton::Open>,
    parts: Arc<Parts>,
}

impl Bpf {
    /// Has all maps at hand: perf buffers take events from now on.
    pub(super) fn new(object: Loaded<skeleton::Open>, parts: Arc<Parts>) -> Result<Self> {
        let maps = parts.maps.iter().map(|part| Map::of(&object, &parts, part)).collect::<Result<_>>()?;
        Ok(Self { object, parts, maps, links: Vec::new() })
    }

    /// Attaches every program whose section says what to, until this is dropped.
    ///
    /// It leaves alone which are attached already, and those whose section does not say what to, as in
    /// `SEC("xdp")`: [`attach_to`](Program::attach_to) is for them.
    ///
    /// # Errors
    /// Where one of them can't be attached; then this attaches none.
    pub fn attach(&mut self) -> Result<()> {
        self.links.extend(self.object.attach()?);
        Ok(())
    }

    /// How many programs and `struct_ops` maps [`Bpf::attach`] has attached.
    #[must_use]
    pub fn attached(&self) -> usize {
        self.links.len()
    }

    /// The maps, without those of global variables.
    #[must_use]
    pub fn maps(&self) -> &[Map] {
        &self.maps
    }

    /// The map of this name.
    ///
    /// # Errors
    /// Where there is none.
    pub fn map(&self, name: &str) -> Result<&Map> {
        let found = self.maps.iter().find(|map| map.name() == name);
        found.ok_or_else(|| self.parts.no_map(name))
    }

    /// The names of the programs.
    pub fn programs(&self) -> impl Iterator<Item = &str> {
        self.parts.programs.iter().map(String::as_str)
    }

    /// The program of this name.
    ///
    /// # Errors
    /// Where there is none.
    pub fn program(&self, name: &str) -> Result<Program> {
        self.parts.check_program(name)?;
        self.object.program_named(name)
    }

    /// The names of the global variables.
    pub fn globals(&self) -> impl Iterator<Item = &str> {
        self.parts.variables.iter().map(|variable| variable.name.as_str())
    }

    /// The value of a global variable, as it is now.
    ///
    /// # Errors
    /// Where there is none of this name.
    pub fn global(&self, name: &str) -> Result<Value> {
        let variable = self.parts.variable(name)?;
        let mut bytes = vec![0; variable.shape.size];
        self.section(&variable.section)?.read(variable.offset, &mut bytes)?;
        variable.shape.read(&bytes).map_err(|error| wrong("read", name, &error))
    }

    /// Changes a global variable.
    ///
    /// # Errors
    /// Where there is none of this name, the value is none of its type, or it is a constant.
    pub fn set_global(&self, name: &str, value: impl Into<Value>) -> Result<()> {
        let variable = self.parts.variable(name)?;
        let bytes = variable.shape.write(&value.into()).map_err(|error| wrong("set", name, &error))?;
        self.section(&variable.section)?.write(variable.offset, &bytes)
    }

    fn section(&self, name: &str) -> Result<Section> {
        Section::new(self.object.map_named(name)?)
    }

    /// The types that CO-RE relocations were answered by.
    #[must_use]
    pub fn kernel_types(&self) -> &KernelTypes {
        self.object.kernel_types()
    }
}

fn wrong(doing: &str, name: &str, error: &str) -> Error {
    let message = format!("can't {doing} the global variable `{name}`: {error}");
    Error::new(ErrorKind::InvalidInput, message)
}

impl fmt::Debug for Bpf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bpf").field("object", &self.object).finish_non_exhaustive()
    }
}
