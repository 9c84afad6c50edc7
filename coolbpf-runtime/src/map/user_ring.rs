//! The producer's side of a user ring buffer.

mod ring;

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use self::ring::{Corrupt, HEADER, Ring, step};
use super::RawMap;
use crate::kernel::MapType;
use crate::{Error, ErrorKind, Result, Value};

/// A ring buffer that programs read by `bpf_user_ringbuf_drain`: `BPF_MAP_TYPE_USER_RINGBUF`, Linux 6.1. What it holds is named under `events`
/// in the program's metadata.
#[derive(Debug)]
pub struct UserRingBuffer<T> {
    raw: RawMap,
    has_producer: AtomicBool,
    _records: PhantomData<fn(T)>,
}

impl<T: Value> UserRingBuffer<T> {
    #[doc(hidden)]
    pub fn of(raw: RawMap) -> Result<Self> {
        raw.check_is(&[MapType::UserRingbuf], 0, 0)?;
        if align_of::<T>() > HEADER || step(size_of::<T>()) > raw.max_entries() as usize {
            let (name, size, room) = (raw.name(), size_of::<T>(), raw.max_entries());
            let message = format!("the map `{name}` has no room for records of {size} bytes: it has {room}");
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        Ok(Self { raw, has_producer: AtomicBool::new(false), _records: PhantomData })
    }

    /// Starts to write records. There is one producer at a time, in all processes; this process keeps to that by itself.
    ///
    /// # Errors
    /// Where there is a producer already, or the ring buffer can't be mapped.
    pub fn producer(&self) -> Result<Producer<'_, T>> {
        let doing = || format!("can't write to the ring buffer `{}`", self.raw.name());
        if self.has_producer.swap(true, Ordering::Acquire) {
            return Err(Error::new(ErrorKind::Other, format!("{}: there is a producer already", doing())));
        }
        let producer = Producer::new(self);
        if producer.is_err() {
            self.has_producer.store(false, Ordering::Release);
        }
        producer.map_err(|error| Error::system(doing(), error))
    }

    /// The map itself.
    #[must_use]
    pub fn raw(&self) -> &RawMap {
        &self.raw
    }
}

impl<T> AsFd for UserRingBuffer<T> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.raw.as_fd()
    }
}

/// The length of a record. What is longer has no room anywhere.
fn length<T>() -> u32 {
    u32::try_from(size_of::<T>()).unwrap_or(u32::MAX)
}

/// Writes records into a [`UserRingBuffer`].
pub struct Producer<'a, T> {
    to: &'a UserRingBuffer<T>,
    ring: Ring,
    /// Tells once each time that programs have made room.
    room: OwnedFd,
}

impl<'a, T: Value> Producer<'a, T> {
    fn new(to: &'a UserRingBuffer<T>) -> io::Result<Self> {
        Ok(Self { to, ring: Ring::map(to.as_fd(), to.raw.max_entries())?, room: watch(to.as_fd())? })
    }

    /// Writes a record; `false` where there is no room for it now.
    ///
    /// # Errors
    /// Where the positions in the ring can't be right.
    pub fn send(&mut self, record: &T) -> Result<bool> {
        let Some(mut place) = self.reserve()? else { return Ok(false) };
        *place = *record;
        place.submit();
        Ok(true)
    }

    /// Room for a record, zeroed, to be written in place and submitted; `None` where there is none now.
    ///
    /// # Errors
    /// Where the positions in the ring can't be right.
    pub fn reserve(&mut self) -> Result<Option<Reserved<'_, T>>> {
        let place = self.ring.reserve(length::<T>()).map_err(|corrupt| self.corrupt(&corrupt))?;
        let Some(at) = place else { return Ok(None) };
        let record = self.ring.record(at).cast::<T>();
        // SAFETY: as many bytes can be written there, by `Ring::record`; nobody reads the place while its header says that it is busy,
        // and `UserRingBuffer::of` has seen that the type has no greater alignment than a record.
        unsafe { record.write(T::zeroed()) };
        Ok(Some(Reserved { producer: self, at, record }))
    }

    /// Waits until there is room for a record, at most for `time`, for ever if that is `None`; tells whether there is.
    ///
    /// # Errors
    /// Where the positions in the ring can't be right, or the kernel refuses.
    pub fn wait(&mut self, time: Option<Duration>) -> Result<bool> {
        let end = time.and_then(|time| Instant::now().checked_add(time));
        loop {
            if self.ring.room().map_err(|corrupt| self.corrupt(&corrupt))? >= step(size_of::<T>()) {
                return Ok(true);
            }
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            if left == Some(Duration::ZERO) {
                return Ok(false);
            }
            self.sleep(left).map_err(|error| {
                Error::system(format!("can't wait for the ring buffer `{}`", self.to.raw.name()), error)
            })?;
        }
    }

    fn sleep(&self, time: Option<Duration>) -> io::Result<()> {
        let milliseconds =
            time.map_or(-1, |time| i32::try_from(time.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX));
        let mut event = libc::epoll_event { events: 0, u64: 0 };
        // SAFETY: the kernel writes at most one event.
        let code = unsafe { libc::epoll_wait(self.room.as_raw_fd(), &raw mut event, 1, milliseconds) };
        match io::Error::last_os_error() {
            error if code < 0 && error.kind() != io::ErrorKind::Interrupted => Err(error),
            _ => Ok(()),
        }
    }

    fn corrupt(&self, Corrupt { waiting, size }: &Corrupt) -> Error {
        let name = self.to.raw.name();
        let message =
            format!("the ring buffer `{name}` is corrupt: {waiting} bytes are said to be in {size}");
        Error::new(ErrorKind::Other, message)
    }
}

impl<T> Drop for Producer<'_, T> {
    fn drop(&mut self) {
        self.to.has_producer.store(false, Ordering::Release);
    }
}

impl<T> fmt::Debug for Producer<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Producer").field("position", &self.ring.position()).finish_non_exhaustive()
    }
}

/// A record that is being written. Unless it is submitted, programs skip it.
pub struct Reserved<'a, T: Value> {
    producer: &'a Producer<'a, T>,
    at: usize,
    record: NonNull<T>,
}

impl<T: Value> Reserved<'_, T> {
    /// Hands the record to the programs.
    pub fn submit(self) {
        self.producer.ring.end(self.at, length::<T>(), true);
        std::mem::forget(self);
    }
}

impl<T: Value> Drop for Reserved<'_, T> {
    fn drop(&mut self) {
        self.producer.ring.end(self.at, length::<T>(), false);
    }
}

impl<T: Value> Deref for Reserved<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the place is mapped for as long as the producer, whatever is there is a `T`, and nobody else touches it before it is
        // submitted.
        unsafe { self.record.as_ref() }
    }
}

impl<T: Value> DerefMut for Reserved<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above.
        unsafe { self.record.as_mut() }
    }
}

impl<T: Value + fmt::Debug> fmt::Debug for Reserved<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reserved").field(&**self).finish()
    }
}

/// An epoll instance that tells each time that a program makes room: a ring that is not quite full counts as having some.
fn watch(ring: BorrowedFd<'_>) -> io::Result<OwnedFd> {
    // SAFETY: a new descriptor takes nothing from anybody.
    let code = unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) };
    if code < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the descriptor is new, so nobody else owns it.
    let epoll = unsafe { OwnedFd::from_raw_fd(code) };
    let mut event = libc::epoll_event { events: (libc::EPOLLOUT | libc::EPOLLET).cast_unsigned(), u64: 0 };
    // SAFETY: both descriptors are open, and the kernel copies the event.
    let code =
        unsafe { libc::epoll_ctl(epoll.as_raw_fd(), libc::EPOLL_CTL_ADD, ring.as_raw_fd(), &raw mut event) };
    if code < 0 { Err(io::Error::last_os_error()) } else { Ok(epoll) }
}
