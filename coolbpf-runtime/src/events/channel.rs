//! What events come through: a ring buffer, or the perf buffers of all CPUs.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::atomic::AtomicBool;

use super::Corrupt;
use super::perf::{Rings, Wakeup};
use super::ring::Ring;
use crate::map::RawMap;
use crate::{Error, ErrorKind, Result, Value};

/// What a map and the reader of its events have in common.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) raw: RawMap,
    lost: Option<LostCounter>,
    pub(super) has_reader: AtomicBool,
}

/// Where the program counts the events that it had no room for.
#[derive(Debug)]
pub(super) struct LostCounter {
    pub(super) section: RawMap,
    pub(super) offset: usize,
}

impl Shared {
    pub(super) fn new(raw: RawMap, lost: Option<LostCounter>) -> Self {
        Self { raw, lost, has_reader: AtomicBool::new(false) }
    }

    /// What the program has counted.
    pub(super) fn lost(&self) -> Result<Option<u64>> {
        let Some(LostCounter { section, offset }) = &self.lost else { return Ok(None) };
        let bytes = section.get(0_u32.as_bytes())?.unwrap_or_default();
        let count = bytes.get(*offset..).and_then(u64::read_from);
        count.map(Some).ok_or_else(|| {
            let message = format!("the map `{}` has no counter of lost events at {offset}", section.name());
            Error::new(ErrorKind::Other, message)
        })
    }
}

/// A channel that is being read.
pub(super) enum Channel {
    Ring(Ring),
    Perf(Rings),
}

impl Channel {
    pub(super) fn ring(map: &Shared) -> io::Result<Self> {
        let flags = map.raw.facts().flags;
        Ring::map(map.raw.as_fd(), map.raw.max_entries(), flags).map(Self::Ring)
    }

    /// Rings of `size` bytes, which the programs find in the map from now on.
    pub(super) fn perf(map: &Shared, size: usize, wakeup: Wakeup) -> io::Result<Self> {
        let register = |cpu: u32, event: BorrowedFd<'_>| map.raw.set_descriptor(cpu, event);
        Rings::open(map.raw.max_entries(), size, wakeup, register).map(Self::Perf)
    }

    /// Hands over what becomes readable with events.
    pub(super) fn watch(
        &self,
        map: &Shared,
        mut watch: impl FnMut(BorrowedFd<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        match self {
            Self::Ring(_) => watch(map.raw.as_fd()),
            Self::Perf(rings) => rings.events().try_for_each(|(_, event)| watch(event)),
        }
    }

    /// Goes to the next record, unless it is at one; tells whether there is one. After `false`, the kernel signals the next.
    pub(super) fn advance_or_be_woken(&mut self) -> Result<bool, Corrupt> {
        match self {
            Self::Ring(ring) => ring.advance_or_be_woken(),
            Self::Perf(rings) => rings.advance(),
        }
    }

    /// Lets [`Channel::take`] go on for `most` bytes; returns how many bytes that and the record that it is at are.
    pub(super) fn allow(&mut self, most: usize) -> usize {
        match self {
            Self::Ring(ring) => ring.allow(most),
            Self::Perf(rings) => rings.record().len(),
        }
    }

    /// Goes to the next record, if it is one of the usual `length` and there is no more to do than that; tells whether it did.
    #[inline]
    pub(super) fn take(&mut self, length: usize) -> bool {
        match self {
            Self::Ring(ring) => ring.take(length),
            Self::Perf(_) => false,
        }
    }

    /// The data of the record that it is at, aligned to eight bytes; none if it isn't at one.
    #[inline]
    pub(super) fn record(&self) -> &[u8] {
        match self {
            Self::Ring(ring) => ring.record(),
            Self::Perf(rings) => rings.record(),
        }
    }

    /// Is done with the record.
    #[inline]
    pub(super) fn release(&mut self) {
        match self {
            Self::Ring(ring) => ring.release(),
            Self::Perf(rings) => rings.release(),
        }
    }

    /// How many records each CPU lost, where the kernel counts them.
    pub(super) fn lost(&self) -> Option<Vec<(u32, u64)>> {
        match self {
            Self::Ring(_) => None,
            Self::Perf(rings) => Some(rings.lost().collect()),
        }
    }

    /// Takes out of the map what was put there: an entry would keep its ring alive.
    pub(super) fn close(&self, map: &Shared) {
        if let Self::Perf(rings) = self {
            for (cpu, _) in rings.events() {
                // There is nobody to tell; the map goes with its last descriptor.
                let _ = map.raw.remove(cpu.as_bytes());
            }
        }
    }
}
