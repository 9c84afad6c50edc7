//! Hash maps and arrays that have a value per CPU.

use std::marker::PhantomData;
use std::os::fd::{AsFd, BorrowedFd};

use super::{RawMap, Update};
use crate::{Error, ErrorKind, Result, Value};

/// A hash map with a value per CPU: `BPF_MAP_TYPE_PERCPU_HASH` and `BPF_MAP_TYPE_LRU_PERCPU_HASH`.
///
/// A program sees the value of the CPU that it runs on; here, all of them are seen, in the order of the CPUs' numbers.
#[derive(Debug)]
pub struct PerCpuHashMap<K, V> {
    raw: RawMap,
    _entries: PhantomData<(K, V)>,
}

impl<K: Value, V: Value> PerCpuHashMap<K, V> {
    #[doc(hidden)]
    pub fn of(raw: RawMap) -> Result<Self> {
        raw.check_sizes(size_of::<K>(), size_of::<V>())?;
        Ok(Self { raw, _entries: PhantomData })
    }

    /// The values of `key`, one per CPU, `None` where there are none.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn get(&self, key: &K) -> Result<Option<Vec<V>>> {
        get(&self.raw, key.as_bytes())
    }

    /// Sets the values of `key`, one per CPU.
    ///
    /// # Errors
    /// Where there are not as many values as CPUs, or the map is full.
    pub fn insert(&self, key: &K, values: &[V]) -> Result<()> {
        insert(&self.raw, key.as_bytes(), values)
    }

    /// Removes the entry of `key`; tells whether there was one.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn remove(&self, key: &K) -> Result<bool> {
        self.raw.remove(key.as_bytes())
    }

    /// The entries. Those that come or go meanwhile may be missed or seen twice.
    pub fn iter(&self) -> impl Iterator<Item = Result<(K, Vec<V>)>> {
        self.raw.keys().filter_map(|key| {
            let entry = key.and_then(|key| Ok((K::read_from(&key), get(&self.raw, &key)?)));
            match entry {
                Ok((Some(key), Some(values))) => Some(Ok((key, values))),
                // Removed since.
                Ok(_) => None,
                Err(error) => Some(Err(error)),
            }
        })
    }

    /// The map with keys and values as bytes.
    #[must_use]
    pub fn raw(&self) -> &RawMap {
        &self.raw
    }
}

/// An array with a value per CPU: `BPF_MAP_TYPE_PERCPU_ARRAY`.
///
/// A program sees the value of the CPU that it runs on; here, all of them are seen, in the order of the CPUs' numbers.
#[derive(Debug)]
pub struct PerCpuArray<V> {
    raw: RawMap,
    _values: PhantomData<V>,
}

impl<V: Value> PerCpuArray<V> {
    #[doc(hidden)]
    pub fn of(raw: RawMap) -> Result<Self> {
        raw.check_sizes(size_of::<u32>(), size_of::<V>())?;
        Ok(Self { raw, _values: PhantomData })
    }

    /// The values at `index`, one per CPU, `None` beyond the end.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn get(&self, index: u32) -> Result<Option<Vec<V>>> {
        get(&self.raw, index.as_bytes())
    }

    /// Sets the values at `index`, one per CPU.
    ///
    /// # Errors
    /// Where there are not as many values as CPUs, or beyond the end.
    pub fn set(&self, index: u32, values: &[V]) -> Result<()> {
        insert(&self.raw, index.as_bytes(), values)
    }

    /// The number of elements.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.raw.max_entries()
    }

    /// Whether there are no elements; the kernel has no such arrays.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The map with keys and values as bytes.
    #[must_use]
    pub fn raw(&self) -> &RawMap {
        &self.raw
    }
}

impl<K, V> AsFd for PerCpuHashMap<K, V> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.raw.as_fd()
    }
}

impl<V> AsFd for PerCpuArray<V> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.raw.as_fd()
    }
}

/// The kernel pads each CPU's value to a multiple of 8 bytes.
fn slot<V>() -> usize {
    size_of::<V>().next_multiple_of(8)
}

fn get<V: Value>(raw: &RawMap, key: &[u8]) -> Result<Option<Vec<V>>> {
    let bytes = raw.get(key)?;
    Ok(bytes.map(|bytes| bytes.chunks(slot::<V>().max(1)).filter_map(V::read_from).collect()))
}

fn insert<V: Value>(raw: &RawMap, key: &[u8], values: &[V]) -> Result<()> {
    let room = raw.value_room()?;
    if values.len() * slot::<V>() != room {
        let (found, right) = (values.len(), room / slot::<V>().max(1));
        let message = format!("the map `{}` takes {right} values, one per CPU, not {found}", raw.name());
        return Err(Error::new(ErrorKind::InvalidInput, message));
    }
    let mut bytes = vec![0; room];
    for (slot, value) in bytes.chunks_mut(slot::<V>().max(1)).zip(values) {
        slot[..size_of::<V>()].copy_from_slice(value.as_bytes());
    }
    raw.insert(key, &bytes, Update::Any)
}
