//! What events come through: a ring buffer, or the perf buffers of all CPUs.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::ptr::NonNull;
use std::sync::{Mutex, PoisonError};

use super::Unreadable;
use super::lost::Lost;
use super::perf::{Rings, Wakeup};
use super::reading::Reading;
use super::ring::Ring;
use crate::Value;
use crate::map::RawMap;

/// What a map and the reader of its events have in common.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) raw: RawMap,
    pub(super) lost: Lost,
    pub(super) reading: Reading,
    /// What is kept open between readers, so that what comes meanwhile is not gone. Only perf buffers need that.
    kept: Option<Mutex<Option<Transport>>>,
}

impl Shared {
    pub(super) fn new(raw: RawMap, lost: Lost) -> Self {
        Self { raw, lost, reading: Reading::default(), kept: None }
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

/// The data of a record, aligned to eight bytes. It stays where it is until [`Transport::release`] is called or another record is
/// asked for, which both take the transport by `&mut`; and nobody changes it until then: [`Ring::map`] refuses the ring buffers where
/// somebody would.
pub(super) type Record = NonNull<[u8]>;

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

    /// Goes to the next record, if there is one. After `None`, the kernel signals the next.
    pub(super) fn advance_or_be_woken(&mut self) -> Result<Option<Record>, Unreadable> {
        match self {
            Self::Ring(ring) => {
                let place = ring.advance_or_be_woken()?;
                Ok(place.map(|place| ring.record(place)))
            }
            Self::Perf(rings) => Ok(rings.advance()?.map(NonNull::from)),
            Self::Closed => Ok(None),
        }
    }

    /// Lets [`Transport::take`] go on for `most` bytes; returns for how many it does.
    pub(super) fn allow(&mut self, most: usize) -> usize {
        match self {
            Self::Ring(ring) => ring.allow(most),
            Self::Perf(_) | Self::Closed => 0,
        }
    }

    /// Gives everything that was read back to the kernel.
    pub(super) fn tell(&mut self) {
        if let Self::Ring(ring) = self {
            ring.tell();
        }
    }

    /// Goes to the next record, if it is one of the usual `length` and there is no more to do than that, now and when it is released.
    #[inline]
    pub(super) fn take(&mut self, length: usize) -> Option<Record> {
        match self {
            Self::Ring(ring) => ring.take(length).map(|place| ring.record(place)),
            Self::Perf(_) | Self::Closed => None,
        }
    }

    /// Is done with the record that it went to last; the next one is usually of `length`.
    #[inline]
    pub(super) fn release(&mut self, length: usize) {
        if let Self::Ring(ring) = self {
            ring.release(length);
        }
    }

    /// Notes how far programs have come.
    pub(super) fn owe(&mut self) {
        match self {
            Self::Ring(ring) => ring.owe(),
            Self::Perf(rings) => rings.owe(),
            Self::Closed => {}
        }
    }

    /// Whether some of what was there when that was noted last lies before it still.
    pub(super) fn is_owed(&self) -> bool {
        match self {
            Self::Ring(ring) => ring.is_owed(),
            Self::Perf(rings) => rings.is_owed(),
            Self::Closed => false,
        }
    }

    /// Gives back what was read, and takes out of the map what was put there: an entry would keep its ring alive.
    fn close(self, map: &Shared) {
        match self {
            Self::Ring(mut ring) => ring.tell(),
            Self::Perf(rings) => {
                for (cpu, _) in rings.events() {
                    // There is nobody to tell; the map goes with its last descriptor.
                    let _ = map.raw.remove(cpu.as_bytes());
                }
            }
            Self::Closed => {}
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
