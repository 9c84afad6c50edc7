//! Global variables of a program that runs.

use std::marker::PhantomData;

use super::{RawMap, Update};
use crate::{Error, ErrorKind, Result, Value};

/// A section of global variables, after the load.
///
/// A program changes its variables while it runs, so there are no references to them: they are copied out and in, the
/// whole section at a time. Behind the variables a section may have more, such as strings; that stays as it is.
#[derive(Debug)]
pub struct Globals<T> {
    raw: RawMap,
    _values: PhantomData<T>,
}

impl<T: Value> Globals<T> {
    pub(crate) fn new(raw: RawMap) -> Result<Self> {
        if raw.value_size() < size_of::<T>() {
            raw.check_sizes(size_of::<u32>(), size_of::<T>())?;
        }
        Ok(Self { raw, _values: PhantomData })
    }

    /// The variables as they are now.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn read(&self) -> Result<T> {
        T::read_from(&self.section()?).ok_or_else(|| self.empty())
    }

    /// Replaces all of the variables. What the program wrote since they were read is lost.
    ///
    /// # Errors
    /// For constants (`.rodata`), which nobody can change after the load.
    pub fn write(&self, values: &T) -> Result<()> {
        let mut section = self.section()?;
        section.get_mut(..size_of::<T>()).ok_or_else(|| self.empty())?.copy_from_slice(values.as_bytes());
        self.raw.insert(0_u32.as_bytes(), &section, Update::Any)
    }

    fn section(&self) -> Result<Vec<u8>> {
        self.raw.get(0_u32.as_bytes())?.ok_or_else(|| self.empty())
    }

    fn empty(&self) -> Error {
        Error::new(ErrorKind::Other, format!("the map `{}` holds no variables", self.raw.name()))
    }
}
