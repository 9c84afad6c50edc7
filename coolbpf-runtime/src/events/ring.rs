//! The consumer's side of a BPF ring buffer, read in place.
//!
//! The kernel's `kernel/bpf/ringbuf.c` maps three things into this process, one after another: a page with the
//! consumer's position, which is ours to write; a page with the producer's position; and the data, twice, so that a
//! record that runs over the end goes on in the second copy. A record is a header of eight bytes, of which the
//! first four are its length and two flags, and its data, padded to a multiple of eight. Positions count bytes since
//! the map was made and never go back.

use std::io;
use std::os::fd::BorrowedFd;
use std::ptr::NonNull;
use std::slice;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering, fence};

use super::Corrupt;
use crate::mapping::{Mapping, page_size};

/// `BPF_RINGBUF_BUSY_BIT`: reserved, and neither submitted nor discarded yet.
const BUSY: u32 = 1 << 31;
/// `BPF_RINGBUF_DISCARD_BIT`: to be skipped.
const DISCARD: u32 = 1 << 30;
/// `BPF_F_RB_OVERWRITE`, since Linux 6.19: a record that is being read can be overwritten.
const OVERWRITE: u32 = 1 << 19;
/// `BPF_RINGBUF_HDR_SZ`.
const HEADER: usize = 8;

/// A mapped ring buffer, and how far it has been read.
pub(super) struct Ring {
    consumer: Mapping,
    producer: Mapping,
    /// Where the first copy of the data is in `producer`: behind the producer's page.
    data: usize,
    /// The size of the data, a power of two.
    size: usize,
    /// Where the next record is, from the start of the data and within the two copies: behind the one that is read, else at the consumer's
    /// position. The consumer's page can be written by whoever else has the map, so it is not read again.
    next: usize,
    /// The position of the start of the data: `lap + next` is that of the next record.
    lap: usize,
    /// How far [`Ring::take`] may go, from the start of the data: not further than what is known to have been written.
    allowed: usize,
    /// How far it might go.
    written: usize,
    /// The record that is read.
    current: Option<Current>,
}

/// A record, by the place of its data.
#[derive(Clone, Copy)]
struct Current {
    /// Where its data starts, from the start of the ring's data.
    start: usize,
    length: usize,
}

/// What stands before a record.
struct Header {
    flags: u32,
    length: usize,
}

impl Header {
    /// How far the next record is.
    #[inline]
    fn step(&self) -> usize {
        (HEADER + self.length).next_multiple_of(HEADER)
    }
}

impl Ring {
    /// Maps the ring buffer `map` with `size` bytes of data. `flags` are the map's.
    pub(super) fn map(map: BorrowedFd<'_>, size: u32, flags: u32) -> io::Result<Self> {
        if flags & OVERWRITE != 0 {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "its flag BPF_F_RB_OVERWRITE lets programs write to an event that is being read; leave the flag out",
            ));
        }
        let page = page_size();
        let size = size as usize;
        if !size.is_power_of_two() || !size.is_multiple_of(page) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let mapped = size.checked_mul(2).and_then(|data| data.checked_add(page));
        let mapped = mapped.ok_or(io::ErrorKind::OutOfMemory)?;
        let consumer = Mapping::new(map, 0, page, libc::PROT_READ | libc::PROT_WRITE)?;
        let producer = Mapping::new(map, page, mapped, libc::PROT_READ)?;
        let mut ring = Self {
            consumer,
            producer,
            data: page,
            size,
            next: 0,
            lap: 0,
            allowed: 0,
            written: 0,
            current: None,
        };
        ring.lap = ring.consumed().load(Ordering::Acquire);
        if !ring.lap.is_multiple_of(HEADER) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        ring.start_over();
        Ok(ring)
    }

    /// Goes to the next record that a program has submitted, unless the ring is at one; tells whether there is one.
    pub(super) fn advance(&mut self) -> Result<bool, Corrupt> {
        while self.current.is_none() {
            self.start_over();
            // What lies before this position was written before it was.
            let produced = self.written_to();
            let available = produced.wrapping_sub(self.position());
            if available == 0 {
                return Ok(false);
            }
            if available > self.size || available < HEADER {
                return Err(Corrupt(format!("{available} bytes are said to be in {}", self.size)));
            }
            let header = self.header();
            let (length, step) = (header.length, header.step());
            if header.flags & BUSY != 0 {
                return Ok(false);
            }
            if step > available {
                return Err(Corrupt(format!("a record of {length} bytes is said to be in {available}")));
            }
            self.written = self.next + available;
            self.go_to(length, step);
            self.allowed = self.next;
            if header.flags & DISCARD != 0 {
                self.release();
            }
        }
        Ok(true)
    }

    /// Counts from the first copy of the data again, with nothing known to have been written.
    fn start_over(&mut self) {
        let position = self.position();
        self.next = position & (self.size - 1);
        self.lap = position.wrapping_sub(self.next);
        (self.allowed, self.written) = (self.next, self.next);
    }

    /// Lets [`Ring::take`] go on through what has been written, for `most` bytes; returns how many bytes that and the record that the
    /// ring is at are.
    pub(super) fn allow(&mut self, most: usize) -> usize {
        let more = (self.written - self.next).min(most);
        self.allowed = self.next + more;
        more + self.record().len() + HEADER
    }

    /// Goes to the next record, if it is one of the usual `length` within what [`Ring::allow`] allows; tells whether it is.
    ///
    /// This, and all that is called for each record, is inlined into the loop that uses the records. With the length known beforehand, a
    /// processor need not wait for one header to know where the next is.
    #[inline]
    pub(super) fn take(&mut self, length: usize) -> bool {
        let step = (HEADER + length).next_multiple_of(HEADER);
        if self.allowed - self.next < step {
            return false;
        }
        let header = self.header();
        let is_usual = header.flags == 0 && header.length == length;
        if is_usual {
            self.go_to(length, step);
        }
        is_usual
    }

    #[inline]
    fn go_to(&mut self, length: usize, step: usize) {
        self.current = Some(Current { start: self.next + HEADER, length });
        self.next += step;
    }

    /// [`Ring::advance`], in such a way that after `false` the kernel signals the next record that is submitted.
    ///
    /// It does so if the consumer's position, when it looks, is that of the record. So our position must be visible
    /// before we look for a record the last time: the fence pairs with the kernel's exchange of the header in
    /// `bpf_ringbuf_commit`.
    pub(super) fn advance_or_be_woken(&mut self) -> Result<bool, Corrupt> {
        loop {
            if self.advance()? {
                return Ok(true);
            }
            let position = self.position();
            fence(Ordering::SeqCst);
            if self.advance()? {
                return Ok(true);
            }
            // What was discarded and passed over meanwhile has moved the position: that, too, must be visible first.
            if self.position() == position {
                return Ok(false);
            }
        }
    }

    /// The data of the record that the ring is at; none if it isn't at one.
    #[inline]
    pub(super) fn record(&self) -> &[u8] {
        let Some(Current { start, length }) = self.current else { return &[] };
        // SAFETY: `advance` and `take` saw that the record ends where the two copies of the data do, or before, and these are mapped for
        // as long as `self`. The program that wrote it can't write to it any more, and the kernel gives the place to no other before
        // `release`, which takes `&mut self`: `map` refuses those ring buffers where it would.
        unsafe { slice::from_raw_parts(self.place(start).as_ptr(), length) }
    }

    /// Gives the place of the record back to the kernel.
    #[inline]
    pub(super) fn release(&mut self) {
        if self.current.take().is_some() {
            // What was read of the record was read before the kernel sees this.
            self.consumed().store(self.position(), Ordering::Release);
        }
    }

    /// How far it is, in bytes, from wherever positions started. The record that it is at is behind it already.
    pub(super) fn consumed_bytes(&self) -> u64 {
        self.position() as u64
    }

    /// How many bytes of records lie before it now, at most as many as there is room for.
    pub(super) fn waiting_bytes(&self) -> u64 {
        self.written_to().wrapping_sub(self.position()).min(self.size) as u64
    }

    /// The position of the next record.
    #[inline]
    fn position(&self) -> usize {
        self.lap.wrapping_add(self.next)
    }

    #[inline]
    fn consumed(&self) -> &AtomicUsize {
        // SAFETY: the page is mapped for writing for as long as `self`, aligned, and nothing but atomics touches it.
        unsafe { AtomicUsize::from_ptr(self.consumer.start.as_ptr().cast()) }
    }

    /// The position up to which programs have reserved records.
    #[inline]
    fn written_to(&self) -> usize {
        // SAFETY: the page is mapped for as long as `self`, aligned, and only read, by relaxed loads, which may be of memory that can't
        // be written.
        let produced = unsafe { AtomicUsize::from_ptr(self.producer.start.as_ptr().cast()) };
        let produced = produced.load(Ordering::Relaxed);
        fence(Ordering::Acquire);
        produced
    }

    /// The header of the next record.
    #[inline]
    fn header(&self) -> Header {
        // SAFETY: the callers saw that what has been written goes on for eight bytes at least, and it lies within the two copies of the
        // data, mapped for as long as `self`; the place is aligned, as positions are multiples of eight, and only read, by relaxed loads.
        let header = unsafe { AtomicU32::from_ptr(self.place(self.next).as_ptr().cast()) };
        let header = header.load(Ordering::Relaxed);
        // A program writes its record before it clears the flag.
        fence(Ordering::Acquire);
        let flags = header & (BUSY | DISCARD);
        Header { flags, length: (header & !flags) as usize }
    }

    /// A place in the two copies of the data, from their start.
    #[inline]
    fn place(&self, at: usize) -> NonNull<u8> {
        debug_assert!(at <= 2 * self.size);
        // SAFETY: behind the producer's page, the mapping has twice the size.
        unsafe { self.producer.start.add(self.data + at) }
    }
}

#[cfg(test)]
mod tests;
