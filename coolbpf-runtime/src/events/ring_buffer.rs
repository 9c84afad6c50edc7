//! Ring buffers as maps.

use std::marker::PhantomData;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Arc;

use super::Events;
use super::lost::{Counters, Lost, Told};
use super::transport::{Shared, Transport};
use crate::map::RawMap;
use crate::{Result, Value};

/// A ring buffer that BPF programs put events of type `T` into: `BPF_MAP_TYPE_RINGBUF`, Linux 5.8. [`Channel`](crate::Channel) does
/// without where the kernel has none.
#[derive(Debug)]
pub struct RingBuffer<T> {
    map: Arc<Shared>,
    _events: PhantomData<fn() -> T>,
}

impl<T: Value> RingBuffer<T> {
    #[doc(hidden)]
    pub fn of(raw: RawMap) -> Result<Self> {
        Ok(Self::new(raw, Vec::new()))
    }

    /// With counters of lost events: what `coolbpf.h` has at these places of a section of global variables.
    #[doc(hidden)]
    pub fn counting(raw: RawMap, section: RawMap, offsets: &[usize]) -> Result<Self> {
        Ok(Self::new(raw, vec![Counters::Section { map: section, offsets: offsets.to_vec() }]))
    }

    fn new(raw: RawMap, counters: Vec<Counters>) -> Self {
        let map = Arc::new(Shared::new(raw, Lost::new(counters, Told::default())));
        Self { map, _events: PhantomData }
    }

    /// Starts to read the events. Those that are in the ring buffer already come first.
    ///
    /// A ring buffer must have one reader at a time in all processes: it tells the kernel what may be overwritten, so that another one
    /// would have events change while they are read. In this process that is seen to, however often the map was opened or picked up from
    /// pins; whoever shares it with another process has to see to it there.
    ///
    /// # Errors
    /// Where the events are being read already; where the ring buffer can't be mapped; and where it has the flag
    /// `BPF_F_RB_OVERWRITE`, by which programs would write to an event that is being read.
    pub fn events(&self) -> Result<Events<'_, T>> {
        Events::new(&self.map, None, || Transport::ring(&self.map.raw))
    }

    /// How many events the programs had no room for since they were loaded; `None` if they don't count.
    ///
    /// A ring buffer that is full refuses events, and the kernel doesn't count these. Programs whose C includes
    /// `coolbpf.h` do, for all of their ring buffers together.
    ///
    /// # Errors
    /// Where the counter can't be read.
    pub fn lost(&self) -> Result<Option<u64>> {
        self.map.lost.total()
    }

    /// [`RingBuffer::lost`] of each CPU, by its number. CPUs beyond 512 count with those before.
    ///
    /// # Errors
    /// Where the counters can't be read.
    pub fn lost_per_cpu(&self) -> Result<Option<Vec<u64>>> {
        self.map.lost.per_cpu()
    }

    /// The map itself.
    #[must_use]
    pub fn raw(&self) -> &RawMap {
        &self.map.raw
    }
}

impl<T> AsFd for RingBuffer<T> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.map.raw.as_fd()
    }
}
