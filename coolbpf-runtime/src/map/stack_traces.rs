//! Stack traces.

use std::os::fd::{AsFd, BorrowedFd};

use libbpf_rs::libbpf_sys;

use super::{Map, RawMap};
use crate::kernel::MapType;
use crate::value::storage;
use crate::{Error, ErrorKind, Result, Value};

/// The stacks that `bpf_get_stackid` has found: `BPF_MAP_TYPE_STACK_TRACE`, Linux 4.6.
#[derive(Debug)]
pub struct StackTraces {
    raw: RawMap,
}

impl StackTraces {
    #[doc(hidden)]
    pub fn of(raw: RawMap) -> Result<Self> {
        raw.check_is(&[MapType::StackTrace], size_of::<u32>(), raw.value_size())?;
        if raw.facts().flags & libbpf_sys::BPF_F_STACK_BUILD_ID != 0 {
            let message = format!(
                "the stacks in the map `{}` are of build IDs (BPF_F_STACK_BUILD_ID), not of addresses; leave the flag out",
                raw.name()
            );
            return Err(Error::new(ErrorKind::Unsupported, message));
        }
        Ok(Self { raw })
    }

    /// The addresses of the stack that `bpf_get_stackid` gave this number, the innermost first; `None` where there is none (any
    /// more), which negative numbers, the errors of `bpf_get_stackid`, never have.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn get(&self, id: i64) -> Result<Option<Vec<u64>>> {
        let Ok(id) = u32::try_from(id) else { return Ok(None) };
        let Some(bytes) = self.raw.get(id.as_bytes())? else { return Ok(None) };
        let addresses = bytes.chunks_exact(size_of::<u64>()).map(|bytes| storage::read::<u64>(bytes, 0));
        Ok(Some(addresses.take_while(|address| *address != 0).collect()))
    }

    /// Forgets a stack, so that its number can be given to another; tells whether there was one.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn remove(&self, id: i64) -> Result<bool> {
        match u32::try_from(id) {
            Ok(id) => self.raw.remove(id.as_bytes()),
            Err(_) => Ok(false),
        }
    }

    /// The numbers of the stacks that are there.
    pub fn ids(&self) -> impl Iterator<Item = Result<i64>> {
        self.raw.keys().map(|key| key.map(|key| storage::read::<u32>(&key, 0).into()))
    }

    /// The map with keys and values as bytes.
    #[must_use]
    pub fn raw(&self) -> &RawMap {
        &self.raw
    }
}

impl Map for StackTraces {
    fn from_raw(raw: RawMap) -> Result<Self> {
        Self::of(raw)
    }

    fn raw(&self) -> &RawMap {
        &self.raw
    }
}

impl AsFd for StackTraces {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.raw.as_fd()
    }
}
