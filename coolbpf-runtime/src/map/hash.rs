//! Hash maps.

use std::marker::PhantomData;
use std::os::fd::{AsFd, BorrowedFd};

use super::{RawMap, Update};
use crate::{Result, Value};

/// A hash map that BPF programs share with this one: `BPF_MAP_TYPE_HASH` and `BPF_MAP_TYPE_LRU_HASH`.
///
/// Keys and values are copied in and out. All methods take `&self`: the kernel orders what programs and threads do to
/// one entry.
#[derive(Debug)]
pub struct HashMap<K, V> {
    raw: RawMap,
    _entries: PhantomData<(K, V)>,
}

impl<K: Value, V: Value> HashMap<K, V> {
    #[doc(hidden)]
    pub fn of(raw: RawMap) -> Result<Self> {
        raw.check_sizes(size_of::<K>(), size_of::<V>())?;
        Ok(Self { raw, _entries: PhantomData })
    }

    /// The value of `key`, `None` where there is none.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn get(&self, key: &K) -> Result<Option<V>> {
        let mut value = V::zeroed();
        Ok(self.raw.get_into(key.as_bytes(), value.as_bytes_mut())?.then_some(value))
    }

    /// Sets the value of `key`.
    ///
    /// # Errors
    /// Where the map is full (LRU maps drop an old entry instead).
    pub fn insert(&self, key: &K, value: &V) -> Result<()> {
        self.update(key, value, Update::Any)
    }

    /// Sets the value of `key` if `update` allows it.
    ///
    /// # Errors
    /// Where the map is full, or there is a value and there should be none, or the other way round.
    pub fn update(&self, key: &K, value: &V, update: Update) -> Result<()> {
        self.raw.insert(key.as_bytes(), value.as_bytes(), update)
    }

    /// Removes the entry of `key`; tells whether there was one.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn remove(&self, key: &K) -> Result<bool> {
        self.raw.remove(key.as_bytes())
    }

    /// The entries. Those that come or go meanwhile may be missed or seen twice; there are never more than
    /// [`HashMap::max_entries`].
    #[must_use]
    pub fn iter(&self) -> HashMapIter<'_, K, V> {
        HashMapIter { map: self, previous: None, left: self.max_entries() }
    }

    /// The number of entries, found by going through them.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn count(&self) -> Result<usize> {
        self.raw.keys().try_fold(0, |count, key| key.map(|_| count + 1))
    }

    /// How many entries the map has room for.
    #[must_use]
    pub fn max_entries(&self) -> u32 {
        self.raw.max_entries()
    }

    /// The map with keys and values as bytes.
    #[must_use]
    pub fn raw(&self) -> &RawMap {
        &self.raw
    }
}

impl<K, V> AsFd for HashMap<K, V> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.raw.as_fd()
    }
}

impl<'a, K: Value, V: Value> IntoIterator for &'a HashMap<K, V> {
    type Item = Result<(K, V)>;
    type IntoIter = HashMapIter<'a, K, V>;

    fn into_iter(self) -> HashMapIter<'a, K, V> {
        self.iter()
    }
}

/// The entries of a [`HashMap`].
#[derive(Debug)]
pub struct HashMapIter<'a, K, V> {
    map: &'a HashMap<K, V>,
    previous: Option<K>,
    /// An entry that is removed while it is `previous` makes the kernel start again; this ends it all the same.
    left: u32,
}

impl<K: Value, V: Value> Iterator for HashMapIter<'_, K, V> {
    type Item = Result<(K, V)>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.left > 0 {
            self.left -= 1;
            let mut key = K::zeroed();
            let previous = self.previous.as_ref().map(Value::as_bytes);
            let entry = match self.map.raw.next_key(previous, key.as_bytes_mut()) {
                Ok(true) => self.map.get(&key),
                Ok(false) => break,
                Err(error) => Err(error),
            };
            self.previous = Some(key);
            match entry {
                Ok(Some(value)) => return Some(Ok((key, value))),
                // Removed since.
                Ok(None) => {}
                Err(error) => {
                    self.left = 0;
                    return Some(Err(error));
                }
            }
        }
        self.left = 0;
        None
    }
}
