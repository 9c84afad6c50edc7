//! Channels: what `COOLBPF_EVENTS` declares.

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Arc;
use std::time::Duration;

use super::Events;
use super::lost::{Counters, Lost, Told};
use super::perf::Wakeup;
use super::transport::{Shared, Transport};
use crate::adapt::ChannelChoice;
use crate::kernel::MapType;
use crate::map::RawMap;
use crate::mapping::page_size;
use crate::{Error, Result, Value};

/// What carries the events of a [`Channel`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChannelKind {
    /// One buffer for all CPUs, in which events keep their order: Linux 5.8.
    RingBuffer,
    /// A buffer for each CPU: Linux 4.4. Before 4.11, what `coolbpf_reserve` gives lies on the stack.
    PerfBuffer,
}

impl fmt::Display for ChannelKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RingBuffer => "ring buffer",
            Self::PerfBuffer => "perf buffer",
        })
    }
}

/// A channel of events of type `T`, which `COOLBPF_EVENTS` of `coolbpf.h` declares: a ring buffer where the kernel has that,
/// and otherwise a perf buffer, which was decided at the load. [`OpenChannel`](crate::OpenChannel) has a say in it before.
///
/// ```no_run
/// # fn example(events: coolbpf::Channel<u64>) -> coolbpf::Result<()> {
/// eprintln!("by a {}", events.kind());
/// for event in events.events()? {
///     println!("{}", event?);
/// }
/// eprintln!("{} lost", events.lost()?);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Channel<T> {
    map: Arc<Shared>,
    kind: ChannelKind,
    look_every: Option<Duration>,
    /// How a perf buffer is made for each reader, where none is kept between them: another process may have its own.
    opened_for_reader: Option<ChannelChoice>,
    _events: PhantomData<fn() -> T>,
}

impl<T: Value> Channel<T> {
    /// `state` is the array that `COOLBPF_EVENTS` declares beside the map.
    pub(crate) fn new(raw: RawMap, state: RawMap, choice: ChannelChoice) -> Result<Self> {
        Self::of(raw, state, choice, true)
    }

    /// The channel of another process, or of the last run of this one: a perf buffer is made when somebody reads.
    ///
    /// # Errors
    /// Where the maps are not those of such a channel.
    pub(crate) fn shared(raw: RawMap, state: RawMap, choice: ChannelChoice) -> Result<Self> {
        match choice.kind {
            ChannelKind::RingBuffer => raw.check_is(&[MapType::Ringbuf], 0, 0)?,
            ChannelKind::PerfBuffer => raw.check_is(&[MapType::PerfEventArray], 4, 4)?,
        }
        state.check_is(&[MapType::PercpuArray], 4, state.value_size())?;
        Self::of(raw, state, choice, false)
    }

    fn of(raw: RawMap, state: RawMap, choice: ChannelChoice, is_own: bool) -> Result<Self> {
        let ChannelChoice { kind, wish, .. } = choice;
        let (offset, told) = match kind {
            ChannelKind::RingBuffer => (0, Told::default()),
            // `__coolbpf_lost_at`: behind the event, before the flag.
            ChannelKind::PerfBuffer => (state.value_size().saturating_sub(16), Told::of_map(&raw)?),
        };
        let lost = Lost::new(vec![Counters::PerCpu { map: state, offset }], told);
        let map = match kind {
            ChannelKind::RingBuffer => Shared::new(raw, lost),
            ChannelKind::PerfBuffer if !is_own => Shared::new(raw, lost),
            ChannelKind::PerfBuffer => {
                // Opened now: without it, there is nowhere to send events to.
                let opened = open_perf::<T>(&raw, &lost, choice).map_err(|error| {
                    let doing = format!("can't make the perf buffers of the channel `{}`", raw.name());
                    Error::system(doing, error)
                })?;
                Shared::new(raw, lost).keeping(opened)
            }
        };
        Ok(Self {
            map: Arc::new(map),
            kind,
            look_every: wish.wake_up.within(),
            opened_for_reader: (!is_own).then_some(choice),
            _events: PhantomData,
        })
    }

    /// Counts beside its own lost events what programs lose that call `bpf_ringbuf_reserve` and `bpf_ringbuf_output` themselves:
    /// what `coolbpf.h` has at these places of a section of global variables.
    #[doc(hidden)]
    #[must_use]
    pub fn counting(mut self, section: RawMap, offsets: &[usize]) -> Self {
        // Nobody reads a channel that is being made.
        if let Some(map) = Arc::get_mut(&mut self.map) {
            map.lost.add(Counters::Section { map: section, offsets: offsets.to_vec() });
        }
        self
    }

    /// What carries the events.
    #[must_use]
    pub fn kind(&self) -> ChannelKind {
        self.kind
    }

    /// Starts to read the events. Those that programs have sent already come first.
    ///
    /// There is one reader at a time, in all processes: see [`RingBuffer::events`](super::RingBuffer::events).
    ///
    /// # Errors
    /// Where the events are being read already, or the ring buffer can't be mapped.
    pub fn events(&self) -> Result<Events<'_, T>> {
        let open = || match self.kind {
            ChannelKind::RingBuffer => Transport::ring(&self.map.raw),
            ChannelKind::PerfBuffer => match self.opened_for_reader {
                Some(choice) => open_perf::<T>(&self.map.raw, &self.map.lost, choice),
                None => self.map.take().ok_or_else(|| io::ErrorKind::ResourceBusy.into()),
            },
        };
        Events::new(&self.map, self.look_every, open)
    }

    /// How many events were lost since the load: there was no room for them; or, of a perf buffer, a program reserved one
    /// that had interrupted another one, which had one reserved. Of a perf buffer without room the kernel tells later, with the
    /// next event of that CPU that there is room for.
    ///
    /// C that calls `bpf_ringbuf_reserve` and `bpf_ringbuf_output` itself counts for all of its buffers together, and that is in
    /// this number.
    ///
    /// # Errors
    /// Where the counters can't be read.
    pub fn lost(&self) -> Result<u64> {
        self.map.lost.total().map(Option::unwrap_or_default)
    }

    /// [`Channel::lost`] of each CPU, by its number.
    ///
    /// # Errors
    /// Where the counters can't be read.
    pub fn lost_per_cpu(&self) -> Result<Vec<u64>> {
        self.map.lost.per_cpu().map(Option::unwrap_or_default)
    }

    /// The map itself.
    #[must_use]
    pub fn raw(&self) -> &RawMap {
        &self.map.raw
    }
}

impl<T> AsFd for Channel<T> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.map.raw.as_fd()
    }
}

/// A buffer for each CPU, which programs find from now on.
fn open_perf<T>(map: &RawMap, lost: &Lost, choice: ChannelChoice) -> io::Result<Transport> {
    let size = perf_size(choice, size_of::<T>(), online_cpus())?;
    Transport::perf(map, lost, size, Wakeup::of(choice.wish.wake_up))
}

/// How many events each CPU's buffer has room for, at least.
const LEAST_EVENTS: usize = 8;

/// The size of each CPU's buffer: a power of two of whole pages.
fn perf_size(choice: ChannelChoice, event: usize, cpus: usize) -> io::Result<usize> {
    let page = page_size();
    let bytes = match choice.wish.bytes_per_cpu {
        Some(bytes) => bytes as usize,
        None => {
            // With the header and the length of a record.
            let least = event.saturating_add(16).saturating_mul(LEAST_EVENTS);
            (choice.bytes as usize / cpus.max(1)).max(least)
        }
    };
    let pages = bytes.div_ceil(page).max(1).checked_next_power_of_two();
    pages.and_then(|pages| pages.checked_mul(page)).ok_or_else(|| io::ErrorKind::OutOfMemory.into())
}

fn online_cpus() -> usize {
    // SAFETY: no more than a look-up of a number.
    usize::try_from(unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) }).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapt::ChannelWish;

    #[test]
    fn cpus_share_the_size_but_have_room_for_some_events() {
        let mut choice = ChannelChoice {
            kind: ChannelKind::PerfBuffer,
            bytes: 1 << 20,
            event: 0,
            wish: ChannelWish::default(),
        };
        let page = page_size();
        let size = |event, cpus| perf_size(choice, event, cpus).unwrap();
        assert_eq!(size(100, 4), (1 << 18_usize).max(page));
        assert_eq!(size(100, 3), (1 << 19_usize).max(page));
        assert_eq!(size(100, 0), 1 << 20);
        assert_eq!(size(100, 1 << 20), page);
        assert_eq!(size(30_000, 1 << 20), 1 << 18);
        assert!(perf_size(choice, usize::MAX, 1).is_err());
        choice.wish.bytes_per_cpu = Some(1);
        assert_eq!(perf_size(choice, 30_000, 4).unwrap(), page);
    }
}
