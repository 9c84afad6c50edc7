//! Arrays.

use std::marker::PhantomData;
use std::mem::MaybeUninit;

use super::handle::handle;
use super::{Iter, RawMap, many};
use crate::{Result, Value};

/// An array that BPF programs share with this one: `BPF_MAP_TYPE_ARRAY`, Linux 3.19. All elements exist from the start, zeroed.
#[derive(Debug)]
pub struct Array<V> {
    raw: RawMap,
    _entries: PhantomData<fn() -> V>,
}

handle!(Array<V>: Array, u32 => V);

impl<V: Value> Array<V> {
    /// The element at `index`, `None` beyond the end.
    ///
    /// # Errors
    /// Where the kernel refuses.
    #[inline]
    pub fn get(&self, index: u32) -> Result<Option<V>> {
        self.read(index, 0)
    }

    /// The element at `index`, read while holding the `struct bpf_spin_lock` in it, by which programs guard what they change. Linux
    /// 5.1.
    ///
    /// # Errors
    /// Where values have no lock, or the kernel is older.
    pub fn get_locked(&self, index: u32) -> Result<Option<V>> {
        self.raw.explain_lock(self.read(index, libbpf_rs::libbpf_sys::BPF_F_LOCK.into()))
    }

    #[inline]
    fn read(&self, index: u32, flags: u64) -> Result<Option<V>> {
        let mut value = MaybeUninit::<V>::uninit();
        // SAFETY: `of` has compared the sizes of keys and values with the map's. Where there is a value, the kernel writes all of
        // it, and whatever that is, is a `V`.
        unsafe {
            let key = (&raw const index).cast();
            Ok(self.raw.lookup(key, value.as_mut_ptr().cast(), flags)?.then(|| value.assume_init()))
        }
    }

    /// Sets the element at `index`.
    ///
    /// # Errors
    /// Beyond the end.
    #[inline]
    pub fn set(&self, index: u32, value: &V) -> Result<()> {
        self.write(index, value, 0)
    }

    /// Sets the element at `index` while holding the `struct bpf_spin_lock` in it. Linux 5.1.
    ///
    /// # Errors
    /// Beyond the end, where values have no lock, or the kernel is older.
    pub fn set_locked(&self, index: u32, value: &V) -> Result<()> {
        self.raw.explain_lock(self.write(index, value, libbpf_rs::libbpf_sys::BPF_F_LOCK.into()))
    }

    #[inline]
    fn write(&self, index: u32, value: &V, flags: u64) -> Result<()> {
        // SAFETY: `of` has compared the sizes of keys and values with the map's.
        unsafe { self.raw.update((&raw const index).cast(), std::ptr::from_ref(value).cast(), flags) }
    }

    /// Sets the elements from the first on, by few calls where the kernel has batches (Linux 5.6).
    ///
    /// # Errors
    /// Where there are more values than elements; those that fit are written.
    pub fn set_all(&self, values: &[V]) -> Result<()> {
        let indices: Vec<u32> = (0..).take(values.len()).collect();
        many::insert(&self.raw, &indices, values, super::Update::Any)
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

    /// The elements in order.
    #[must_use]
    pub fn iter(&self) -> ArrayIter<'_, V> {
        ArrayIter(Iter::new(&self.raw))
    }
}

impl<'a, V: Value> IntoIterator for &'a Array<V> {
    type Item = Result<V>;
    type IntoIter = ArrayIter<'a, V>;

    fn into_iter(self) -> ArrayIter<'a, V> {
        self.iter()
    }
}

/// The elements of an [`Array`].
#[derive(Debug)]
pub struct ArrayIter<'a, V>(Iter<'a, u32, V>);

impl<V: Value> Iterator for ArrayIter<'_, V> {
    type Item = Result<V>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.0.next()?.map(|(_, value)| value))
    }
}
