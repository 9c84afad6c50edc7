//! Stack traces.

use std::os::fd::{AsFd, BorrowedFd};

use libbpf_rs::libbpf_sys;

use super::{Map, RawMap};
use crate::kernel::MapType;
use crate::value::storage;
use crate::{Error, ErrorKind, Result, Value};

/// A call of a stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Frame {
    /// An address: in the kernel, or in the process that the stack is of.
    Address(u64),
    /// A place in a file, wherever a process has mapped it, which stays the same when the process is gone.
    InFile {
        /// The build ID in the file's note, with zeros behind one of fewer bytes.
        build_id: [u8; 20],
        /// The place, in bytes from the file's start.
        offset: u64,
    },
}

/// The stacks that `bpf_get_stackid` has found: `BPF_MAP_TYPE_STACK_TRACE`, Linux 4.6.
///
/// With the flag `BPF_F_STACK_BUILD_ID` (Linux 4.17, commit 615755a77b24) and values of `struct bpf_stack_build_id`, calls in user space are
/// told by their files: [`StackTraces::frames`].
#[derive(Debug)]
pub struct StackTraces {
    raw: RawMap,
}

impl StackTraces {
    #[doc(hidden)]
    pub fn of(raw: RawMap) -> Result<Self> {
        raw.check_is(&[MapType::StackTrace], size_of::<u32>(), raw.value_size())?;
        Ok(Self { raw })
    }

    /// The addresses of the stack that `bpf_get_stackid` gave this number, the innermost first; `None` where there is none (any
    /// more), which negative numbers, the errors of `bpf_get_stackid`, never have.
    ///
    /// # Errors
    /// Where the kernel refuses, or the stacks are of build IDs, which [`StackTraces::frames`] reads.
    pub fn get(&self, id: i64) -> Result<Option<Vec<u64>>> {
        if self.has_build_ids() {
            let message = format!(
                "the stacks in the map `{}` are of build IDs (BPF_F_STACK_BUILD_ID), not of addresses; read them by `frames`",
                self.raw.name()
            );
            return Err(Error::new(ErrorKind::Unsupported, message));
        }
        Ok(self.bytes(id)?.map(|bytes| addresses(&bytes).collect()))
    }

    /// The calls of the stack that `bpf_get_stackid` gave this number, the innermost first: addresses, or places in files where the map is of
    /// build IDs and the kernel has found one. `None` as for [`StackTraces::get`].
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn frames(&self, id: i64) -> Result<Option<Vec<Frame>>> {
        let Some(bytes) = self.bytes(id)? else { return Ok(None) };
        Ok(Some(match self.has_build_ids() {
            true => frames(&bytes).collect(),
            false => addresses(&bytes).map(Frame::Address).collect(),
        }))
    }

    fn has_build_ids(&self) -> bool {
        self.raw.facts().flags & libbpf_sys::BPF_F_STACK_BUILD_ID != 0
    }

    fn bytes(&self, id: i64) -> Result<Option<Vec<u8>>> {
        let Ok(id) = u32::try_from(id) else { return Ok(None) };
        self.raw.get(id.as_bytes())
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

fn addresses(bytes: &[u8]) -> impl Iterator<Item = u64> {
    let addresses = bytes.chunks_exact(size_of::<u64>()).map(|bytes| storage::read(bytes, 0));
    addresses.take_while(|address| *address != 0)
}

/// `struct bpf_stack_build_id`: what it is, 20 bytes of a build ID, and an offset or an address.
fn frames(bytes: &[u8]) -> impl Iterator<Item = Frame> {
    const ID: usize = 4;
    const PLACE: usize = 24;
    const _: () = assert!(PLACE + size_of::<u64>() == size_of::<libbpf_sys::bpf_stack_build_id>());
    bytes.chunks_exact(PLACE + size_of::<u64>()).map_while(|bytes| {
        let place = storage::read(bytes, PLACE);
        match storage::read::<u32>(bytes, 0) {
            libbpf_sys::BPF_STACK_BUILD_ID_EMPTY => None,
            libbpf_sys::BPF_STACK_BUILD_ID_VALID => {
                Some(Frame::InFile { build_id: storage::read(bytes, ID), offset: place })
            }
            _ => Some(Frame::Address(place)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(status: u32, id: u8, place: u64) -> Vec<u8> {
        [&status.to_ne_bytes()[..], &[id; 20], &place.to_ne_bytes()].concat()
    }

    #[test]
    fn frames_are_read_up_to_the_first_that_is_empty() {
        let bytes = [frame(1, 7, 0x1000), frame(2, 0, 0x7fff_0000), frame(0, 0, 0), frame(1, 9, 1)].concat();
        let expected = [Frame::InFile { build_id: [7; 20], offset: 0x1000 }, Frame::Address(0x7fff_0000)];
        assert_eq!(frames(&bytes).collect::<Vec<_>>(), expected);
        for length in 0..bytes.len() {
            assert!(frames(&bytes[..length]).count() <= length / 32);
            assert!(addresses(&bytes[..length]).count() <= length / 8);
        }
    }
}
