//! Arrays.

use std::marker::PhantomData;
use std::os::fd::{AsFd, BorrowedFd};

use super::{RawMap, Update};
use crate::{Result, Value};

/// An array that BPF programs share with this one: `BPF_MAP_TYPE_ARRAY`. All elements exist from the start, zeroed.
#[derive(Debug)]
pub struct Array<V> {
    raw: RawMap,
    _values: PhantomData<V>,
}

impl<V: Value> Array<V> {
    #[doc(hidden)]
    pub fn of(raw: RawMap) -> Result<Self> {
        raw.check_sizes(size_of::<u32>(), size_of::<V>())?;
        Ok(Self { raw, _values: PhantomData })
    }

    /// The element at `index`, `None` beyond the end.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn get(&self, index: u32) -> Result<Option<V>> {
        let mut value = V::zeroed();
        Ok(self.raw.get_into(index.as_bytes(), value.as_bytes_mut())?.then_some(value))
    }

    /// Sets the element at `index`.
    ///
    /// # Errors
    /// Beyond the end.
    pub fn set(&self, index: u32, value: &V) -> Result<()> {
        self.raw.insert(index.as_bytes(), value.as_bytes(), Update::Any)
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
        ArrayIter { array: self, index: 0 }
    }

    /// The map with keys and values as bytes.
    #[must_use]
    pub fn raw(&self) -> &RawMap {
        &self.raw
    }
}

impl<V> AsFd for Array<V> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.raw.as_fd()
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
pub struct ArrayIter<'a, V> {
    array: &'a Array<V>,
    index: u32,
}

impl<V: Value> Iterator for ArrayIter<'_, V> {
    type Item = Result<V>;

    fn next(&mut self) -> Option<Self::Item> {
        let value = self.array.get(self.index).transpose()?;
        // After an error there is no reason why the next element should do better.
        self.index = if value.is_ok() { self.index.saturating_add(1) } else { u32::MAX };
        Some(value)
    }
}
