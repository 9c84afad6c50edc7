//! Typed entries.

use std::fmt;
use std::marker::PhantomData;

use super::RawMap;
use super::entries::Entries;
use crate::value::storage;
use crate::{Result, Value};

/// The entries of a map, in no order that means something.
///
/// Programs may write to the map meanwhile: entries that come or go may be missed, none comes twice, and the iteration
/// ends. After an error it ends, too. Where the kernel has batches (Linux 5.6), it is asked for many entries at a time, so that
/// values are as old as their batch: up to 256 KiB of entries.
pub struct Iter<'a, K, V> {
    entries: Entries<'a>,
    _entries: PhantomData<fn() -> (K, V)>,
}

impl<'a, K: Value, V: Value> Iter<'a, K, V> {
    pub(super) fn new(map: &'a RawMap) -> Self {
        Self { entries: Entries::of(map), _entries: PhantomData }
    }
}

impl<K: Value, V: Value> Iterator for Iter<'_, K, V> {
    type Item = Result<(K, V)>;

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next()?;
        Some(entry.map(|(key, value)| (storage::read(key, 0), storage::read(value, 0))))
    }
}

/// The keys of a map, as in [`Iter`].
pub struct Keys<'a, K> {
    entries: Entries<'a>,
    _keys: PhantomData<fn() -> K>,
}

impl<'a, K: Value> Keys<'a, K> {
    pub(super) fn new(map: &'a RawMap) -> Self {
        Self { entries: Entries::keys_of(map), _keys: PhantomData }
    }
}

impl<K: Value> Iterator for Keys<'_, K> {
    type Item = Result<K>;

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next()?;
        Some(entry.map(|(key, _)| storage::read(key, 0)))
    }
}

/// The entries of a map, which are removed from it, in no order that means something.
///
/// Where this is dropped before its end, the rest is removed, too, as in the standard library. Programs may write to the map
/// meanwhile: what they add may stay or come. Where the kernel has batches that remove (hash maps, Linux 5.6) or takes an entry at once
/// (5.14), no change to an entry is lost; before, what a program writes to an entry between its look-up and its removal is.
pub struct Drain<'a, K: Value, V: Value> {
    entries: Entries<'a>,
    _entries: PhantomData<fn() -> (K, V)>,
}

impl<'a, K: Value, V: Value> Drain<'a, K, V> {
    pub(super) fn new(map: &'a RawMap) -> Self {
        Self { entries: Entries::taken_from(map), _entries: PhantomData }
    }
}

impl<K: Value, V: Value> Iterator for Drain<'_, K, V> {
    type Item = Result<(K, V)>;

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next()?;
        Some(entry.map(|(key, value)| (storage::read(key, 0), storage::read(value, 0))))
    }
}

impl<K: Value, V: Value> Drop for Drain<'_, K, V> {
    fn drop(&mut self) {
        while let Some(Ok(_)) = self.entries.next() {}
    }
}

impl<K, V> fmt::Debug for Iter<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Iter").finish_non_exhaustive()
    }
}

impl<K> fmt::Debug for Keys<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").finish_non_exhaustive()
    }
}

impl<K: Value, V: Value> fmt::Debug for Drain<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drain").finish_non_exhaustive()
    }
}
