//! The consumer's side of a BPF ring buffer, read in place.
//!
//! A record is a header of eight bytes, of which the first four are its length and two flags, and its data, padded to a multiple of
//! eight. Positions count bytes since the map was made and never go back. A record's place is given back to the kernel by a
//! consumer's position behind it. Each store of that position costs whoever reserves a record a cache miss, so it is made for many
//! records at once: when there are no more that are known to be written, and at the latest for a sixteenth of the ring.

mod memory;

use std::io;
use std::os::fd::BorrowedFd;
use std::ptr::NonNull;
use std::sync::atomic::Ordering;

use super::Unreadable;
use memory::{Mapped, Memory};

/// `BPF_RINGBUF_BUSY_BIT`: reserved, and neither submitted nor discarded yet.
const BUSY: u32 = 1 << 31;
/// `BPF_RINGBUF_DISCARD_BIT`: to be skipped.
const DISCARD: u32 = 1 << 30;
/// `BPF_F_RB_OVERWRITE`, since Linux 6.19: a record that is being read can be overwritten.
const OVERWRITE: u32 = 1 << 19;
/// `BPF_RINGBUF_HDR_SZ`.
const HEADER: usize = 8;
/// How many parts of a ring can be kept from the kernel after they were read: one of so many.
const PARTS: usize = 16;

/// A ring buffer, and how far it has been read.
pub(super) struct Ring<M = Mapped> {
    memory: M,
    /// The size of the data, a power of two.
    size: usize,
    /// Where the next record is, from the start of the data and within the two copies. The consumer's page can be written by whoever
    /// else has the map, so it is not read again.
    next: usize,
    /// How far [`Ring::take`] may go, from the start of the data: not further than what is known to have been written.
    allowed: usize,
    /// How far it might go.
    written: usize,
    /// The position of the start of the data: `lap + next` is that of the next record.
    lap: usize,
    /// The consumer's position that the kernel was told last.
    told: usize,
    /// The position up to which programs had reserved records when that was noted last.
    owed: usize,
}

/// Where a record's data is, from the start of the ring's data, and its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    start: usize,
    pub(super) length: usize,
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

/// What is at the next position.
enum Found {
    Nothing,
    Discarded,
    Record(Place),
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
        let size = size as usize;
        let memory = Mapped::new(map, size)?;
        let position = memory.consumed();
        if !position.is_multiple_of(HEADER) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(Self::at(memory, size, position))
    }

    /// The data of a record, for as long as neither [`Ring::release`] nor another record was asked for.
    #[inline]
    pub(super) fn record(&self, place: Place) -> NonNull<[u8]> {
        NonNull::slice_from_raw_parts(self.memory.place(place.start), place.length)
    }
}

impl<M: Memory> Ring<M> {
    /// A ring of `size` bytes that has been read up to `position`.
    fn at(memory: M, size: usize, position: usize) -> Self {
        let mut ring = Self {
            memory,
            size,
            next: 0,
            allowed: 0,
            written: 0,
            lap: position,
            told: position,
            owed: position,
        };
        ring.start_over();
        ring
    }

    /// Goes to the next record that a program has submitted, if there is one, and gives back what was read before.
    pub(super) fn advance(&mut self) -> Result<Option<Place>, Unreadable> {
        loop {
            self.tell();
            match self.look()? {
                Found::Record(place) => return Ok(Some(place)),
                Found::Discarded => {}
                Found::Nothing => return Ok(None),
            }
        }
    }

    /// [`Ring::advance`], in such a way that after `None` the kernel signals the next record that is submitted.
    ///
    /// It does so if the consumer's position, when it looks, is that of the record. So our position must be visible
    /// before we look for a record the last time: the fence pairs with the kernel's exchange of the header in
    /// `bpf_ringbuf_commit`.
    pub(super) fn advance_or_be_woken(&mut self) -> Result<Option<Place>, Unreadable> {
        loop {
            if let Some(place) = self.advance()? {
                return Ok(Some(place));
            }
            let told = self.told;
            self.memory.fence(Ordering::SeqCst);
            if let Some(place) = self.advance()? {
                return Ok(Some(place));
            }
            // What was discarded and passed over meanwhile has moved the position: that, too, must be visible first.
            if self.told == told {
                return Ok(None);
            }
        }
    }

    /// Looks at the next position, and goes on behind what is there.
    fn look(&mut self) -> Result<Found, Unreadable> {
        self.start_over();
        let available = self.written_to().wrapping_sub(self.position());
        if available == 0 {
            return Ok(Found::Nothing);
        }
        if available > self.size || available < HEADER {
            return Err(Unreadable::Corrupt(format!("{available} bytes are said to be in {}", self.size)));
        }
        let header = self.header(self.next);
        let (length, step) = (header.length, header.step());
        if header.flags & BUSY != 0 {
            return Ok(Found::Nothing);
        }
        if step > available {
            return Err(Unreadable::Corrupt(format!(
                "a record of {length} bytes is said to be in {available}"
            )));
        }
        if self.next + step > self.memory.reach() {
            self.memory.reach_all().map_err(Unreadable::Unmapped)?;
        }
        let start = self.next + HEADER;
        self.written = (self.next + available).min(self.memory.reach());
        self.next += step;
        self.allowed = self.next;
        if header.flags & DISCARD != 0 {
            return Ok(Found::Discarded);
        }
        Ok(Found::Record(Place { start, length }))
    }

    /// Counts from the first copy of the data again, with nothing known to have been written.
    fn start_over(&mut self) {
        let position = self.position();
        self.next = position & (self.size - 1);
        self.lap = position.wrapping_sub(self.next);
        (self.allowed, self.written) = (self.next, self.next);
    }

    /// Lets [`Ring::take`] go on through what has been written, for `most` bytes and no more than may be kept from the kernel; returns
    /// for how many.
    pub(super) fn allow(&mut self, most: usize) -> usize {
        let more = (self.written - self.next).min(most).min(self.size / PARTS);
        self.allowed = self.next + more;
        more
    }

    /// Goes to the next record, if it is one of the usual `length` within what [`Ring::allow`] allows, and not the last there: so it needs
    /// no [`Ring::release`].
    ///
    /// This, and all that is called for each record, is inlined into the loop that uses the records. With the length known beforehand, a
    /// processor need not wait for one header to know where the next is.
    #[inline]
    pub(super) fn take(&mut self, length: usize) -> Option<Place> {
        let (next, step) = (self.next, Header { flags: 0, length }.step());
        if self.allowed - next < 2 * step {
            return None;
        }
        let header = self.header(next);
        if header.flags != 0 || header.length != length {
            return None;
        }
        self.next = next + step;
        Some(Place { start: next + HEADER, length })
    }

    /// Is done with the record that it went to last; the next one is usually of `length`. Gives back what was read, unless there may be
    /// more to read soon.
    #[inline]
    pub(super) fn release(&mut self, length: usize) {
        if self.allowed - self.next < (Header { flags: 0, length }).step() {
            self.tell();
        }
    }

    /// Gives everything that was read back to the kernel.
    #[inline(never)]
    pub(super) fn tell(&mut self) {
        let position = self.position();
        if position != self.told {
            // What was read of the records was read before the kernel sees this.
            self.memory.set_consumed(position, Ordering::Release);
            self.told = position;
        }
    }

    /// Notes how far programs have come, at most as far as there is room.
    pub(super) fn owe(&mut self) {
        let waiting = self.written_to().wrapping_sub(self.position()).min(self.size);
        self.owed = self.position().wrapping_add(waiting);
    }

    /// Whether some of what was there when that was noted last lies before it still. The record that it is at is behind it already.
    pub(super) fn is_owed(&self) -> bool {
        self.owed.wrapping_sub(self.position()).cast_signed() > 0
    }

    /// The position of the next record.
    #[inline]
    fn position(&self) -> usize {
        self.lap.wrapping_add(self.next)
    }

    /// The position up to which programs have reserved records.
    fn written_to(&self) -> usize {
        let produced = self.memory.produced(Ordering::Relaxed);
        // The kernel writes the header, with the flag that says busy, before it moves this position.
        self.memory.fence(Ordering::Acquire);
        produced
    }

    /// The header of the record at a place that is known to have been written.
    #[inline]
    fn header(&self, place: usize) -> Header {
        let header = self.memory.header(place, Ordering::Relaxed);
        // A program writes its record before it clears the flag.
        self.memory.fence(Ordering::Acquire);
        let flags = header & (BUSY | DISCARD);
        Header { flags, length: (header & !flags) as usize }
    }
}

#[cfg(test)]
mod tests;
