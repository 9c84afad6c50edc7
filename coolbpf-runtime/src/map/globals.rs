//! Global variables of a program that runs.

use std::marker::PhantomData;

use super::{RawMap, Update};
use crate::{Error, ErrorKind, Result, Value};

/// A section of global variables, after the load.
///
/// A program changes its variables while it runs, so there are no references to them: they are copied out and in, the
/// whole section at a time.
#[derive(Debug)]
pub struct Globals<T> {
    raw: RawMap,
    _values: PhantomData<T>,
}

impl<T: Value> Globals<T> {
    pub(crate) fn new(raw: RawMap) -> Result<Self> {
        raw.check_sizes(size_of::<u32>(), size_of::<T>())?;
        Ok(Self { raw, _values: PhantomData })
    }

    /// The variables as they are now.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn read(&self) -> Result<T> {
        let mut values = T::zeroed();
        if self.raw.get_into(0_u32.as_bytes(), values.as_bytes_mut())? {
            Ok(values)
        } else {
            Err(Error::new(ErrorKind::Other, format!("the map `{}` holds no variables", self.raw.name())))
        }
    }

    /// Replaces all of the variables. What the program wrote since they were read is lost.
    ///
    /// # Errors
    /// For constants (`.rodata`), which nobody can change after the load.
    pub fn write(&self, values: &T) -> Result<()> {
        self.raw.insert(0_u32.as_bytes(), values.as_bytes(), Update::Any)
    }
}
