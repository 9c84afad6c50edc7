//! Global variables before the load.

use std::ffi::CStr;
use std::fmt;
use std::ptr::NonNull;

use libbpf_rs::libbpf_sys;

use super::globals::check_size;
use crate::object::{Handle, Lent};
use crate::{Error, ErrorKind, Result, Value};

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
