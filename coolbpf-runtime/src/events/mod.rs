//! Events: records that programs put into ring buffers, as Rust values.

mod interrupt;
mod mapping;
mod perf;
mod ring;
mod stdout;
mod wait;

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::map::RawMap;
use crate::{Error, ErrorKind, Result, Value};
use interrupt::Interrupt;
use ring::Ring;
use wait::{Source, Wait};

/// A ring buffer that BPF programs put events of type `T` into: `BPF_MAP_TYPE_RINGBUF`, Linux 5.8.
#[derive(Debug)]
pub struct RingBuffer<T> {
    map: Shared,
    _events: PhantomData<fn() -> T>,
}

/// What a ring buffer and its reader have in common.
#[derive(Debug)]
struct Shared {
    raw: RawMap,
    lost: Option<LostCounter>,
    has_reader: AtomicBool,
}

/// Where the program counts the events that it had no room for.
#[derive(Debug)]
struct LostCounter {
    section: RawMap,
    offset: usize,
}

impl<T: Value> RingBuffer<T> {
    #[doc(hidden)]
    pub fn of(raw: RawMap) -> Result<Self> {
        Ok(Self::new(raw, None))
    }

    /// With a counter of lost events: a `__u64` at byte `offset` of a section of global variables.
    #[doc(hidden)]
    pub fn counting(raw: RawMap, section: RawMap, offset: usize) -> Result<Self> {
        Ok(Self::new(raw, Some(LostCounter { section, offset })))
    }

    fn new(raw: RawMap, lost: Option<LostCounter>) -> Self {
        Self { map: Shared { raw, lost, has_reader: AtomicBool::new(false) }, _events: PhantomData }
    }

    /// Starts to read the events. Those that are in the ring buffer already come first.
    ///
    /// A ring buffer has one reader at a time, in all processes: it tells the kernel what may be overwritten. This
    /// process keeps to that by itself; who shares a map with another process has to see to it.
    ///
    /// # Errors
    /// Where the events are being read already; where the ring buffer can't be mapped; and where it has the flag
    /// `BPF_F_RB_OVERWRITE`, by which programs would write to an event that is being read.
    pub fn events(&self) -> Result<Events<'_, T>> {
        Events::new(&self.map)
    }

    /// How many events the programs had no room for since they were loaded; `None` if they don't count.
    ///
    /// A ring buffer that is full refuses events, and the kernel doesn't count these. Programs whose C includes
    /// `coolbpf.h` do, for all of their ring buffers together.
    ///
    /// # Errors
    /// Where the counter can't be read.
    pub fn lost(&self) -> Result<Option<u64>> {
        self.map.lost()
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

impl Shared {
    fn lost(&self) -> Result<Option<u64>> {
        let Some(LostCounter { section, offset }) = &self.lost else { return Ok(None) };
        let bytes = section.get(0_u32.as_bytes())?.unwrap_or_default();
        let count = bytes.get(*offset..).and_then(u64::read_from);
        count.map(Some).ok_or_else(|| {
            let message = format!("the map `{}` has no counter of lost events at {offset}", section.name());
            Error::new(ErrorKind::Other, message)
        })
    }
}

/// The events of a [`RingBuffer`], in the order in which programs reserved them.
///
/// As an iterator it waits for the next event, copies it out, and makes room for others at once. It allocates nothing,
/// and sleeps while there is nothing to do. [`Events::next_ref`] lends events in place instead.
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
/// its end.
///
/// An event that is shorter than a `T` is an error, and the iteration goes on behind it. One that is longer is a `T`
/// with more behind it, as C has it for flexible arrays; [`EventRef::bytes`] gives the whole.
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
/// - after an error that says that the ring buffer is corrupt, which nothing but a broken kernel should cause.
///
/// After a time-out, `next` waits again.
pub struct Events<'source, T> {
    map: &'source Shared,
    ring: Ring,
    wait: Wait,
    timeout: Option<Duration>,
    deadline: Option<Instant>,
    watch_signals: bool,
    watch_stdout: bool,
    /// What is watched, from the first wait on.
    watched: Option<Watched>,
    /// Looks at the ring since the last look at standard output.
    looks: u8,
    end: Option<End>,
    _events: PhantomData<fn() -> T>,
}

/// What a ring says about itself can't be true.
#[derive(Debug)]
struct Corrupt(String);

impl fmt::Display for Corrupt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What may end an iteration from outside.
struct Watched {
    interrupt: Option<Interrupt>,
    stdout: bool,
}

/// Why [`Events`] gave `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum End {
    /// No event came in time.
    Timeout,
    /// SIGINT or SIGTERM came.
    Interrupted,
    /// The reader of standard output is gone.
    StdoutClosed,
    /// The ring buffer says things about itself that can't be true; the error before said which.
    Corrupt,
}

/// After so many events without a wait, standard output is looked at: the system call costs as much as some events.
const LOOKS_PER_STDOUT: u8 = 64;

impl<'source, T: Value> Events<'source, T> {
    fn new(map: &'source Shared) -> Result<Self> {
        let name = || map.raw.name();
        if map.has_reader.swap(true, Ordering::Acquire) {
            let message =
                format!("can't read the events of the map `{}`: they are being read already", name());
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        let opened = map.raw.flags().and_then(|flags| {
            let ring = Ring::map(map.raw.as_fd(), map.raw.max_entries(), flags)?;
            let wait = Wait::new()?;
            wait.add(map.raw.as_fd(), Source::Ring)?;
            Ok((ring, wait))
        });
        let (ring, wait) = opened.map_err(|error| {
            map.has_reader.store(false, Ordering::Release);
            Error::system(format!("can't read the events of the map `{}`", name()), error)
        })?;
        Ok(Self {
            map,
            ring,
            wait,
            timeout: None,
            deadline: None,
            watch_signals: true,
            watch_stdout: true,
            watched: None,
            looks: LOOKS_PER_STDOUT,
            end: None,
            _events: PhantomData,
        })
    }

    /// Waits for each event for at most so long.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Gives no event after this time.
    #[must_use]
    pub fn deadline(mut self, deadline: Instant) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Leaves SIGINT and SIGTERM alone. To be called before the first event is asked for.
    #[must_use]
    pub fn ignore_signals(mut self) -> Self {
        self.watch_signals = false;
        self
    }

    /// Goes on when nobody reads standard output, and leaves SIGPIPE alone. To be called before the first event is
    /// asked for.
    #[must_use]
    pub fn ignore_stdout(mut self) -> Self {
        self.watch_stdout = false;
        self
    }

    /// Why the last call of `next` or [`Events::next_ref`] gave `None`; `None` if it didn't.
    #[must_use]
    pub fn end(&self) -> Option<End> {
        self.end
    }

    /// How many events were lost: see [`RingBuffer::lost`].
    ///
    /// # Errors
    /// Where the counter can't be read.
    pub fn lost(&self) -> Result<Option<u64>> {
        self.map.lost()
    }

    /// Waits for the next event and lends it in place. Its room in the ring buffer is free again when the result is
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
    /// Where the event is shorter than a `T`, the ring buffer is corrupt, or waiting fails. The next call goes on.
    pub fn next_ref(&mut self) -> Result<Option<EventRef<'_, T>>> {
        const { assert!(align_of::<T>() <= 8, "the kernel aligns events to 8 bytes") };
        if !self.wait_for_event()? {
            return Ok(None);
        }
        if self.ring.record().len() < size_of::<T>() {
            let error = self.too_short();
            self.ring.release();
            return Err(error);
        }
        Ok(Some(EventRef { ring: &mut self.ring, _event: PhantomData }))
    }

    fn too_short(&self) -> Error {
        let (found, wanted) = (self.ring.record().len(), size_of::<T>());
        let message =
            format!("an event of the map `{}` has {found} bytes, not {wanted}", self.map.raw.name());
        Error::new(ErrorKind::InvalidInput, message)
    }

    /// Waits until the ring is at a record; tells whether it is, or the end has come.
    fn wait_for_event(&mut self) -> Result<bool> {
        if self.end == Some(End::Corrupt) {
            return Ok(false);
        }
        self.watch()?;
        let mut until = None;
        loop {
            self.end = self.end_from_outside();
            if self.end.is_some() {
                return Ok(false);
            }
            if self.ring.advance_or_be_woken().map_err(|corrupt| self.corrupt(&corrupt))? {
                return Ok(true);
            }
            let until = *until.get_or_insert_with(|| self.wait_until());
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                self.end = Some(End::Timeout);
                return Ok(false);
            }
            let woken = self.wait.wait(left).map_err(|error| {
                Error::system(format!("can't wait for events of the map `{}`", self.map.raw.name()), error)
            })?;
            if woken.by(Source::Stdout) {
                self.looks = LOOKS_PER_STDOUT;
            }
        }
    }

    /// Starts to watch what may end the iteration.
    fn watch(&mut self) -> Result<()> {
        if self.watched.is_some() {
            return Ok(());
        }
        let watched = (|| {
            let interrupt = if self.watch_signals { Some(Interrupt::install()?) } else { None };
            if let Some(interrupt) = &interrupt {
                self.wait.add(interrupt.bell(), Source::Interrupt)?;
            }
            let stdout = stdout::with_reader().filter(|_| self.watch_stdout);
            if let Some(stdout) = stdout {
                stdout::end_quietly()?;
                self.wait.add(stdout, Source::Stdout)?;
            }
            Ok(Watched { interrupt, stdout: stdout.is_some() })
        })();
        self.watched = Some(
            watched
                .map_err(|error| Error::system("can't watch for signals and for a closed output", error))?,
        );
        Ok(())
    }

    /// Whether the iteration should end though there may be events.
    fn end_from_outside(&mut self) -> Option<End> {
        let watched = self.watched.as_ref()?;
        if watched.interrupt.is_some() && Interrupt::asked() {
            return Some(End::Interrupted);
        }
        if watched.stdout {
            if self.looks >= LOOKS_PER_STDOUT {
                self.looks = 0;
                if stdout::is_closed() {
                    // The next call, too, should say so at once.
                    self.looks = LOOKS_PER_STDOUT;
                    return Some(End::StdoutClosed);
                }
            }
            self.looks += 1;
        }
        self.deadline.is_some_and(|deadline| deadline <= Instant::now()).then_some(End::Timeout)
    }

    /// When to give up waiting that starts now.
    fn wait_until(&self) -> Option<Instant> {
        let timeout = self.timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        [self.deadline, timeout].into_iter().flatten().min()
    }

    fn corrupt(&mut self, corrupt: &Corrupt) -> Error {
        self.end = Some(End::Corrupt);
        let message = format!("the ring buffer of the map `{}` is corrupt: {corrupt}", self.map.raw.name());
        Error::new(ErrorKind::Other, message)
    }
}

impl<T: Value> Iterator for Events<'_, T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        match self.wait_for_event() {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => return Some(Err(error)),
        }
        let event = T::read_from(self.ring.record()).ok_or_else(|| self.too_short());
        self.ring.release();
        Some(event)
    }
}

impl<T> Drop for Events<'_, T> {
    fn drop(&mut self) {
        self.map.has_reader.store(false, Ordering::Release);
    }
}

impl<T> fmt::Debug for Events<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("map", &self.map.raw).field("end", &self.end).finish_non_exhaustive()
    }
}

/// An event in its place in the ring buffer, from [`Events::next_ref`].
pub struct EventRef<'a, T> {
    ring: &'a mut Ring,
    _event: PhantomData<T>,
}

impl<T> EventRef<'_, T> {
    /// All bytes that the program submitted, which may be more than a `T`.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.ring.record()
    }
}

impl<T: Value> Deref for EventRef<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: `next_ref` saw that the record is as long as a `T` and that 8 bytes are aligned enough, which records
        // are; whatever their bytes are, they are a value, and nobody changes them before `self` is dropped.
        unsafe { &*self.ring.record().as_ptr().cast::<T>() }
    }
}

impl<T: Value + fmt::Debug> fmt::Debug for EventRef<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<T> Drop for EventRef<'_, T> {
    fn drop(&mut self) {
        self.ring.release();
    }
}
