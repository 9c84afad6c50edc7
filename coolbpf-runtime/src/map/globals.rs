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
        check_size::<T>(&raw.name(), raw.value_size())?;
        Ok(Self { raw, _values: PhantomData })
    }

    /// The variables as they are now.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn read(&self) -> Result<T> {
        let bytes = self.bytes()?;
        let mut values = T::zeroed();
        values.as_bytes_mut().iter_mut().zip(bytes).for_each(|(value, byte)| *value = byte);
        Ok(values)
    }

    /// Replaces all of the variables. What the program wrote since they were read is lost.
    ///
    /// # Errors
    /// For constants (`.rodata`), which nobody can change after the load.
    pub fn write(&self, values: &T) -> Result<()> {
        let mut bytes = self.bytes()?;
        bytes.iter_mut().zip(values.as_bytes()).for_each(|(byte, value)| *byte = *value);
        self.raw.insert(0_u32.as_bytes(), &bytes, Update::Any)
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        let bytes = self.raw.get(0_u32.as_bytes())?;
        bytes.ok_or_else(|| {
            Error::new(ErrorKind::Other, format!("the map `{}` holds no variables", self.raw.name()))
        })
    }
}

/// Refuses a section that is shorter than its variables. The struct that stands for a section ends with the last variable,
/// and some padding that the section need not have; behind the variables, a section may hold strings.
fn check_size<T>(name: &str, section: usize) -> Result<()> {
    if size_of::<T>() <= section.next_multiple_of(align_of::<T>()) {
        return Ok(());
    }
    let message =
        format!("the map `{name}` should hold variables of {} bytes, not {section}", size_of::<T>());
    Err(Error::new(ErrorKind::InvalidInput, message))
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
        let name = map.name().to_string_lossy().into_owned();
        let bytes = map.initial_value_mut().unwrap_or_default();
        check_size::<T>(&name, bytes.len())?;
        let pointer = NonNull::from(bytes).cast::<T>();
        if !pointer.is_aligned() {
            return Err(Error::new(
                ErrorKind::Other,
                format!("the variables of the map `{name}` are not aligned"),
            ));
        }
        Ok(Self(pointer))
    }

    /// The values.
    pub fn get(&mut self) -> &mut T {
        // SAFETY: libbpf mapped the section when it opened the object and keeps it there until the object is loaded or
        // closed, which this does not outlive (see `Opened::variables`). It is mapped in whole pages, so it is large enough
        // with its padding; it is aligned, whatever it holds is a value, and this is the only way to it.
        unsafe { self.0.as_mut() }
    }
}
