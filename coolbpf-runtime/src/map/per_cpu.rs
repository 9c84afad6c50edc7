//! Hash maps and arrays that have a value per CPU.

use std::fmt;
use std::marker::PhantomData;
use std::ptr;

use super::entries::Entries;
use super::handle::handle;
use super::{RawMap, Update, one_cpu};
use crate::value::storage;
use crate::{Error, ErrorKind, Result, Value};

/// A hash map with a value per CPU: `BPF_MAP_TYPE_PERCPU_HASH` (Linux 4.6) and `BPF_MAP_TYPE_LRU_PERCPU_HASH` (4.10).
///
/// A program sees the value of the CPU that it runs on; here, all of them are seen, in the order of the CPUs' numbers.
#[derive(Debug)]
pub struct PerCpuHashMap<K, V> {
    raw: RawMap,
    _entries: PhantomData<fn(K) -> V>,
}

handle!(PerCpuHashMap<K, V>: PercpuHash | LruPercpuHash, K => V);

impl<K: Value, V: Value> PerCpuHashMap<K, V> {
    /// The values of `key`, one per CPU, `None` where there are none.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn get(&self, key: &K) -> Result<Option<Vec<V>>> {
        get(&self.raw, key)
    }

    /// Writes the values of `key` into `values`, one per CPU, without allocating where a value's size is a multiple of 8; tells
    /// whether there are any.
    ///
    /// # Errors
    /// Where there are not as many values as CPUs.
    pub fn get_into(&self, key: &K, values: &mut [V]) -> Result<bool> {
        get_into(&self.raw, key, values)
    }

    /// Sets the values of `key`, one per CPU.
    ///
    /// # Errors
    /// Where there are not as many values as CPUs, or the map is full.
    pub fn insert(&self, key: &K, values: &[V]) -> Result<()> {
        self.update(key, values, Update::Any)
    }

    /// Sets the values of `key`, one per CPU, if `update` allows it.
    ///
    /// # Errors
    /// As for [`PerCpuHashMap::insert`], and where there are values and there should be none, or the other way round.
    pub fn update(&self, key: &K, values: &[V], update: Update) -> Result<()> {
        insert(&self.raw, key, values, update)
    }

    /// The value of `key` of one CPU, `None` where there are none. From Linux 7.0 on (8eb76cb03f0f), the kernel copies no others.
    ///
    /// # Errors
    /// Where there is no such CPU.
    pub fn get_of(&self, key: &K, cpu: u32) -> Result<Option<V>> {
        one_cpu::get(&self.raw, key, cpu)
    }

    /// Sets the value of `key` of one CPU, and leaves those of the others as programs write them; where there were none, they are zeroes.
    /// Linux 7.0 (8eb76cb03f0f).
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] on older kernels, which set all of them at once. Where there is no such CPU, or the map is full.
    pub fn insert_of(&self, key: &K, cpu: u32, value: &V) -> Result<()> {
        one_cpu::set(&self.raw, key, cpu, value)
    }

    /// Sets the values of `key` of all CPUs to `value`.
    ///
    /// # Errors
    /// Where the map is full.
    pub fn insert_each(&self, key: &K, value: &V) -> Result<()> {
        insert(&self.raw, key, &vec![*value; self.cpus()], Update::Any)
    }

    /// Removes the entry of `key`; tells whether there was one.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn remove(&self, key: &K) -> Result<bool> {
        self.raw.remove(key.as_bytes())
    }

    /// Removes the entry of `key` and gives its values, `None` where there are none. Before Linux 5.14 the kernel can't do both at
    /// once, and what a program writes to the entry in between is lost.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn take(&self, key: &K) -> Result<Option<Vec<V>>> {
        let mut bytes = vec![0_u8; self.raw.room()];
        // SAFETY: `of` has compared the sizes of keys and values with the map's, and all CPUs' values have room.
        let taken = unsafe { self.raw.take(ptr::from_ref(key).cast(), bytes.as_mut_ptr().cast())? };
        Ok(taken.then(|| unpack(&bytes)))
    }

    /// The entries, each with its values, as in [`Iter`](crate::Iter).
    #[must_use]
    pub fn iter(&self) -> PerCpuIter<'_, K, V> {
        PerCpuIter::new(Entries::of(&self.raw))
    }

    /// The entries, each with its values, which are removed; dropped before its end, this leaves the rest in the map, but for up to
    /// 256 KiB of it.
    #[must_use]
    pub fn drain(&self) -> PerCpuIter<'_, K, V> {
        PerCpuIter::new(Entries::taken_from(&self.raw))
    }

    /// How many values an entry has.
    #[must_use]
    pub fn cpus(&self) -> usize {
        cpus::<V>(&self.raw)
    }
}

/// An array with a value per CPU: `BPF_MAP_TYPE_PERCPU_ARRAY`, Linux 4.6.
///
/// A program sees the value of the CPU that it runs on; here, all of them are seen, in the order of the CPUs' numbers.
#[derive(Debug)]
pub struct PerCpuArray<V> {
    raw: RawMap,
    _entries: PhantomData<fn() -> V>,
}

handle!(PerCpuArray<V>: PercpuArray, u32 => V);

impl<V: Value> PerCpuArray<V> {
    /// The values at `index`, one per CPU, `None` beyond the end.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn get(&self, index: u32) -> Result<Option<Vec<V>>> {
        get(&self.raw, &index)
    }

    /// Writes the values at `index` into `values`, one per CPU, without allocating where a value's size is a multiple of 8; tells
    /// whether there are any.
    ///
    /// # Errors
    /// Where there are not as many values as CPUs.
    pub fn get_into(&self, index: u32, values: &mut [V]) -> Result<bool> {
        get_into(&self.raw, &index, values)
    }

    /// Sets the values at `index`, one per CPU.
    ///
    /// # Errors
    /// Where there are not as many values as CPUs, or beyond the end.
    pub fn set(&self, index: u32, values: &[V]) -> Result<()> {
        insert(&self.raw, &index, values, Update::Any)
    }

    /// The value at `index` of one CPU, `None` beyond the end. From Linux 7.0 on (8eb76cb03f0f), the kernel copies no others.
    ///
    /// # Errors
    /// Where there is no such CPU.
    pub fn get_of(&self, index: u32, cpu: u32) -> Result<Option<V>> {
        one_cpu::get(&self.raw, &index, cpu)
    }

    /// Sets the value at `index` of one CPU, and leaves those of the others as programs write them. Linux 7.0 (8eb76cb03f0f).
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] on older kernels, which set all of them at once. Where there is no such CPU, or beyond the end.
    pub fn set_of(&self, index: u32, cpu: u32, value: &V) -> Result<()> {
        one_cpu::set(&self.raw, &index, cpu, value)
    }

    /// Sets the values at `index` of all CPUs to `value`.
    ///
    /// # Errors
    /// Beyond the end.
    pub fn set_each(&self, index: u32, value: &V) -> Result<()> {
        insert(&self.raw, &index, &vec![*value; self.cpus()], Update::Any)
    }

    /// The elements in order, each with its values. Linux 5.13 gives many at a time.
    #[must_use]
    pub fn iter(&self) -> PerCpuIter<'_, u32, V> {
        PerCpuIter::new(Entries::of(&self.raw))
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

    /// How many values an element has.
    #[must_use]
    pub fn cpus(&self) -> usize {
        cpus::<V>(&self.raw)
    }
}

/// Entries with a value per CPU.
pub struct PerCpuIter<'a, K, V> {
    entries: Entries<'a>,
    _entries: PhantomData<fn() -> (K, V)>,
}

impl<'a, K, V> PerCpuIter<'a, K, V> {
    pub(super) fn new(entries: Entries<'a>) -> Self {
        Self { entries, _entries: PhantomData }
    }
}

impl<K: Value, V: Value> Iterator for PerCpuIter<'_, K, V> {
    type Item = Result<(K, Vec<V>)>;

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next()?;
        Some(entry.map(|(key, values)| (storage::read(key, 0), unpack(values))))
    }
}

impl<K, V> fmt::Debug for PerCpuIter<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PerCpuIter").finish_non_exhaustive()
    }
}

/// The kernel pads each CPU's value to a multiple of 8 bytes.
fn slot<V>() -> usize {
    size_of::<V>().next_multiple_of(8).max(8)
}

pub(super) fn cpus<V>(raw: &RawMap) -> usize {
    raw.room() / slot::<V>()
}

fn unpack<V: Value>(bytes: &[u8]) -> Vec<V> {
    bytes.chunks_exact(slot::<V>()).map(|bytes| storage::read(bytes, 0)).collect()
}

pub(super) fn get<K: Value, V: Value>(raw: &RawMap, key: &K) -> Result<Option<Vec<V>>> {
    let mut values = vec![V::zeroed(); cpus::<V>(raw)];
    Ok(get_into(raw, key, &mut values)?.then_some(values))
}

fn get_into<K: Value, V: Value>(raw: &RawMap, key: &K, values: &mut [V]) -> Result<bool> {
    check(raw, values)?;
    if size_of_val(values) == raw.room() {
        // SAFETY: the handle has compared the size of keys with the map's, and the values have no padding between them.
        return unsafe { raw.lookup(ptr::from_ref(key).cast(), values.as_mut_ptr().cast(), 0) };
    }
    let mut bytes = vec![0; raw.room()];
    let found = raw.get_into(key.as_bytes(), &mut bytes)?;
    for (value, bytes) in values.iter_mut().zip(bytes.chunks_exact(slot::<V>())) {
        *value = storage::read(bytes, 0);
    }
    Ok(found)
}

pub(super) fn insert<K: Value, V: Value>(raw: &RawMap, key: &K, values: &[V], update: Update) -> Result<()> {
    check(raw, values)?;
    let mut bytes = vec![0; raw.room()];
    for (slot, value) in bytes.chunks_exact_mut(slot::<V>()).zip(values) {
        storage::write(slot, 0, *value);
    }
    raw.insert(key.as_bytes(), &bytes, update)
}

/// Refuses another number of values than there are CPUs.
fn check<V>(raw: &RawMap, values: &[V]) -> Result<()> {
    let (found, right) = (values.len(), cpus::<V>(raw));
    if found == right {
        return Ok(());
    }
    let message = format!("the map `{}` takes {right} values, one per CPU, not {found}", raw.name());
    Err(Error::new(ErrorKind::InvalidInput, message))
}
