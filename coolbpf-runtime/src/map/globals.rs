//! Global variables, before and after the load.

use std::marker::PhantomData;
use std::ptr::NonNull;

use libbpf_rs::OpenMapMut;

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

/// The initial values of a section of global variables.
#[derive(Debug)]
pub struct Variables<T>(NonNull<T>);

// SAFETY: this is the only way to the values.
unsafe impl<T: Send> Send for Variables<T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Variables<T> {}

impl<T: Value> Variables<T> {
    pub(crate) fn of(map: &mut OpenMapMut<'static>) -> Result<Self> {
        let name = map.name().to_string_lossy();
        let bytes = map.initial_value_mut().unwrap_or_default();
        let pointer = NonNull::from(&mut *bytes).cast::<T>();
        if bytes.len() < size_of::<T>() || !pointer.is_aligned() {
            let (found, right) = (bytes.len(), size_of::<T>());
            let message = format!("the map `{name}` should hold variables of {right} bytes, not {found}");
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        Ok(Self(pointer))
    }

    /// The values.
    pub fn get(&mut self) -> &mut T {
        // SAFETY: libbpf mapped the section when it opened the object and keeps it there until the object is loaded or
        // closed, which this does not outlive (see `Opened::variables`). It is large enough and aligned, whatever it
        // holds is a value, and this is the only way to it.
        unsafe { self.0.as_mut() }
    }
}
