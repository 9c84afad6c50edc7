//! Maps as the kernel sees them: keys and values are bytes.

use std::ffi::c_void;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd};
use std::ptr;

use libbpf_rs::{MapCore as _, MapHandle, MapMut, MapType, libbpf_sys};

use crate::object::returned;
use crate::{Error, ErrorKind, Result};

/// Whether an update may replace an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Update {
    /// Insert or replace (`BPF_ANY`).
    #[default]
    Any,
    /// Insert, fail where there is an entry with the key (`BPF_NOEXIST`).
    NoExist,
    /// Replace, fail where there is no entry with the key (`BPF_EXIST`).
    Exist,
}

impl Update {
    fn flags(self) -> u64 {
        u64::from(match self {
            Self::Any => libbpf_sys::BPF_ANY,
            Self::NoExist => libbpf_sys::BPF_NOEXIST,
            Self::Exist => libbpf_sys::BPF_EXIST,
        })
    }
}

/// A map of any type, with keys and values as bytes: what every typed map is made of, and what maps are whose type this
/// crate has no other name for.
///
/// It is the map itself, not a copy: the kernel keeps the map for as long as a `RawMap` or a loaded program has it.
/// All of its methods can be called from several threads at a time.
#[derive(Debug)]
pub struct RawMap(MapHandle);

impl RawMap {
    pub(crate) fn of(map: &MapMut<'_>) -> Result<Self> {
        let name = map.name().to_string_lossy();
        MapHandle::try_from(map)
            .map(Self)
            .map_err(|error| Error::new(ErrorKind::Other, format!("can't use the map `{name}`: {error:#}")))
    }

    /// The map's name, as the kernel has it: at most 15 bytes.
    #[must_use]
    pub fn name(&self) -> String {
        self.0.name().to_string_lossy().into_owned()
    }

    /// The size of a key, in bytes; 0 for maps without keys.
    #[must_use]
    pub fn key_size(&self) -> usize {
        self.0.key_size() as usize
    }

    /// The size of a value, in bytes.
    #[must_use]
    pub fn value_size(&self) -> usize {
        self.0.value_size() as usize
    }

    /// How many entries the map has room for; for a ring buffer, how many bytes.
    #[must_use]
    pub fn max_entries(&self) -> u32 {
        self.0.max_entries()
    }

    /// The flags that the map was made with.
    pub(crate) fn flags(&self) -> io::Result<u32> {
        let mut info = libbpf_sys::bpf_map_info::default();
        let mut size = size_of_val(&info) as u32;
        // SAFETY: the kernel writes at most as many bytes as `size` says.
        let code = unsafe {
            libbpf_sys::bpf_map_get_info_by_fd(self.0.as_fd().as_raw_fd(), &raw mut info, &raw mut size)
        };
        returned(code).map(|()| info.map_flags)
    }

    /// The value of `key`, `None` where there is none. Maps that have a value per CPU give these one after another, each
    /// padded to a multiple of 8 bytes.
    ///
    /// # Errors
    /// Where the key is not of the map's size, or maps of this type can't be read like this.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        let mut value = vec![0; self.value_room()?];
        Ok(self.get_into(key, &mut value)?.then_some(value))
    }

    /// Sets the value of `key`. For maps that have a value per CPU, `value` is all of them, as [`RawMap::get`]
    /// gives them.
    ///
    /// # Errors
    /// Where key or value are not of the map's sizes, the map is full, or `update` forbids it.
    pub fn insert(&self, key: &[u8], value: &[u8], update: Update) -> Result<()> {
        self.check_key(key)?;
        let room = self.value_room()?;
        if value.len() != room {
            return Err(self.wrong_size("value", value.len(), room));
        }
        // SAFETY: key and value are as long as the kernel reads from them.
        let code = unsafe {
            let (key, value) = (key_pointer(key), value.as_ptr().cast::<c_void>());
            libbpf_sys::bpf_map_update_elem(self.0.as_fd().as_raw_fd(), key, value, update.flags())
        };
        let error = io::Error::last_os_error();
        // What a full map has in common with an array, which is never full.
        if code < 0
            && error.kind() == io::ErrorKind::ArgumentListTooLong
            && let Some(index) = self.index(key)
        {
            let (name, entries) = (self.name(), self.max_entries());
            let message =
                format!("can't write to the map `{name}`: index {index} is beyond its {entries} entries");
            return Err(Error::system(message, error));
        }
        self.done("write to", code)
    }

    /// Sets an element of a map that holds descriptors.
    pub(crate) fn set_descriptor(&self, index: u32, descriptor: BorrowedFd<'_>) -> io::Result<()> {
        let descriptor = descriptor.as_raw_fd();
        // SAFETY: key and value are as long as the kernel reads from them, the sizes that all such maps have.
        let code = unsafe {
            libbpf_sys::bpf_map_update_elem(
                self.0.as_fd().as_raw_fd(),
                (&raw const index).cast(),
                (&raw const descriptor).cast(),
                libbpf_sys::BPF_ANY.into(),
            )
        };
        returned(code)
    }

    /// Removes the entry of `key`; tells whether there was one.
    ///
    /// # Errors
    /// Where the key is not of the map's size, or entries of such maps can't be removed.
    pub fn remove(&self, key: &[u8]) -> Result<bool> {
        self.check_key(key)?;
        // SAFETY: the key is as long as the kernel reads from it.
        let code = unsafe { libbpf_sys::bpf_map_delete_elem(self.0.as_fd().as_raw_fd(), key_pointer(key)) };
        self.found("remove an entry from", code)
    }

    /// The keys. Entries that come or go meanwhile may be missed or seen twice; the number of keys is never more
    /// than [`RawMap::max_entries`].
    pub fn keys(&self) -> impl Iterator<Item = Result<Vec<u8>>> {
        let mut previous: Option<Vec<u8>> = None;
        let mut left = self.max_entries();
        std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            let mut key = vec![0; self.key_size()];
            match self.next_key(previous.as_deref(), &mut key) {
                Ok(true) => {
                    previous = Some(key.clone());
                    Some(Ok(key))
                }
                Ok(false) => None,
                Err(error) => {
                    left = 0;
                    Some(Err(error))
                }
            }
        })
    }

    /// Whether maps of this type have a value per CPU.
    pub(super) fn is_per_cpu(&self) -> bool {
        matches!(
            self.0.map_type(),
            MapType::PercpuHash
                | MapType::PercpuArray
                | MapType::LruPercpuHash
                | MapType::PercpuCgroupStorage
        )
    }

    /// The index that `key` is, in maps that are arrays.
    fn index(&self, key: &[u8]) -> Option<u32> {
        let is_array = matches!(
            self.0.map_type(),
            MapType::Array
                | MapType::PercpuArray
                | MapType::ProgArray
                | MapType::PerfEventArray
                | MapType::CgroupArray
                | MapType::ArrayOfMaps
        );
        is_array.then(|| key.try_into().ok().map(u32::from_ne_bytes)).flatten()
    }

    /// How many bytes the kernel reads and writes as a value.
    pub(super) fn value_room(&self) -> Result<usize> {
        if !self.is_per_cpu() {
            return Ok(self.value_size());
        }
        let cpus = libbpf_rs::num_possible_cpus()
            .map_err(|error| Error::new(ErrorKind::Other, format!("can't count the CPUs: {error:#}")))?;
        Ok(self.value_size().next_multiple_of(8) * cpus)
    }

    /// Writes the value of `key` into `value`; tells whether there is one.
    pub(super) fn get_into(&self, key: &[u8], value: &mut [u8]) -> Result<bool> {
        self.check_key(key)?;
        let room = self.value_room()?;
        if value.len() != room {
            return Err(self.wrong_size("value", value.len(), room));
        }
        // SAFETY: the key is as long as the kernel reads from it, the value as long as it writes.
        let code = unsafe {
            let (key, value) = (key_pointer(key), value.as_mut_ptr().cast::<c_void>());
            libbpf_sys::bpf_map_lookup_elem(self.0.as_fd().as_raw_fd(), key, value)
        };
        self.found("read from", code)
    }

    /// Writes the key that follows `previous`, or the first, into `next`; tells whether there is one.
    pub(super) fn next_key(&self, previous: Option<&[u8]>, next: &mut [u8]) -> Result<bool> {
        self.check_key(next)?;
        let previous = match previous {
            Some(previous) => {
                self.check_key(previous)?;
                previous.as_ptr().cast::<c_void>()
            }
            None => ptr::null(),
        };
        // SAFETY: both keys are as long as the kernel reads from and writes to them.
        let code = unsafe {
            libbpf_sys::bpf_map_get_next_key(self.0.as_fd().as_raw_fd(), previous, next.as_mut_ptr().cast())
        };
        self.found("list the keys of", code)
    }

    /// Refuses a map whose keys and values aren't of these sizes.
    pub(super) fn check_sizes(&self, key: usize, value: usize) -> Result<()> {
        if self.key_size() != key {
            return Err(self.wrong_size("key", key, self.key_size()));
        }
        if self.value_size() != value {
            return Err(self.wrong_size("value", value, self.value_size()));
        }
        Ok(())
    }

    fn check_key(&self, key: &[u8]) -> Result<()> {
        if key.len() == self.key_size() {
            Ok(())
        } else {
            Err(self.wrong_size("key", key.len(), self.key_size()))
        }
    }

    fn wrong_size(&self, part: &str, found: usize, right: usize) -> Error {
        let message = format!("a {part} of the map `{}` has {right} bytes, not {found}", self.name());
        Error::new(ErrorKind::InvalidInput, message)
    }

    fn done(&self, doing: &str, code: i32) -> Result<()> {
        if code >= 0 {
            return Ok(());
        }
        let error = io::Error::last_os_error();
        let name = self.name();
        // The C library's words for E2BIG, EEXIST and ENOENT are about files and command lines.
        let message = match error.kind() {
            io::ErrorKind::ArgumentListTooLong => {
                format!("can't {doing} the map `{name}`: it is full, with {} entries", self.max_entries())
            }
            io::ErrorKind::AlreadyExists => {
                format!("can't {doing} the map `{name}`: it has such a key already")
            }
            io::ErrorKind::NotFound => format!("can't {doing} the map `{name}`: it has no such key"),
            _ => format!("can't {doing} the map `{name}`"),
        };
        Err(Error::system(message, error))
    }

    fn found(&self, doing: &str, code: i32) -> Result<bool> {
        if code < 0 && io::Error::last_os_error().kind() == io::ErrorKind::NotFound {
            return Ok(false);
        }
        self.done(doing, code).map(|()| true)
    }
}

impl AsFd for RawMap {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

/// Maps without keys want a null pointer.
fn key_pointer(key: &[u8]) -> *const c_void {
    if key.is_empty() { ptr::null() } else { key.as_ptr().cast() }
}
