//! What events come through: a ring buffer, or the perf buffers of all CPUs.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};

use super::Corrupt;
use super::lost::Lost;
use super::perf::{Rings, Wakeup};
use super::ring::Ring;
use crate::Value;
use crate::map::RawMap;

/// What a map and the reader of its events have in common.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) raw: RawMap,
    pub(super) lost: Lost,
    pub(super) has_reader: AtomicBool,
    /// What is kept open between readers, so that what comes meanwhile is not gone. Only perf buffers need that.
    kept: Option<Mutex<Option<Transport>>>,
}

impl Shared {
    pub(super) fn new(raw: RawMap, lost: Lost) -> Self {
        Self { raw, lost, has_reader: AtomicBool::new(false), kept: None }
    }

    /// With a transport that stays open for as long as this.
    pub(super) fn keeping(mut self, transport: Transport) -> Self {
        self.kept = Some(Mutex::new(Some(transport)));
        self
    }

    /// The transport that is kept, if one is.
    pub(super) fn take(&self) -> Option<Transport> {
        self.kept.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Is done with a transport.
    pub(super) fn give_back(&self, transport: Transport) {
        match &self.kept {
            Some(kept) => *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(transport),
            None => transport.close(self),
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        if let Some(transport) = self.take() {
            transport.close(self);
        }
    }
}

/// What is being read.
pub(super) enum Transport {
    Ring(Ring),
    Perf(Rings),
    /// Nothing any more.
    Closed,
}

impl Transport {
    pub(super) fn ring(map: &RawMap) -> io::Result<Self> {
        Ring::map(map.as_fd(), map.max_entries(), map.facts().flags).map(Self::Ring)
    }

    /// Rings of `size` bytes, which the programs find in the map from now on.
    pub(super) fn perf(map: &RawMap, lost: &Lost, size: usize, wakeup: Wakeup) -> io::Result<Self> {
        let register = |cpu: u32, event: BorrowedFd<'_>| map.set_descriptor(cpu, event);
        let rings = Rings::open(map.max_entries(), size, wakeup, lost.told().clone(), register);
        if rings.is_err() {
            // An entry would keep its ring alive.
            for cpu in 0..map.max_entries() {
                let _ = map.remove(cpu.as_bytes());
            }
        }
        rings.map(Self::Perf)
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
            Self::Closed => Ok(()),
        }
    }

    /// Goes to the next record, unless it is at one; tells whether there is one. After `false`, the kernel signals the next.
    pub(super) fn advance_or_be_woken(&mut self) -> Result<bool, Corrupt> {
        match self {
            Self::Ring(ring) => ring.advance_or_be_woken(),
            Self::Perf(rings) => rings.advance(),
            Self::Closed => Ok(false),
        }
    }

    /// Lets [`Transport::take`] go on for `most` bytes; returns how many bytes that and the record that it is at are.
    pub(super) fn allow(&mut self, most: usize) -> usize {
        match self {
            Self::Ring(ring) => ring.allow(most),
            Self::Perf(rings) => rings.record().len(),
            Self::Closed => 0,
        }
    }

    /// Goes to the next record, if it is one of the usual `length` and there is no more to do than that; tells whether it did.
    #[inline]
    pub(super) fn take(&mut self, length: usize) -> bool {
        match self {
            Self::Ring(ring) => ring.take(length),
            Self::Perf(_) | Self::Closed => false,
        }
    }

    /// The data of the record that it is at, aligned to eight bytes; none if it isn't at one.
    #[inline]
    pub(super) fn record(&self) -> &[u8] {
        match self {
            Self::Ring(ring) => ring.record(),
            Self::Perf(rings) => rings.record(),
            Self::Closed => &[],
        }
    }

    /// Is done with the record.
    #[inline]
    pub(super) fn release(&mut self) {
        match self {
            Self::Ring(ring) => ring.release(),
            Self::Perf(rings) => rings.release(),
            Self::Closed => {}
        }
    }

    /// How many bytes of records it has left behind.
    pub(super) fn consumed(&self) -> u64 {
        match self {
            Self::Ring(ring) => ring.consumed_bytes(),
            Self::Perf(rings) => rings.consumed_bytes(),
            Self::Closed => 0,
        }
    }

    /// How many bytes of records lie before it now.
    pub(super) fn waiting(&self) -> u64 {
        match self {
            Self::Ring(ring) => ring.waiting_bytes(),
            Self::Perf(rings) => rings.waiting_bytes(),
            Self::Closed => 0,
        }
    }

    /// Takes out of the map what was put there: an entry would keep its ring alive.
    fn close(self, map: &Shared) {
        if let Self::Perf(rings) = self {
            for (cpu, _) in rings.events() {
                // There is nobody to tell; the map goes with its last descriptor.
                let _ = map.raw.remove(cpu.as_bytes());
            }
        }
    }
}

impl std::fmt::Debug for Transport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Ring(_) => "Ring",
            Self::Perf(_) => "Perf",
            Self::Closed => "Closed",
        })
    }
}
