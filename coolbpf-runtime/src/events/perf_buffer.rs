//! Perf buffers as maps.

use std::io;
use std::marker::PhantomData;
use std::os::fd::{AsFd, BorrowedFd};

use super::Events;
use super::channel::{Channel, Shared};
use super::perf::Wakeup;
use crate::map::RawMap;
use crate::mapping::page_size;
use crate::{Error, Result, Value};

/// A perf buffer that BPF programs send events of type `T` to: `BPF_MAP_TYPE_PERF_EVENT_ARRAY`, Linux 4.4.
///
/// It has a ring for each CPU, which is made when a reader is. What programs send without a reader is gone, and not counted.
#[derive(Debug)]
pub struct PerfBuffer<T> {
    map: Shared,
    _events: PhantomData<fn() -> T>,
}

impl<T: Value> PerfBuffer<T> {
    #[doc(hidden)]
    pub fn of(raw: RawMap) -> Result<Self> {
        Ok(Self { map: Shared::new(raw, None), _events: PhantomData })
    }

    /// Starts to read the events, by 64 pages for each CPU and a wake-up with each event.
    ///
    /// A CPU that is switched on later has no ring; what programs send there is lost.
    ///
    /// # Errors
    /// Where the events are being read already, or the rings can't be made: without `CAP_PERFMON`, or where
    /// `/proc/sys/kernel/perf_event_mlock_kb` forbids so many pages.
    pub fn events(&self) -> Result<Events<'_, T>> {
        self.reader().events()
    }

    /// A reader, to be configured.
    pub fn reader(&self) -> PerfReader<'_, T> {
        PerfReader { buffer: self, pages: 64, wakeup: Wakeup::Samples(1) }
    }

    /// The map itself.
    #[must_use]
    pub fn raw(&self) -> &RawMap {
        &self.map.raw
    }
}

impl<T> AsFd for PerfBuffer<T> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.map.raw.as_fd()
    }
}

/// How the events of a [`PerfBuffer`] are to be read.
#[derive(Debug)]
#[must_use = "nothing is read before `events`"]
pub struct PerfReader<'a, T> {
    buffer: &'a PerfBuffer<T>,
    pages: usize,
    wakeup: Wakeup,
}

impl<'a, T: Value> PerfReader<'a, T> {
    /// How many pages of data each CPU has, rounded up to a power of two. An event that is larger than they are is lost.
    pub fn pages_per_cpu(self, pages: usize) -> Self {
        Self { pages, ..self }
    }

    /// Wakes the reader when a CPU has sent so many events. Fewer may wait for ever, unless
    /// [`Events::timeout`] or [`Events::deadline`] has it look.
    pub fn wake_after_events(self, events: u32) -> Self {
        Self { wakeup: Wakeup::Samples(events.max(1)), ..self }
    }

    /// Wakes the reader when a CPU has more than so many bytes of events.
    pub fn wake_after_bytes(self, bytes: u32) -> Self {
        Self { wakeup: Wakeup::Bytes(bytes.max(1)), ..self }
    }

    /// Starts to read: see [`PerfBuffer::events`].
    ///
    /// # Errors
    /// Those of [`PerfBuffer::events`].
    pub fn events(self) -> Result<Events<'a, T>> {
        let Self { buffer, pages, wakeup } = self;
        let size = pages.max(1).checked_next_power_of_two().and_then(|pages| pages.checked_mul(page_size()));
        let size = size.ok_or_else(|| {
            let doing =
                format!("can't read the events of the map `{}` by {pages} pages", buffer.map.raw.name());
            Error::system(doing, io::ErrorKind::OutOfMemory.into())
        })?;
        Events::new(&buffer.map, || Channel::perf(&buffer.map, size, wakeup))
    }
}
