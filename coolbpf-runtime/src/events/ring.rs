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
    /// The size of the data, a power of two.
    size: usize,
    /// Where the next record is: behind the one that is read, else at the consumer's position. The consumer's page can be written by
    /// whoever else has the map, so it is not read again.
    next: usize,
    /// The producer's position when it was last looked at: what lies before it has been written.
    produced: usize,
    /// How far [`Ring::take`] may go; not further than `produced`.
    allowed: usize,
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
        let mut ring = Self { consumer, producer, size, next: 0, produced: 0, allowed: 0, current: None };
        ring.next = ring.consumed().load(Ordering::Acquire);
        (ring.produced, ring.allowed) = (ring.next, ring.next);
        if !ring.next.is_multiple_of(HEADER) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(ring)
    }

    /// Goes to the next record that a program has submitted, unless the ring is at one; tells whether there is one.
    pub(super) fn advance(&mut self) -> Result<bool, Corrupt> {
        while self.current.is_none() {
            // What lies before this position was written before it was.
            self.produced = self.produced_now().load(Ordering::Acquire);
            self.allowed = self.next;
            let available = self.produced.wrapping_sub(self.next);
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
            self.go_to(length, step);
            self.allowed = self.next;
            if header.flags & DISCARD != 0 {
                self.release();
            }
        }
        Ok(true)
    }

    /// Lets [`Ring::take`] go on through what has been written, for `most` bytes; returns how many bytes that and the record that the
    /// ring is at are.
    pub(super) fn allow(&mut self, most: usize) -> usize {
        let more = self.produced.wrapping_sub(self.next).min(most);
        self.allowed = self.next.wrapping_add(more);
        more + self.record().len() + HEADER
    }

    /// Goes to the next record, if it is one of the usual `length` within what [`Ring::allow`] allows; tells whether it is.
    ///
    /// This, and all that is called for each record, is inlined into the loop that uses the records. With the length known beforehand, a
    /// processor need not wait for one header to know where the next is.
    #[inline]
    pub(super) fn take(&mut self, length: usize) -> bool {
        let step = (HEADER + length).next_multiple_of(HEADER);
        if self.allowed.wrapping_sub(self.next) < step {
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
        self.current = Some(Current { start: self.offset() + HEADER, length });
        self.next = self.next.wrapping_add(step);
    }

    /// [`Ring::advance`], in such a way that after `false` the kernel signals the next record that is submitted.
    ///
    /// It does so if the consumer's position, when it looks, is that of the record. So our position must be visible
    /// before we look for a record the last time: the fence pairs with the kernel's exchange of the header in
    /// `bpf_ringbuf_commit`.
    pub(super) fn advance_or_be_woken(&mut self) -> Result<bool, Corrupt> {
        if self.advance()? {
            return Ok(true);
        }
        fence(Ordering::SeqCst);
        self.advance()
    }

    /// The data of the record that the ring is at; none if it isn't at one.
    #[inline]
    pub(super) fn record(&self) -> &[u8] {
        let Some(Current { start, length }) = self.current else { return &[] };
        // SAFETY: `advance` and `take` saw that the record ends within `size` bytes from a start within the first copy of the
        // data, so it lies within the two copies, which are mapped for as long as `self`. The program that wrote it
        // can't write to it any more, and the kernel gives the place to no other before `release`, which takes
        // `&mut self`: `map` refuses those ring buffers where it would.
        unsafe { slice::from_raw_parts(self.data().add(start).as_ptr(), length) }
    }

    /// Gives the place of the record back to the kernel.
    #[inline]
    pub(super) fn release(&mut self) {
        if self.current.take().is_some() {
            // What was read of the record was read before the kernel sees this.
            self.consumed().store(self.next, Ordering::Release);
        }
    }

    /// How far it is, in bytes, from wherever positions started. The record that it is at is behind it already.
    pub(super) fn consumed_bytes(&self) -> u64 {
        self.next as u64
    }

    /// How many bytes of records lie before it now, at most as many as there is room for.
    pub(super) fn waiting_bytes(&self) -> u64 {
        self.produced_now().load(Ordering::Acquire).wrapping_sub(self.next).min(self.size) as u64
    }

    /// Where the next record is in the first copy of the data.
    #[inline]
    fn offset(&self) -> usize {
        self.next & (self.size - 1)
    }

    #[inline]
    fn consumed(&self) -> &AtomicUsize {
        // SAFETY: the page is mapped for writing for as long as `self`, aligned, and nothing but atomics touches it.
        unsafe { AtomicUsize::from_ptr(self.consumer.start.as_ptr().cast()) }
    }

    fn produced_now(&self) -> &AtomicUsize {
        // SAFETY: the page is mapped for as long as `self`, aligned, and only read, by atomics.
        unsafe { AtomicUsize::from_ptr(self.producer.start.as_ptr().cast()) }
    }

    /// The header of the next record.
    #[inline]
    fn header(&self) -> Header {
        // SAFETY: the place is within the first copy of the data, mapped for as long as `self`, aligned, as positions are multiples
        // of eight, and only read, by atomics.
        let header = unsafe { AtomicU32::from_ptr(self.data().add(self.offset()).as_ptr().cast()) };
        // A program writes its record before it clears the flag.
        let header = header.load(Ordering::Acquire);
        let flags = header & (BUSY | DISCARD);
        Header { flags, length: (header & !flags) as usize }
    }

    /// The first copy of the data, behind the producer's page.
    #[inline]
    fn data(&self) -> NonNull<u8> {
        // SAFETY: the mapping has one page and twice the size.
        unsafe { self.producer.start.add(self.producer.length - 2 * self.size) }
    }
}

#[cfg(test)]
mod tests;
