//! Maps before and after the load.

mod array;
mod globals;
mod hash;
mod per_cpu;
mod raw;

use libbpf_rs::libbpf_sys;

pub use array::{Array, ArrayIter};
pub use globals::Globals;
pub use hash::{HashMap, HashMapIter};
pub use per_cpu::{PerCpuArray, PerCpuHashMap};
pub use raw::{RawMap, Update};

use crate::object::{Handle, returned};
use crate::{Error, Result};

/// A map that isn't in the kernel yet.
pub struct OpenMap(Handle<libbpf_sys::bpf_map>);

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
