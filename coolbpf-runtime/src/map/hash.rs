//! Hash maps.

use std::marker::PhantomData;
use std::mem::MaybeUninit;

use super::handle::handle;
use super::{Drain, Iter, Keys, RawMap, Update, many};
use crate::{Result, Value};

/// A hash map that BPF programs share with this one: `BPF_MAP_TYPE_HASH` (Linux 3.19) and `BPF_MAP_TYPE_LRU_HASH` (4.10), which
/// drops an old entry where it is full.
///
/// Keys and values are copied in and out. All methods take `&self`: the kernel orders what programs and threads do to
/// one entry. An access is the system call and nothing more.
#[derive(Debug)]
pub struct HashMap<K, V> {
    raw: RawMap,
    _entries: PhantomData<fn(K) -> V>,
}

handle!(HashMap<K, V>: Hash | LruHash, K => V);

impl<K: Value, V: Value> HashMap<K, V> {
    /// The value of `key`, `None` where there is none.
    ///
    /// A value that a program changes meanwhile may be read half changed; [`HashMap::get_locked`] waits for it.
    ///
    /// # Errors
    /// Where the kernel refuses.
    #[inline]
    pub fn get(&self, key: &K) -> Result<Option<V>> {
        self.read(key, 0)
    }

    /// The value of `key`, read while holding the `struct bpf_spin_lock` in it, by which programs guard what they change. Linux
    /// 5.1.
    ///
    /// # Errors
    /// Where values have no lock, or the kernel is older.
    pub fn get_locked(&self, key: &K) -> Result<Option<V>> {
        self.raw.explain_lock(self.read(key, libbpf_rs::libbpf_sys::BPF_F_LOCK.into()))
    }

    #[inline]
    fn read(&self, key: &K, flags: u64) -> Result<Option<V>> {
        let mut value = MaybeUninit::<V>::uninit();
        // SAFETY: `of` has compared the sizes of keys and values with the map's. Where there is a value, the kernel writes all of
        // it, and whatever that is, is a `V`.
        unsafe {
            let key = std::ptr::from_ref(key).cast();
            Ok(self.raw.lookup(key, value.as_mut_ptr().cast(), flags)?.then(|| value.assume_init()))
        }
    }

    /// Sets the value of `key`.
    ///
    /// # Errors
    /// Where the map is full (LRU maps drop an old entry instead).
    #[inline]
    pub fn insert(&self, key: &K, value: &V) -> Result<()> {
        self.update(key, value, Update::Any)
    }

    /// Sets the value of `key` if `update` allows it.
    ///
    /// # Errors
    /// Where the map is full, or there is a value and there should be none, or the other way round.
    #[inline]
    pub fn update(&self, key: &K, value: &V, update: Update) -> Result<()> {
        self.write(key, value, update.flags())
    }

    /// Sets the value of `key` while holding the `struct bpf_spin_lock` in it. Linux 5.1.
    ///
    /// # Errors
    /// As for [`HashMap::insert`], and where values have no lock, or the kernel is older.
    pub fn insert_locked(&self, key: &K, value: &V) -> Result<()> {
        self.raw.explain_lock(self.write(key, value, libbpf_rs::libbpf_sys::BPF_F_LOCK.into()))
    }

    #[inline]
    fn write(&self, key: &K, value: &V, flags: u64) -> Result<()> {
        // SAFETY: `of` has compared the sizes of keys and values with the map's.
        unsafe { self.raw.update(std::ptr::from_ref(key).cast(), std::ptr::from_ref(value).cast(), flags) }
    }

    /// Sets the values of many keys, by few calls where the kernel has batches (Linux 5.6).
    ///
    /// # Errors
    /// As for [`HashMap::update`], and where there are not as many values as keys; what comes before the entry with which it failed
    /// is written.
    pub fn insert_all(&self, keys: &[K], values: &[V], update: Update) -> Result<()> {
        many::insert(&self.raw, keys, values, update)
    }

    /// Removes the entry of `key`; tells whether there was one.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn remove(&self, key: &K) -> Result<bool> {
        // SAFETY: `of` has compared the size of keys with the map's.
        unsafe { self.raw.delete(std::ptr::from_ref(key).cast()) }
    }

    /// Removes the entries of many keys, by few calls where the kernel has batches (Linux 5.6); tells how many there were.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn remove_all(&self, keys: &[K]) -> Result<usize> {
        many::remove(&self.raw, keys)
    }

    /// Removes the entry of `key` and gives its value, `None` where there is none.
    ///
    /// Before Linux 5.14 the kernel can't do both at once, and what a program writes to the entry in between is lost.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn take(&self, key: &K) -> Result<Option<V>> {
        let mut value = MaybeUninit::<V>::uninit();
        // SAFETY: as in `read`.
        unsafe {
            let key = std::ptr::from_ref(key).cast();
            Ok(self.raw.take(key, value.as_mut_ptr().cast())?.then(|| value.assume_init()))
        }
    }

    /// The entries.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter::new(&self.raw)
    }

    /// The keys.
    #[must_use]
    pub fn keys(&self) -> Keys<'_, K> {
        Keys::new(&self.raw)
    }

    /// The entries, which are removed.
    pub fn drain(&self) -> Drain<'_, K, V> {
        Drain::new(&self.raw)
    }

    /// The number of entries, found by going through them.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn count(&self) -> Result<usize> {
        self.keys().try_fold(0, |count, key| key.map(|_| count + 1))
    }

    /// How many entries the map has room for.
    #[must_use]
    pub fn max_entries(&self) -> u32 {
        self.raw.max_entries()
    }
}

impl<'a, K: Value, V: Value> IntoIterator for &'a HashMap<K, V> {
    type Item = Result<(K, V)>;
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}
