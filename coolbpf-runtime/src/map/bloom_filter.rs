//! Bloom filters.

use std::marker::PhantomData;

use super::handle::handle;
use super::{RawMap, Update};
use crate::{Result, Value};

/// A set that may take a value for one of its own: `BPF_MAP_TYPE_BLOOM_FILTER`, Linux 5.16. Nothing can be taken out.
#[derive(Debug)]
pub struct BloomFilter<V> {
    raw: RawMap,
    _entries: PhantomData<fn(V)>,
}

handle!(BloomFilter<V>: BloomFilter, () => V);

impl<V: Value> BloomFilter<V> {
    /// Adds a value.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn insert(&self, value: &V) -> Result<()> {
        self.raw.insert(&[], value.as_bytes(), Update::Any)
    }

    /// Whether the value may be in the set; if not, it is not.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn may_contain(&self, value: &V) -> Result<bool> {
        // The kernel reads the value, though a look-up has it written.
        let mut value = *value;
        self.raw.get_into(&[], value.as_bytes_mut())
    }
}
