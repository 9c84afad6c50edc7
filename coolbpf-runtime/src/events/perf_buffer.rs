//! Perf buffers as maps.

use std::io;
use std::marker::PhantomData;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Arc;

use super::Events;
use super::lost::{Lost, Told};
use super::perf::Wakeup;
use super::transport::{Shared, Transport};
use super::wake_up::WakeUp;
use crate::map::RawMap;
use crate::mapping::page_size;
use crate::{Error, Result, Value};

/// A perf buffer that BPF programs send events of type `T` to: `BPF_MAP_TYPE_PERF_EVENT_ARRAY`, Linux 4.4.
///
/// It has a ring for each CPU, which is made when a reader is. What programs send without a reader is gone, and not counted.
#[derive(Debug)]
pub struct PerfBuffer<T> {
    map: Arc<Shared>,
    _events: PhantomData<fn() -> T>,
}

impl<T: Value> PerfBuffer<T> {
    #[doc(hidden)]
    pub fn of(raw: RawMap) -> Result<Self> {
        let lost = Lost::new(Vec::new(), Told::of(raw.max_entries()));
        Ok(Self { map: Arc::new(Shared::new(raw, lost)), _events: PhantomData })
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
        PerfReader { buffer: self, pages: 64, wake_up: WakeUp::EachEvent }
    }

    /// How many events there was no room for, in all buffers that were there for a reader. The kernel counts them, and tells with the
    /// next event of that CPU that it has room for.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.map.lost.told().per_cpu().iter().sum()
    }

    /// [`PerfBuffer::lost`] of each CPU, by its number.
    #[must_use]
    pub fn lost_per_cpu(&self) -> Vec<u64> {
        self.map.lost.told().per_cpu()
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
    wake_up: WakeUp,
}

impl<'a, T: Value> PerfReader<'a, T> {
    /// How many pages of data each CPU has, rounded up to a power of two. An event that is larger than they are is lost.
    pub fn pages_per_cpu(self, pages: usize) -> Self {
        Self { pages, ..self }
    }

    /// Chooses when the reader is woken.
    pub fn wake_up(self, wake_up: WakeUp) -> Self {
        Self { wake_up, ..self }
    }

    /// Starts to read: see [`PerfBuffer::events`].
    ///
    /// # Errors
    /// Those of [`PerfBuffer::events`].
    pub fn events(self) -> Result<Events<'a, T>> {
        let Self { buffer, pages, wake_up } = self;
        let size = pages.max(1).checked_next_power_of_two().and_then(|pages| pages.checked_mul(page_size()));
        let size = size.ok_or_else(|| {
            let doing =
                format!("can't read the events of the map `{}` by {pages} pages", buffer.map.raw.name());
            Error::system(doing, io::ErrorKind::OutOfMemory.into())
        })?;
        let map = &buffer.map;
        Events::new(map, wake_up.within(), || Transport::perf(&map.raw, &map.lost, size, Wakeup::of(wake_up)))
    }
}
