//! What programs of control groups keep for each group that they are attached to.

use std::marker::PhantomData;

use super::entries::Entries;
use super::handle::handle;
use super::per_cpu;
use super::{Iter, PerCpuIter, RawMap, Update};
use crate::{Result, Value};

/// A value for each control group that a program is attached to, which the program finds by `bpf_get_local_storage`:
/// `BPF_MAP_TYPE_CGROUP_STORAGE`, Linux 4.19.
///
/// Keys are `struct bpf_cgroup_storage_key`: the group's number and the kind of attachment; or from Linux 5.9 on a `__u64`, the group's
/// number alone, whose value all kinds share. The kernel makes an entry when the program is attached, and removes it with the group or the map,
/// before Linux 5.9 (commit 7d9c3427894f) with the attachment: here they can be read and changed. [`CgroupStorage`](crate::CgroupStorage) is the other kind of map, which any program may use for any group.
#[derive(Debug)]
pub struct AttachedStorage<K, V> {
    raw: RawMap,
    _entries: PhantomData<fn(K) -> V>,
}

handle!(AttachedStorage<K, V>: CgroupStorage, K => V);

impl<K: Value, V: Value> AttachedStorage<K, V> {
    /// The value of an attachment, `None` where there is none.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn get(&self, key: &K) -> Result<Option<V>> {
        let mut value = V::zeroed();
        Ok(self.raw.get_into(key.as_bytes(), value.as_bytes_mut())?.then_some(value))
    }

    /// Changes the value of an attachment.
    ///
    /// # Errors
    /// Where there is no such attachment.
    pub fn set(&self, key: &K, value: &V) -> Result<()> {
        self.raw.insert(key.as_bytes(), value.as_bytes(), Update::Exist)
    }

    /// The attachments with their values.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter::new(&self.raw)
    }

    /// The attachments. As `cgroup_storage_get_next_key` of the kernel runs over the end, up to Linux 5.10 at least, only keys that have a value
    /// count.
    pub fn keys(&self) -> impl Iterator<Item = Result<K>> {
        self.iter().map(|entry| entry.map(|(key, _)| key))
    }
}

/// An [`AttachedStorage`] with a value per CPU: `BPF_MAP_TYPE_PERCPU_CGROUP_STORAGE`, Linux 4.20.
#[derive(Debug)]
pub struct PerCpuAttachedStorage<K, V> {
    raw: RawMap,
    _entries: PhantomData<fn(K) -> V>,
}

handle!(PerCpuAttachedStorage<K, V>: PercpuCgroupStorage, K => V);

impl<K: Value, V: Value> PerCpuAttachedStorage<K, V> {
    /// The values of an attachment, one per CPU, `None` where there are none.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn get(&self, key: &K) -> Result<Option<Vec<V>>> {
        per_cpu::get(&self.raw, key)
    }

    /// Changes the values of an attachment, one per CPU.
    ///
    /// # Errors
    /// Where there is no such attachment, or there are not as many values as CPUs.
    pub fn set(&self, key: &K, values: &[V]) -> Result<()> {
        per_cpu::insert(&self.raw, key, values, Update::Exist)
    }

    /// The attachments, each with its values.
    #[must_use]
    pub fn iter(&self) -> PerCpuIter<'_, K, V> {
        PerCpuIter::new(Entries::of(&self.raw))
    }
}
