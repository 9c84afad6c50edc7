//! Events: records that programs put into ring buffers and perf buffers, as Rust values.

mod channel;
mod interrupt;
mod lost;
mod open_channel;
mod perf;
mod perf_buffer;
mod poller;
mod reading;
mod ready;
mod ring;
mod ring_buffer;
mod stdout;
#[cfg(feature = "tokio")]
mod stream;
mod transport;
mod wait;
mod wake_up;
mod watch;

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::map::RawMap;
use crate::{Error, ErrorKind, Result, Value};
pub use channel::{Channel, ChannelKind};
use interrupt::Interrupt;
pub(crate) use interrupt::{disposition, keeping_errno, set_handler};
pub use open_channel::OpenChannel;
pub use perf_buffer::{PerfBuffer, PerfReader};
pub use poller::{Poller, Stopper};
use reading::Mark;
pub use ring_buffer::RingBuffer;
#[cfg(feature = "tokio")]
pub use stream::EventStream;
use transport::{Record, Shared, Transport};
pub(crate) use wait::{Source, Wait, bell, ring};
pub use wake_up::WakeUp;
pub(crate) use watch::Watch;

/// The events of a [`Channel`], a [`RingBuffer`] or a [`PerfBuffer`]: those of a ring buffer in the order in which programs reserved
/// them; those of a perf buffer, for each CPU, in the order in which programs there sent them.
///
/// As an iterator it waits for the next event, copies it out, and makes room for others. It allocates nothing,
/// and sleeps while there is nothing to do. [`Events::next_ref`] lends events in place instead. Of a ring buffer, room is made
/// when no more is known to be there, and else for a sixteenth of the buffer at once.
///
/// ```no_run
/// # fn example(events: coolbpf::RingBuffer<u64>) -> coolbpf::Result<()> {
/// for event in events.events()? {
///     println!("{}", event?);
/// }
/// # Ok(())
/// # }
/// ```
///
/// The events borrow what they come from: the map, or the module's `Bpf`, whose programs make new ones for as long as
/// they are attached. So `let events = hello::attach()?.events()?;` doesn't compile, which would detach the programs at
/// its end. [`Events::owned`] borrows nothing.
///
/// For an event loop, [`Events::try_next`] never waits, and the descriptor ([`AsFd`](std::os::fd::AsFd)) is readable when it is worth a
/// call. A [`Poller`] reads several at a time. With the feature `tokio`, `into_stream` makes a `Stream` of them.
///
/// An event that is shorter than a `T` is an error, and the iteration goes on behind it. One that is longer is a `T`
/// with more behind it, as C has it for flexible arrays; [`EventRef::bytes`] gives the whole. In a perf buffer, up to 7 bytes of
/// padding follow.
///
/// # The end
/// The iteration gives `None` in these cases, which [`Events::end`] tells apart:
/// - on SIGINT (Ctrl-C) or SIGTERM. From the first call of `next` until the last `Events` is dropped, the first of
///   these signals ends the iterations and the second ends the process. Signals that the program handles or ignores
///   are left alone. [`Events::ignore_signals`] leaves all of them alone;
/// - when standard output is a pipe or a socket and its reader is gone, as in `tool | head`.
///   [`Events::ignore_stdout`] goes on. A write to standard output that comes before the closed pipe is noticed would
///   be an error, and for `println!` a panic; instead, SIGPIPE ends the process as it does a program written in C. A
///   handler sees to that, from the first call of `next` to the end of the process, unless the program has chosen
///   itself what SIGPIPE does. It acts only where standard output is closed;
/// - after [`Events::timeout`] or [`Events::deadline`];
/// - after an error that is not about one event, as none can be read any more: waiting has failed, the buffer can't be mapped whole where
///   an event takes that (a limit on memory), or is corrupt, which nothing but a broken kernel should cause. So a loop that prints errors
///   and goes on ends, too. A new `Events` starts with the event that could not be read.
///
/// After a time-out, `next` waits again. Where a wait ends by a signal, or at the deadline, what is in the buffer by then comes
/// first: so nothing is left there that nobody was woken for yet, as [`WakeUp`] can say.
pub struct Events<'source, T> {
    map: Arc<Shared>,
    mark: Mark,
    transport: Transport,
    wait: Wait,
    timeout: Option<Duration>,
    deadline: Option<Instant>,
    /// Whether the deadline was seen to have passed.
    is_late: bool,
    watch: Watch,
    /// How many bytes of events may come before the next look at standard output.
    unlooked: usize,
    end: Option<End>,
    _source: PhantomData<&'source ()>,
    _events: PhantomData<fn() -> T>,
}

/// The error of an event of `found` bytes instead of `wanted`.
fn too_short(map: &RawMap, found: usize, wanted: usize) -> Error {
    let message = format!("an event of the map `{}` has {found} bytes, not {wanted}", map.name());
    Error::new(ErrorKind::InvalidInput, message)
}

/// Why a buffer can't be read.
#[derive(Debug)]
enum Unreadable {
    /// What it says about itself can't be true.
    Corrupt(String),
    /// More of it is needed than could be mapped.
    Unmapped(io::Error),
}

/// Why [`Events`] gave `None`, or a [`Poller`] went no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum End {
    /// No event came in time.
    Timeout,
    /// SIGINT or SIGTERM came.
    Interrupted,
    /// A [`Stopper`] asked for it.
    Stopped,
    /// The reader of standard output is gone.
    StdoutClosed,
    /// No event can be read any more; the error before said why.
    Failed,
}

/// After so many bytes of events, standard output is looked at: the system call takes as long as about a hundred small events.
const BYTES_PER_LOOK: usize = 32 * 1024;

impl<'source, T: Value> Events<'source, T> {
    /// Has `open` open what the events come through. With `look_every`, it is looked at so often, even if nothing is signalled.
    fn new(
        map: &'source Arc<Shared>,
        look_every: Option<Duration>,
        open: impl FnOnce() -> io::Result<Transport>,
    ) -> Result<Self> {
        let name = || map.raw.name();
        let Some(mark) = map.reading.begin(&map.raw) else {
            let message =
                format!("can't read the events of the map `{}`: they are being read already", name());
            return Err(Error::new(ErrorKind::InvalidInput, message));
        };
        let failed = |error| {
            map.reading.end(&mark);
            Error::system(format!("can't read the events of the map `{}`", name()), error)
        };
        let transport = open().map_err(failed)?;
        let watched = Wait::new(look_every).and_then(|wait| {
            transport.watch(map, |descriptor| wait.add(descriptor, Source::Events))?;
            Ok(wait)
        });
        let wait = match watched {
            Ok(wait) => wait,
            Err(error) => {
                map.give_back(transport);
                return Err(failed(error));
            }
        };
        Ok(Self {
            map: Arc::clone(map),
            mark,
            transport,
            wait,
            timeout: None,
            deadline: None,
            is_late: false,
            watch: Watch::ALL,
            unlooked: 0,
            end: None,
            _source: PhantomData,
            _events: PhantomData,
        })
    }

    /// Waits for each event for at most so long.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Gives no event that comes after this time.
    #[must_use]
    pub fn deadline(mut self, deadline: Instant) -> Self {
        self.set_deadline(Some(deadline));
        self
    }

    /// Gives no event that comes after this time; `None` has it wait for ever again.
    pub fn set_deadline(&mut self, deadline: Option<Instant>) {
        self.deadline = deadline;
        self.is_late = false;
    }

    /// Leaves SIGINT and SIGTERM alone. To be called before the first event is asked for.
    #[must_use]
    pub fn ignore_signals(mut self) -> Self {
        self.watch.signals = false;
        self
    }

    /// Goes on when nobody reads standard output, and leaves SIGPIPE alone. To be called before the first event is
    /// asked for.
    #[must_use]
    pub fn ignore_stdout(mut self) -> Self {
        self.watch.stdout = false;
        self
    }

    /// Why the last call of `next` or [`Events::next_ref`] gave `None`; `None` if it didn't.
    #[must_use]
    pub fn end(&self) -> Option<End> {
        self.end
    }

    /// How many events were lost: see [`Channel::lost`], [`RingBuffer::lost`] and [`PerfBuffer::lost`].
    ///
    /// # Errors
    /// Where the counters can't be read.
    pub fn lost(&self) -> Result<Option<u64>> {
        self.map.lost.total()
    }

    /// How many events each CPU lost, by its number.
    ///
    /// # Errors
    /// Where the counters can't be read.
    pub fn lost_per_cpu(&self) -> Result<Option<Vec<u64>>> {
        self.map.lost.per_cpu()
    }

    /// Waits for the next event and lends it in place. Its room in the ring buffer is not free before the result is
    /// dropped, so a reader that is slow with one event loses later ones sooner.
    ///
    /// ```no_run
    /// # fn example(events: coolbpf::RingBuffer<u64>) -> coolbpf::Result<()> {
    /// let mut events = events.events()?;
    /// while let Some(event) = events.next_ref()? {
    ///     println!("{} in {} bytes", *event, event.bytes().len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Where the event is shorter than a `T`: the next call goes on behind it. Where no event can be read any more: the next call gives
    /// `None`.
    #[inline]
    pub fn next_ref(&mut self) -> Result<Option<EventRef<'_, T>>> {
        const { assert!(align_of::<T>() <= 8, "the kernel aligns events to 8 bytes") };
        let record = match self.take() {
            Some(record) => record,
            None => {
                let Some(record) = self.wait_for_event_or_end()? else { return Ok(None) };
                if record.len() < size_of::<T>() {
                    self.transport.release(size_of::<T>());
                    return Err(self.too_short(record.len()));
                }
                record
            }
        };
        Ok(Some(EventRef { transport: &mut self.transport, record, _event: PhantomData }))
    }

    #[cold]
    fn too_short(&self, found: usize) -> Error {
        too_short(&self.map.raw, found, size_of::<T>())
    }

    /// Goes to the next record, if it is as long as a `T`, and there is no more to do than that, now and when it is released.
    #[inline]
    fn take(&mut self) -> Option<Record> {
        if Interrupt::asked() { None } else { self.transport.take(size_of::<T>()) }
    }

    /// The next event, where there is more to do.
    #[inline(never)]
    fn next_or_end(&mut self) -> Option<Result<T>> {
        let record = match self.wait_for_event_or_end() {
            Ok(Some(record)) => record,
            Ok(None) => return None,
            Err(error) => return Some(Err(error)),
        };
        // SAFETY: a record stays as it is until it is released.
        let event = T::read_from(unsafe { record.as_ref() });
        self.transport.release(size_of::<T>());
        Some(event.ok_or_else(|| self.too_short(record.len())))
    }

    /// Waits until there is a record; gives it, unless the end has come. After an error there is none.
    #[inline(never)]
    fn wait_for_event_or_end(&mut self) -> Result<Option<Record>> {
        if self.end == Some(End::Failed) {
            return Ok(None);
        }
        let waited = self.wait_for_event();
        if waited.is_err() {
            self.end = Some(End::Failed);
        }
        waited
    }

    fn wait_for_event(&mut self) -> Result<Option<Record>> {
        self.watch.start(&self.wait)?;
        let mut until = None;
        loop {
            self.end = self.end_from_outside();
            if self.end.is_some() {
                self.transport.allow(0);
                // The process may end without dropping this, and another go on with the map.
                self.transport.tell();
                return Ok(None);
            }
            let advanced = self.transport.advance_or_be_woken();
            if let Some(record) = advanced.map_err(|why| self.unreadable(why))? {
                let most = if self.deadline.is_none() { self.unlooked } else { 0 };
                let bytes = record.len().max(1) + self.transport.allow(most);
                self.unlooked = self.unlooked.saturating_sub(bytes);
                return Ok(Some(record));
            }
            let until = *until.get_or_insert_with(|| self.wait_until());
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                self.end = Some(End::Timeout);
                return Ok(None);
            }
            let woken = self.wait.wait(left).map_err(|error| {
                Error::system(format!("can't wait for events of the map `{}`", self.map.raw.name()), error)
            })?;
            if woken.by(Source::Stdout) {
                self.unlooked = 0;
            }
            self.owe();
        }
    }

    /// Whether the iteration should end though there may be events.
    fn end_from_outside(&mut self) -> Option<End> {
        if self.watch.is_interrupted() && !self.is_owed() {
            return Some(End::Interrupted);
        }
        if self.unlooked == 0 {
            if self.watch.is_stdout_closed() {
                return Some(End::StdoutClosed);
            }
            self.unlooked = BYTES_PER_LOOK;
        }
        if !self.is_late && self.deadline.is_some_and(|deadline| deadline <= Instant::now()) {
            self.is_late = true;
            self.owe();
        }
        (self.is_late && !self.is_owed()).then_some(End::Timeout)
    }

    /// Has what is in the buffer now come before the end: called when a wait ends, and when the deadline is seen to have passed.
    fn owe(&mut self) {
        self.transport.owe();
    }

    /// Whether there is something left of that.
    fn is_owed(&self) -> bool {
        self.transport.is_owed()
    }

    /// When to give up waiting that starts now.
    fn wait_until(&self) -> Option<Instant> {
        let timeout = self.timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        [self.deadline, timeout].into_iter().flatten().min()
    }

    fn unreadable(&self, why: Unreadable) -> Error {
        let name = self.map.raw.name();
        match why {
            Unreadable::Corrupt(why) => {
                Error::new(ErrorKind::Other, format!("the buffer of the map `{name}` is corrupt: {why}"))
            }
            Unreadable::Unmapped(error) => Error::system(
                format!(
                    "can't map the whole buffer of the map `{name}`, as an event at its end takes: a smaller buffer, or a higher limit on \
                     this process's memory (`ulimit -v`, RLIMIT_AS) mends that"
                ),
                error,
            ),
        }
    }
}

impl<T: Value> Iterator for Events<'_, T> {
    type Item = Result<T>;

    #[inline]
    fn next(&mut self) -> Option<Result<T>> {
        let Some(record) = self.take() else { return self.next_or_end() };
        // SAFETY: a record stays as it is until it is released; this one is as long as a `T`, and its bytes are a value whatever they are.
        Some(Ok(unsafe { record.cast::<T>().read_unaligned() }))
    }
}

impl<T> Drop for Events<'_, T> {
    fn drop(&mut self) {
        self.map.give_back(std::mem::replace(&mut self.transport, Transport::Closed));
        self.map.reading.end(&self.mark);
    }
}

impl<T> fmt::Debug for Events<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("map", &self.map.raw).field("end", &self.end).finish_non_exhaustive()
    }
}

/// An event in its place in the ring buffer, or a perf buffer's copy of one, from [`Events::next_ref`].
pub struct EventRef<'a, T> {
    transport: &'a mut Transport,
    /// At least as long as a `T`.
    record: Record,
    _event: PhantomData<T>,
}

// SAFETY: the record belongs to the transport, which can be sent, and is borrowed.
unsafe impl<T: Send> Send for EventRef<'_, T> {}
// SAFETY: nothing changes the record while this lives.
unsafe impl<T: Sync> Sync for EventRef<'_, T> {}

impl<T> EventRef<'_, T> {
    /// All bytes that the program submitted, which may be more than a `T`.
    #[inline]
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: a record stays as it is until it is released, which happens when `self` is dropped.
        unsafe { self.record.as_ref() }
    }
}

impl<T: Value> Deref for EventRef<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: `next_ref` saw that the record is as long as a `T` and that 8 bytes are aligned enough, which records
        // are; whatever their bytes are, they are a value, and nobody changes them before `self` is dropped.
        unsafe { self.record.cast::<T>().as_ref() }
    }
}

impl<T: Value + fmt::Debug> fmt::Debug for EventRef<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<T> Drop for EventRef<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.transport.release(size_of::<T>());
    }
}
