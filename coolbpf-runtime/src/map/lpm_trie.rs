//! Longest prefix match.

use std::marker::PhantomData;

use super::handle::handle;
use super::{Iter, Keys, RawMap, Update};
use crate::{Result, Value};

/// A map that finds the longest prefix of what it is asked for: `BPF_MAP_TYPE_LPM_TRIE`, Linux 4.11.
///
/// `K` is a struct of a `__u32`, the length of the prefix in bits, and the bytes of which it is the beginning, in network byte order:
/// `struct bpf_lpm_trie_key` of `linux/bpf.h`. In C the map has the flag `BPF_F_NO_PREALLOC`.
#[derive(Debug)]
pub struct LpmTrie<K, V> {
    raw: RawMap,
    _entries: PhantomData<fn(K) -> V>,
}

handle!(LpmTrie<K, V>: LpmTrie, K => V);

impl<K: Value, V: Value> LpmTrie<K, V> {
    /// The value of the longest prefix that `key` begins with, as far as its own length goes; `None` where there is none.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn get(&self, key: &K) -> Result<Option<V>> {
        let mut value = V::zeroed();
        Ok(self.raw.get_into(key.as_bytes(), value.as_bytes_mut())?.then_some(value))
    }

    /// Sets the value of a prefix.
    ///
    /// # Errors
    /// Where the map is full, or the prefix is longer than a key has bits.
    pub fn insert(&self, prefix: &K, value: &V) -> Result<()> {
        self.raw.insert(prefix.as_bytes(), value.as_bytes(), Update::Any)
    }

    /// Removes exactly this prefix; tells whether there was one.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn remove(&self, prefix: &K) -> Result<bool> {
        self.raw.remove(prefix.as_bytes())
    }

    /// The prefixes with their values. Linux 4.16.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter::new(&self.raw)
    }

    /// The prefixes. Linux 4.16.
    #[must_use]
    pub fn keys(&self) -> Keys<'_, K> {
        Keys::new(&self.raw)
    }
}
