//! The producer's side of a user ring buffer.
//!
//! `kernel/bpf/ringbuf.c` maps it as a ring buffer, but the other way round: the consumer's page is to be read, the producer's page and the
//! data, which are there twice, are ours to write. A record is a header of eight bytes, its length with two flags first, and its
//! data, padded to a multiple of eight.

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering, fence};
use std::time::{Duration, Instant};

use super::RawMap;
use crate::kernel::MapType;
use crate::mapping::{Mapping, page_size};
use crate::{Error, ErrorKind, Result, Value};

/// `BPF_RINGBUF_BUSY_BIT`: reserved, and neither submitted nor discarded yet.
const BUSY: u32 = 1 << 31;
/// `BPF_RINGBUF_DISCARD_BIT`: to be skipped.
const DISCARD: u32 = 1 << 30;
/// `BPF_RINGBUF_HDR_SZ`.
const HEADER: usize = 8;

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
        if align_of::<T>() > HEADER || step::<T>() > raw.max_entries() as usize {
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

/// What a record takes, with its header.
const fn step<T>() -> usize {
    (HEADER + size_of::<T>()).next_multiple_of(HEADER)
}

/// Writes records into a [`UserRingBuffer`].
pub struct Producer<'a, T> {
    ring: &'a UserRingBuffer<T>,
    consumer: Mapping,
    producer: Mapping,
    /// The size of the data, a power of two.
    size: usize,
    /// How many bytes have been written since the map was made. The page holds the same.
    position: usize,
    /// Tells once each time that programs have made room.
    room: OwnedFd,
}

impl<'a, T: Value> Producer<'a, T> {
    fn new(ring: &'a UserRingBuffer<T>) -> io::Result<Self> {
        let page = page_size();
        let size = ring.raw.max_entries() as usize;
        if !size.is_power_of_two() || !size.is_multiple_of(page) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mapped = size.checked_mul(2).and_then(|data| data.checked_add(page));
        let mapped = mapped.ok_or(io::ErrorKind::OutOfMemory)?;
        let consumer = Mapping::new(ring.as_fd(), 0, page, libc::PROT_READ)?;
        let producer = Mapping::new(ring.as_fd(), page, mapped, libc::PROT_READ | libc::PROT_WRITE)?;
        let room = watch(ring.as_fd())?;
        let mut this = Self { ring, consumer, producer, size, position: 0, room };
        this.position = this.produced().load(Ordering::Acquire);
        if !this.position.is_multiple_of(HEADER) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(this)
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
        // What lies before this position has been read.
        let consumed = self.consumed().load(Ordering::Relaxed);
        // What was read of the place was read before the kernel gave it back. The page can't be written: hence no load that acquires.
        fence(Ordering::Acquire);
        let waiting = self.position.wrapping_sub(consumed);
        if waiting > self.size {
            let message = format!(
                "the ring buffer `{}` is corrupt: {waiting} bytes are said to be in {}",
                self.ring.raw.name(),
                self.size
            );
            return Err(Error::new(ErrorKind::Other, message));
        }
        if self.size - waiting < step::<T>() {
            return Ok(None);
        }
        let at = self.position & (self.size - 1);
        self.header(at).store(size_of::<T>() as u32 | BUSY, Ordering::Relaxed);
        // SAFETY: `at` is a multiple of eight within the first copy of the data, and a record that starts there ends within the two copies.
        let record = unsafe { self.producer.start.add(self.producer.length - 2 * self.size + at + HEADER) }
            .cast::<T>();
        // SAFETY: as above; nobody reads the place while its header says that it is busy, and the map's types have no greater
        // alignment.
        unsafe { record.write(T::zeroed()) };
        self.position = self.position.wrapping_add(step::<T>());
        // A program that sees this position sees the header.
        self.produced().store(self.position, Ordering::Release);
        Ok(Some(Reserved { producer: self, at, record }))
    }

    /// Waits until there is room for a record, at most for `time`, for ever if that is `None`; tells whether there is.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn wait(&mut self, time: Option<Duration>) -> Result<bool> {
        let end = time.and_then(|time| Instant::now().checked_add(time));
        loop {
            let waiting = self.position.wrapping_sub(self.consumed().load(Ordering::Relaxed));
            if waiting <= self.size && self.size - waiting >= step::<T>() {
                return Ok(true);
            }
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            if left == Some(Duration::ZERO) {
                return Ok(false);
            }
            self.sleep(left).map_err(|error| {
                Error::system(format!("can't wait for the ring buffer `{}`", self.ring.raw.name()), error)
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

    fn consumed(&self) -> &AtomicUsize {
        // SAFETY: the page is mapped for as long as `self`, aligned, and only read, by atomics.
        unsafe { AtomicUsize::from_ptr(self.consumer.start.as_ptr().cast()) }
    }

    fn produced(&self) -> &AtomicUsize {
        // SAFETY: the page is mapped for writing for as long as `self`, aligned, and nothing but atomics touches it.
        unsafe { AtomicUsize::from_ptr(self.producer.start.as_ptr().cast()) }
    }

    /// The header at `at`, a multiple of 8 below `size`.
    fn header(&self, at: usize) -> &AtomicU32 {
        // SAFETY: the place is within the first copy of the data, which is mapped for writing for as long as `self`, and aligned.
        unsafe {
            let data = self.producer.start.add(self.producer.length - 2 * self.size);
            AtomicU32::from_ptr(data.add(at).as_ptr().cast())
        }
    }
}

// SAFETY: the mappings belong to the process, and only this producer writes to them.
unsafe impl<T: Send> Send for Producer<'_, T> {}

impl<T> Drop for Producer<'_, T> {
    fn drop(&mut self) {
        self.ring.has_producer.store(false, Ordering::Release);
    }
}

impl<T> fmt::Debug for Producer<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Producer").field("position", &self.position).finish_non_exhaustive()
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
        self.end(0);
        std::mem::forget(self);
    }

    /// What was written of the record was written before a program sees this.
    fn end(&self, flags: u32) {
        self.producer.header(self.at).store(size_of::<T>() as u32 | flags, Ordering::Release);
    }
}

impl<T: Value> Drop for Reserved<'_, T> {
    fn drop(&mut self) {
        self.end(DISCARD);
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
