//! Maps as the kernel sees them: keys and values are bytes.

use std::ffi::{CStr, c_void};
use std::fmt;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::ptr;

use libbpf_rs::libbpf_sys;

use super::entries::Entries;
use super::{Update, commands, foreign};
use crate::kernel::MapType;
use crate::object::returned;
use crate::{Error, ErrorKind, Result};

/// A map of any type, with keys and values as bytes: what every typed map is made of, and what maps are whose type this
/// crate has no other name for.
///
/// It is the map itself, not a copy: the kernel keeps the map for as long as a `RawMap` or a loaded program has it.
/// All of its methods can be called from several threads at a time.
pub struct RawMap {
    map: OwnedFd,
    facts: Facts,
    /// How many bytes the kernel reads and writes as a value.
    room: usize,
    /// Which map it is, of one that nobody has seen to be what it is taken for.
    pub(super) foreign: Option<String>,
}

/// What a map was made with.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub(crate) name: String,
    /// `enum bpf_map_type`.
    pub(crate) map_type: u32,
    pub(crate) key_size: u32,
    pub(crate) value_size: u32,
    pub(crate) max_entries: u32,
    /// `BPF_F_*`.
    pub(crate) flags: u32,
}

impl Facts {
    /// What libbpf knows of a map.
    ///
    /// # Safety
    /// The map is valid.
    pub(crate) unsafe fn of(map: *const libbpf_sys::bpf_map) -> Self {
        // SAFETY: as the caller promises; the name is the map's.
        unsafe {
            Self {
                name: CStr::from_ptr(libbpf_sys::bpf_map__name(map)).to_string_lossy().into_owned(),
                map_type: libbpf_sys::bpf_map__type(map),
                key_size: libbpf_sys::bpf_map__key_size(map),
                value_size: libbpf_sys::bpf_map__value_size(map),
                max_entries: libbpf_sys::bpf_map__max_entries(map),
                flags: libbpf_sys::bpf_map__map_flags(map),
            }
        }
    }

    /// The name of the map's type.
    pub(super) fn type_name(&self) -> String {
        MapType::of(self.map_type).map_or_else(|| self.map_type.to_string(), |known| known.name().to_owned())
    }
}

impl RawMap {
    /// A map of an object in the kernel.
    pub(crate) fn of(handle: &crate::object::Handle<libbpf_sys::bpf_map>) -> Result<Self> {
        // SAFETY: the handle keeps the map valid, and its object loaded.
        let known = handle
            .call(|map| unsafe { (Facts::of(map), foreign::pinned_at(map), foreign::descriptor_of(map)) });
        let (facts, foreign, copy) = known?.0;
        let copy =
            copy.map_err(|error| Error::system(format!("can't use the map `{}`", facts.name), error))?;
        Ok(Self { foreign, ..Self::new(copy, facts)? })
    }

    pub(crate) fn new(map: OwnedFd, facts: Facts) -> Result<Self> {
        let mut room = facts.value_size as usize;
        if is_per_cpu(facts.map_type) {
            room = room.next_multiple_of(8).saturating_mul(possible_cpus()?);
        }
        Ok(Self { map, facts, room, foreign: None })
    }

    /// The map's name. That of a map which this process has not created has at most 15 bytes, and it may be empty.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.facts.name
    }

    /// The same map by another descriptor.
    pub(crate) fn try_clone(&self) -> Result<Self> {
        let map = self.map.try_clone();
        let map =
            map.map_err(|error| Error::system(format!("can't use the map `{}`", self.name()), error))?;
        Self::new(map, self.facts.clone())
    }

    /// Has it called otherwise in this process.
    pub(super) fn rename(&mut self, name: String) {
        self.facts.name = name;
    }

    /// The map's type; `None` for those that this crate has no name for.
    #[must_use]
    pub fn map_type(&self) -> Option<MapType> {
        MapType::of(self.facts.map_type)
    }

    /// The size of a key, in bytes; 0 for maps without keys.
    #[must_use]
    pub fn key_size(&self) -> usize {
        self.facts.key_size as usize
    }

    /// The size of a value, in bytes.
    #[must_use]
    pub fn value_size(&self) -> usize {
        self.facts.value_size as usize
    }

    /// How many entries the map has room for; for a ring buffer, how many bytes.
    #[must_use]
    pub fn max_entries(&self) -> u32 {
        self.facts.max_entries
    }

    /// Whether it was left out of the kernel.
    pub(crate) fn is_left_out(&self) -> bool {
        foreign::is_nothing(self.as_fd())
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Whether the map has a value per CPU.
    #[cfg(any(feature = "dynamic", feature = "metrics"))]
    pub(crate) fn is_per_cpu(&self) -> bool {
        is_per_cpu(self.facts.map_type)
    }

    /// How many bytes the kernel reads and writes as a value.
    pub(super) fn room(&self) -> usize {
        self.room
    }

    /// The value of `key`, `None` where there is none. Maps that have a value per CPU give these one after another, each
    /// padded to a multiple of 8 bytes.
    ///
    /// # Errors
    /// Where the key is not of the map's size, or maps of this type can't be read like this.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        let mut value = vec![0; self.room];
        Ok(self.get_into(key, &mut value)?.then_some(value))
    }

    /// Writes the value of `key` into `value`, as [`RawMap::get`] gives it; tells whether there is one.
    ///
    /// # Errors
    /// Where key or value are not of the map's sizes, or maps of this type can't be read like this.
    pub fn get_into(&self, key: &[u8], value: &mut [u8]) -> Result<bool> {
        self.check("key", key.len(), self.key_size())?;
        self.check("value", value.len(), self.room)?;
        // SAFETY: both are of the map's sizes.
        unsafe { self.lookup(key_pointer(key), value.as_mut_ptr().cast(), 0) }
    }

    /// Sets the value of `key`. For maps that have a value per CPU, `value` is all of them, as [`RawMap::get`]
    /// gives them.
    ///
    /// # Errors
    /// Where key or value are not of the map's sizes, the map is full, or `update` forbids it.
    pub fn insert(&self, key: &[u8], value: &[u8], update: Update) -> Result<()> {
        self.check("key", key.len(), self.key_size())?;
        self.check("value", value.len(), self.room)?;
        // SAFETY: both are of the map's sizes.
        unsafe { self.update(key_pointer(key), value.as_ptr().cast(), update.flags()) }
    }

    /// Removes the entry of `key`; tells whether there was one.
    ///
    /// # Errors
    /// Where the key is not of the map's size, or entries of such maps can't be removed.
    pub fn remove(&self, key: &[u8]) -> Result<bool> {
        self.check("key", key.len(), self.key_size())?;
        // SAFETY: the key is of the map's size.
        unsafe { self.delete(key_pointer(key)) }
    }

    /// The entries, as keys and values. Entries that come or go meanwhile may be missed; none comes twice.
    pub fn iter(&self) -> impl Iterator<Item = Result<(Vec<u8>, Vec<u8>)>> {
        let mut entries = Entries::of(self);
        std::iter::from_fn(move || {
            entries.next().map(|entry| entry.map(|(key, value)| (key.to_vec(), value.to_vec())))
        })
    }

    /// The keys. Entries that come or go meanwhile may be missed; none comes twice.
    pub fn keys(&self) -> impl Iterator<Item = Result<Vec<u8>>> {
        let mut entries = Entries::keys_of(self);
        std::iter::from_fn(move || entries.next().map(|entry| entry.map(|(key, _)| key.to_vec())))
    }

    /// Sets an element of a map that holds descriptors.
    pub(crate) fn set_descriptor(&self, index: u32, descriptor: BorrowedFd<'_>) -> io::Result<()> {
        let descriptor = descriptor.as_raw_fd();
        // SAFETY: key and value have the sizes that all such maps have.
        returned(unsafe {
            libbpf_sys::bpf_map_update_elem(
                self.map.as_raw_fd(),
                (&raw const index).cast(),
                (&raw const descriptor).cast(),
                libbpf_sys::BPF_ANY.into(),
            )
        })
    }

    /// # Safety
    /// `key` has the map's key size and can be read; `value` has [`RawMap::room`], and can be written.
    #[inline]
    pub(super) unsafe fn lookup(&self, key: *const c_void, value: *mut c_void, flags: u64) -> Result<bool> {
        // SAFETY: as the caller promises.
        self.found("read from", key, unsafe { commands::lookup(self.as_fd(), key, value, flags) })
    }

    /// Reads and removes at once, where the kernel can (hash maps: Linux 5.14, commit 3e87f192b405; queues: 4.20), else one after
    /// the other; tells whether there was an entry.
    ///
    /// # Safety
    /// As for [`RawMap::lookup`].
    pub(super) unsafe fn take(&self, key: *const c_void, value: *mut c_void) -> Result<bool> {
        // SAFETY: as the caller promises.
        match unsafe { commands::take(self.as_fd(), key, value) } {
            Err(error) if commands::is_unknown(&error) => {
                // SAFETY: as the caller promises.
                unsafe { Ok(self.lookup(key, value, 0)? && self.delete(key)?) }
            }
            result => self.found("take from", key, result),
        }
    }

    /// # Safety
    /// `key` has the map's key size, `value` has [`RawMap::room`], and both can be read.
    #[inline]
    pub(super) unsafe fn update(&self, key: *const c_void, value: *const c_void, flags: u64) -> Result<()> {
        // SAFETY: as the caller promises.
        let result = unsafe { commands::update(self.as_fd(), key, value, flags) };
        // SAFETY: as the caller promises.
        result.map_err(|error| unsafe { self.failed("write to", key, error) })
    }

    /// # Safety
    /// `key` has the map's key size and can be read.
    pub(super) unsafe fn delete(&self, key: *const c_void) -> Result<bool> {
        // SAFETY: as the caller promises.
        self.found("remove an entry from", key, unsafe { commands::delete(self.as_fd(), key) })
    }

    /// Whether there was an entry, by the answer to a command on `key`.
    #[inline]
    fn found(&self, doing: &str, key: *const c_void, result: io::Result<()>) -> Result<bool> {
        match result {
            Ok(()) => Ok(true),
            Err(error) if error.raw_os_error() == Some(libc::ENOENT) => Ok(false),
            // SAFETY: who calls this has just given the key to the kernel.
            Err(error) => Err(unsafe { self.failed(doing, key, error) }),
        }
    }

    /// Says what it takes to hold a value's lock.
    pub(super) fn explain_lock<T>(&self, result: Result<T>) -> Result<T> {
        result.map_err(|error| match error.raw_os_error() {
            Some(libc::EINVAL) => error.context(format!(
                "a value of the map `{}` has no `struct bpf_spin_lock`, or this kernel is older than Linux 5.1",
                self.name()
            )),
            _ => error,
        })
    }

    /// The kernel's refusal, in words.
    ///
    /// # Safety
    /// `key` is null, or has the map's key size and can be read.
    #[cold]
    pub(super) unsafe fn failed(&self, doing: &str, key: *const c_void, error: io::Error) -> Error {
        let Facts { name, max_entries, .. } = &self.facts;
        if self.is_left_out() {
            let message = format!(
                "can't {doing} the map `{name}`: it is not in the kernel, as this kernel has no such maps or `set_autocreate` left it out"
            );
            return Error::new(ErrorKind::Unsupported, message);
        }
        // The C library's words for E2BIG, EEXIST and ENOENT are about files and command lines.
        let message = match error.kind() {
            // What a full map has in common with an array, which is never full.
            io::ErrorKind::ArgumentListTooLong if self.is_array() && !key.is_null() => {
                // SAFETY: keys of arrays have four bytes.
                let index = unsafe { key.cast::<u32>().read_unaligned() };
                format!("can't {doing} the map `{name}`: index {index} is beyond its {max_entries} entries")
            }
            io::ErrorKind::ArgumentListTooLong => {
                format!("can't {doing} the map `{name}`: it is full, with {max_entries} entries")
            }
            io::ErrorKind::AlreadyExists => {
                format!("can't {doing} the map `{name}`: it has such a key already")
            }
            io::ErrorKind::NotFound => format!("can't {doing} the map `{name}`: it has no such key"),
            _ => format!("can't {doing} the map `{name}`"),
        };
        Error::system(message, error)
    }

    /// Whether keys are indices.
    pub(crate) fn is_array(&self) -> bool {
        use libbpf_sys::{
            BPF_MAP_TYPE_ARRAY, BPF_MAP_TYPE_ARRAY_OF_MAPS, BPF_MAP_TYPE_CGROUP_ARRAY,
            BPF_MAP_TYPE_PERCPU_ARRAY, BPF_MAP_TYPE_PERF_EVENT_ARRAY, BPF_MAP_TYPE_PROG_ARRAY,
        };
        use libbpf_sys::{
            BPF_MAP_TYPE_CPUMAP, BPF_MAP_TYPE_DEVMAP, BPF_MAP_TYPE_REUSEPORT_SOCKARRAY, BPF_MAP_TYPE_SOCKMAP,
            BPF_MAP_TYPE_XSKMAP,
        };
        matches!(
            self.facts.map_type,
            BPF_MAP_TYPE_ARRAY
                | BPF_MAP_TYPE_ARRAY_OF_MAPS
                | BPF_MAP_TYPE_CGROUP_ARRAY
                | BPF_MAP_TYPE_PERCPU_ARRAY
                | BPF_MAP_TYPE_PERF_EVENT_ARRAY
                | BPF_MAP_TYPE_PROG_ARRAY
                | BPF_MAP_TYPE_CPUMAP
                | BPF_MAP_TYPE_DEVMAP
                | BPF_MAP_TYPE_REUSEPORT_SOCKARRAY
                | BPF_MAP_TYPE_SOCKMAP
                | BPF_MAP_TYPE_XSKMAP
        ) && self.facts.key_size == 4
    }

    /// Refuses a map that is of none of these types, or whose keys and values aren't of these sizes.
    pub(crate) fn check_is(&self, types: &[MapType], key: usize, value: usize) -> Result<()> {
        if !types.iter().any(|known| *known as u32 == self.facts.map_type) {
            let names: Vec<_> = types.iter().map(|known| format!("`{}`", known.name())).collect();
            let (name, found) = (self.name(), self.facts.type_name());
            let message = format!("the map `{name}` is of type `{found}`, not {}", names.join(" or "));
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        self.check("key", key, self.key_size())?;
        self.check("value", value, self.value_size())
    }

    fn check(&self, part: &str, found: usize, right: usize) -> Result<()> {
        if found == right {
            return Ok(());
        }
        let message = format!("a {part} of the map `{}` has {right} bytes, not {found}", self.name());
        Err(Error::new(ErrorKind::InvalidInput, message))
    }
}

impl AsFd for RawMap {
    #[inline]
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.map.as_fd()
    }
}

impl fmt::Debug for RawMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Facts { name, key_size, value_size, max_entries, .. } = &self.facts;
        f.debug_struct("RawMap")
            .field("name", name)
            .field("type", &self.facts.type_name())
            .field("key_size", key_size)
            .field("value_size", value_size)
            .field("max_entries", max_entries)
            .finish_non_exhaustive()
    }
}

/// Whether maps of the type have a value per CPU.
fn is_per_cpu(map_type: u32) -> bool {
    matches!(
        map_type,
        libbpf_sys::BPF_MAP_TYPE_PERCPU_HASH
            | libbpf_sys::BPF_MAP_TYPE_PERCPU_ARRAY
            | libbpf_sys::BPF_MAP_TYPE_LRU_PERCPU_HASH
            | libbpf_sys::BPF_MAP_TYPE_PERCPU_CGROUP_STORAGE
    )
}

/// The number of CPUs that may come to be; libbpf asks the kernel once.
pub(crate) fn possible_cpus() -> Result<usize> {
    libbpf_rs::num_possible_cpus()
        .map_err(|error| Error::new(ErrorKind::Other, format!("can't count the CPUs: {error:#}")))
}

/// Maps without keys want a null pointer.
pub(super) fn key_pointer(key: &[u8]) -> *const c_void {
    if key.is_empty() { ptr::null() } else { key.as_ptr().cast() }
}
