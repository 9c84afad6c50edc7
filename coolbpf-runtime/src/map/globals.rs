//! Global variables, before and after the load.

use std::ffi::CStr;
use std::fmt;
use std::marker::PhantomData;
use std::ptr::NonNull;

use libbpf_rs::libbpf_sys;

use super::{RawMap, Update};
use crate::object::{Handle, Lent};
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
        check_size::<T>(raw.name(), raw.value_size())?;
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

/// The initial values of a section of global variables, in an object that can't be loaded before this is dropped.
pub struct Variables<T> {
    values: NonNull<T>,
    /// Keeps the object.
    _map: Handle<libbpf_sys::bpf_map>,
    /// Keeps it from being loaded.
    _lent: Lent,
}

// SAFETY: this is the only way to the values.
unsafe impl<T: Send> Send for Variables<T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Variables<T> {}

impl<T: Value> Variables<T> {
    pub(crate) fn of(map: Handle<libbpf_sys::bpf_map>, lent: Lent) -> Result<Self> {
        let initial = |map: *mut libbpf_sys::bpf_map| {
            let mut size = 0;
            // SAFETY: the handle keeps the map valid, and its name with it.
            let (values, name) = unsafe {
                (
                    libbpf_sys::bpf_map__initial_value(map, &raw mut size),
                    CStr::from_ptr(libbpf_sys::bpf_map__name(map)),
                )
            };
            // Made from libbpf's own pointer: the struct may be some bytes of padding longer than the section.
            (NonNull::new(values.cast::<T>()), size, name.to_string_lossy().into_owned())
        };
        let ((values, size, name), _) = map.call(initial)?;
        check_size::<T>(&name, usize::try_from(size).unwrap_or(0))?;
        match values {
            Some(values) if values.is_aligned() => Ok(Self { values, _map: map, _lent: lent }),
            _ => {
                let message = format!("the variables of the map `{name}` are missing, or not aligned");
                Err(Error::new(ErrorKind::Other, message))
            }
        }
    }

    /// The values.
    pub fn get(&mut self) -> &mut T {
        // SAFETY: libbpf mapped the section when it opened the object, which the handle keeps, and leaves it there until
        // the object is loaded, which `Opened::load` refuses while there is a `Variables`. It is mapped in whole pages,
        // so it is large enough with its padding; it is aligned, whatever it holds is a value, and this is the only way
        // to it: `Opened::variables` gives it once.
        unsafe { self.values.as_mut() }
    }
}

impl<T> fmt::Debug for Variables<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Variables").finish_non_exhaustive()
    }
}
