//! The memory of a user ring buffer, to which this process writes.
//!
//! `kernel/bpf/ringbuf.c` maps it as a ring buffer, but the other way round: the consumer's page is to be read, the producer's page and the
//! data, which are there twice, are ours to write. A record is a header of eight bytes, its length with two flags first, and its
//! data, padded to a multiple of eight. Whoever else has the map may write to the same pages, so nothing that lies there is believed.

use std::io;
use std::os::fd::BorrowedFd;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering, fence};

use crate::mapping::{Mapping, page_size};

/// `BPF_RINGBUF_BUSY_BIT`: reserved, and neither submitted nor discarded yet.
const BUSY: u32 = 1 << 31;
/// `BPF_RINGBUF_DISCARD_BIT`: to be skipped.
const DISCARD: u32 = 1 << 30;
/// `BPF_RINGBUF_HDR_SZ`.
pub(super) const HEADER: usize = 8;

/// What a record of `length` bytes takes, with its header.
pub(super) const fn step(length: usize) -> usize {
    (HEADER + length).next_multiple_of(HEADER)
}

/// More bytes are said to wait than there is room for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Corrupt {
    pub(super) waiting: usize,
    pub(super) size: usize,
}

/// A mapped ring, and how far it has been written.
pub(super) struct Ring {
    consumer: Mapping,
    producer: Mapping,
    /// Where the first copy of the data is in `producer`: behind the producer's page.
    data: usize,
    /// The size of the data, a power of two.
    size: usize,
    /// How many bytes have been written since the map was made. The page holds the same.
    position: usize,
}

impl Ring {
    /// Maps the user ring buffer `map` with `size` bytes of data.
    pub(super) fn map(map: BorrowedFd<'_>, size: u32) -> io::Result<Self> {
        let page = page_size();
        let size = size as usize;
        if !size.is_power_of_two() || !size.is_multiple_of(page) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mapped = size.checked_mul(2).and_then(|data| data.checked_add(page));
        let mapped = mapped.ok_or(io::ErrorKind::OutOfMemory)?;
        let consumer = Mapping::new(map, 0, page, libc::PROT_READ)?;
        let producer = Mapping::new(map, page, mapped, libc::PROT_READ | libc::PROT_WRITE)?;
        let mut ring = Self { consumer, producer, data: page, size, position: 0 };
        ring.position = ring.produced().load(Ordering::Acquire);
        if !ring.position.is_multiple_of(HEADER) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(ring)
    }

    /// How many bytes there is room for.
    pub(super) fn room(&self) -> Result<usize, Corrupt> {
        // What lies before this position has been read.
        let consumed = self.consumed().load(Ordering::Relaxed);
        // What was read of the place was read before the kernel gave it back. The page can't be written: hence no load that acquires.
        fence(Ordering::Acquire);
        let waiting = self.position.wrapping_sub(consumed);
        self.size.checked_sub(waiting).ok_or(Corrupt { waiting, size: self.size })
    }

    /// Begins a record of `length` bytes, which programs wait for until it is ended; tells its place, `None` where there is no room now.
    pub(super) fn reserve(&mut self, length: u32) -> Result<Option<usize>, Corrupt> {
        let step = step(length as usize);
        if self.room()? < step {
            return Ok(None);
        }
        let at = self.position & (self.size - 1);
        self.header(at).store(length | BUSY, Ordering::Relaxed);
        self.position = self.position.wrapping_add(step);
        // A program that sees this position sees the header.
        self.produced().store(self.position, Ordering::Release);
        Ok(Some(at))
    }

    /// Hands the record of `length` bytes at `at` to the programs, or has them skip it. What was written of it was written before a
    /// program sees this.
    pub(super) fn end(&self, at: usize, length: u32, is_wanted: bool) {
        self.header(at).store(if is_wanted { length } else { length | DISCARD }, Ordering::Release);
    }

    /// Where the data of the record at `at` starts, which [`Ring::reserve`] has told. As many bytes as it was given can be written there.
    pub(super) fn record(&self, at: usize) -> NonNull<u8> {
        // SAFETY: `at` is within the first copy of the data, and a header fits behind it, in the second at the latest.
        unsafe { self.place(at).add(HEADER) }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    fn consumed(&self) -> &AtomicUsize {
        // SAFETY: the page is mapped for as long as `self`, aligned, and only read, by atomics.
        unsafe { AtomicUsize::from_ptr(self.consumer.start.as_ptr().cast()) }
    }

    fn produced(&self) -> &AtomicUsize {
        // SAFETY: the page is mapped for writing for as long as `self`, aligned, and nothing but atomics touches it.
        unsafe { AtomicUsize::from_ptr(self.producer.start.as_ptr().cast()) }
    }

    /// The header at `at`.
    fn header(&self, at: usize) -> &AtomicU32 {
        // SAFETY: the place is within the data, which is mapped for writing for as long as `self`, and aligned, as positions are
        // multiples of eight.
        unsafe { AtomicU32::from_ptr(self.place(at).as_ptr().cast()) }
    }

    /// A place in the first copy of the data.
    fn place(&self, at: usize) -> NonNull<u8> {
        debug_assert!(at < self.size);
        // SAFETY: behind the producer's page, the mapping has twice the size.
        unsafe { self.producer.start.add(self.data + at) }
    }
}

#[cfg(test)]
mod tests;
