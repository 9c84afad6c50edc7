//! Maps before and after the load.

mod array;
mod globals;
mod hash;
mod per_cpu;
mod raw;

use std::ffi::CStr;
use std::fmt;

use libbpf_rs::libbpf_sys;

pub use array::{Array, ArrayIter};
pub use globals::{Globals, Variables};
pub use hash::{HashMap, HashMapIter};
pub use per_cpu::{PerCpuArray, PerCpuHashMap};
pub use raw::{RawMap, Update};

use crate::object::{Handle, returned};
use crate::{Error, Result};

/// A map that isn't in the kernel yet.
pub struct OpenMap(Handle<libbpf_sys::bpf_map>);

impl fmt::Debug for OpenMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |map: *mut libbpf_sys::bpf_map| {
            // SAFETY: the handle keeps the map valid, and its name with it.
            unsafe { CStr::from_ptr(libbpf_sys::bpf_map__name(map)) }.to_owned()
        };
        let mut shown = f.debug_struct("OpenMap");
        if let Ok((name, _)) = self.0.call(name) {
            shown.field("name", &name);
        }
        shown.finish_non_exhaustive()
    }
}

impl OpenMap {
    pub(crate) fn new(handle: Handle<libbpf_sys::bpf_map>) -> Self {
        Self(handle)
    }

    /// How many entries the map will have room for; for a ring buffer, how many bytes.
    ///
    /// # Errors
    /// Where loading the object has failed already.
    pub fn max_entries(&self) -> Result<u32> {
        // SAFETY: the handle keeps the map valid.
        self.0.call(|map| unsafe { libbpf_sys::bpf_map__max_entries(map) }).map(|(count, _)| count)
    }

    /// Chooses how many entries the map will have room for; for a ring buffer, how many bytes, which libbpf rounds up to
    /// a power of two of whole pages.
    ///
    /// # Errors
    /// Where the object is loaded already.
    pub fn set_max_entries(&mut self, count: u32) -> Result<()> {
        // SAFETY: the handle keeps the map valid.
        let (code, _) = self.0.call(|map| unsafe { libbpf_sys::bpf_map__set_max_entries(map, count) })?;
        returned(code).map_err(|error| Error::system("can't resize a map after its object is loaded", error))
    }
}
