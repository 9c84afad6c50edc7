//! Memory that programs and this process share.

use std::fmt;
use std::os::fd::{AsFd, BorrowedFd};
use std::ptr::NonNull;

use libbpf_rs::libbpf_sys;

use super::RawMap;
use super::shared_bytes::{load, store};
use crate::kernel::MapType;
use crate::mapping::page_size;
use crate::object::Handle;
use crate::{Error, ErrorKind, Pointer, Result, Value};

/// Memory that programs and this process share: `BPF_MAP_TYPE_ARENA`, Linux 6.9. Pages come to be when they are touched, zeroed.
///
/// Programs write to it meanwhile, so there are no references into it: values are copied out and in. An integer that lies where C
/// aligns it is never torn.
pub struct Arena {
    raw: RawMap,
    /// None of a map that the kernel lacks.
    start: Option<NonNull<u8>>,
    length: usize,
    /// Keeps the object, whose close unmaps the arena.
    _map: Handle<libbpf_sys::bpf_map>,
}

// SAFETY: the memory belongs to the process, not to a thread, and is only touched by atomic accesses.
unsafe impl Send for Arena {}
// SAFETY: as above.
unsafe impl Sync for Arena {}

impl Arena {
    pub(crate) fn new(raw: RawMap, map: Handle<libbpf_sys::bpf_map>) -> Result<Self> {
        let refuse = |what: &str| {
            let message = format!("the arena of the map `{}` {what}", raw.name());
            Err(Error::new(ErrorKind::Unsupported, message))
        };
        raw.check_is(&[MapType::Arena], 0, 0)?;
        if raw.facts().flags & libbpf_sys::BPF_F_SEGV_ON_FAULT != 0 {
            return refuse(
                "has the flag BPF_F_SEGV_ON_FAULT, by which reading a page that no program has made ends the process; leave the \
                 flag out",
            );
        }
        let start = |map: *mut libbpf_sys::bpf_map| {
            let mut size = 0;
            // SAFETY: the handle keeps the map valid.
            NonNull::new(unsafe { libbpf_sys::bpf_map__initial_value(map, &raw mut size) }.cast::<u8>())
        };
        let start = map.call(start)?.0;
        let length = start.map_or(0, |_| (raw.max_entries() as usize).saturating_mul(page_size()));
        Ok(Self { raw, start, length, _map: map })
    }

    /// Its size in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.length
    }

    /// Where in the arena a program's pointer leads, `None` where that is not into it. Pointers into an arena are the addresses at which
    /// this process has it.
    #[must_use]
    pub fn offset_of(&self, pointer: Pointer) -> Option<usize> {
        let offset = usize::try_from(pointer.0).ok()?.checked_sub(self.address())?;
        (offset < self.length).then_some(offset)
    }

    /// The pointer by which programs find what is at `offset`.
    #[must_use]
    pub fn pointer_to(&self, offset: usize) -> Pointer {
        Pointer((self.address() as u64).wrapping_add(offset as u64))
    }

    /// The value at byte `offset`.
    ///
    /// # Errors
    /// Where it would lie outside.
    pub fn get<V: Value>(&self, offset: usize) -> Result<V> {
        let mut value = V::zeroed();
        self.read(offset, value.as_bytes_mut())?;
        Ok(value)
    }

    /// Writes a value to byte `offset` and following.
    ///
    /// # Errors
    /// Where it would lie outside.
    pub fn set<V: Value>(&self, offset: usize, value: &V) -> Result<()> {
        self.write(offset, value.as_bytes())
    }

    /// Copies the bytes from `offset` on.
    ///
    /// # Errors
    /// Where some would lie outside.
    pub fn read(&self, offset: usize, into: &mut [u8]) -> Result<()> {
        let start = self.check(offset, into.len())?;
        // SAFETY: the place is within the arena, which stays mapped for as long as the handle.
        unsafe { load(start.add(offset), into) };
        Ok(())
    }

    /// Writes bytes from `offset` on.
    ///
    /// # Errors
    /// Where some would lie outside.
    pub fn write(&self, offset: usize, from: &[u8]) -> Result<()> {
        let start = self.check(offset, from.len())?;
        // SAFETY: the place is within the arena, which stays mapped for as long as the handle.
        unsafe { store(start.add(offset), from) };
        Ok(())
    }

    fn address(&self) -> usize {
        self.start.map_or(0, |start| start.as_ptr().addr())
    }

    /// The start of the arena, if so many bytes at `offset` are in it.
    fn check(&self, offset: usize, length: usize) -> Result<NonNull<u8>> {
        if let Some(start) = self.start
            && offset.checked_add(length).is_some_and(|end| end <= self.length)
        {
            return Ok(start);
        }
        let (name, size) = (self.raw.name(), self.length);
        let message =
            format!("{length} bytes at {offset} are not in the arena of the map `{name}`, which has {size}");
        Err(Error::new(ErrorKind::InvalidInput, message))
    }

    /// The map with its sizes.
    #[must_use]
    pub fn raw(&self) -> &RawMap {
        &self.raw
    }
}

impl AsFd for Arena {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.raw.as_fd()
    }
}

impl fmt::Debug for Arena {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Arena")
            .field("name", &self.raw.name())
            .field("size", &self.length)
            .finish_non_exhaustive()
    }
}
