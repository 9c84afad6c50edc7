//! The memory that a ring buffer and its consumer share.

use std::io;
use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};
use std::ptr::NonNull;
use std::sync::atomic::{self, AtomicU32, AtomicUsize, Ordering};

use crate::mapping::{Mapping, page_size};

/// What both sides read and write of a ring, besides the bytes of records: those of the kernel, or a model's.
pub(in crate::events) trait Memory {
    /// The position up to which programs have reserved records.
    fn produced(&self, order: Ordering) -> usize;
    /// The header of the record at a place in the two copies of the data, which the caller knows to have been written.
    fn header(&self, place: usize, order: Ordering) -> u32;
    /// Says how far the consumer is.
    fn set_consumed(&self, position: usize, order: Ordering);
    fn fence(&self, order: Ordering);
    /// How far the two copies of the data can be read.
    fn reach(&self) -> usize;
    /// Has them be read to their end.
    fn reach_all(&mut self) -> io::Result<()>;
}

/// How many bytes of the second copy of the data are mapped at first. The kernel counts all that is mapped as this process's memory,
/// both copies of it.
const OVERLAP: usize = 16 << 10;

/// The memory of a map in the kernel.
///
/// Its `kernel/bpf/ringbuf.c` maps three things into this process, one after another: a page with the consumer's position, which is
/// ours to write; a page with the producer's position; and the data, twice, so that a record that runs over the end goes on in the
/// second copy. Of that, only the start is mapped until a record takes more.
pub(in crate::events) struct Mapped {
    map: OwnedFd,
    consumer: Mapping,
    producer: Mapping,
    /// The first copy of the data, in `producer`.
    data: NonNull<u8>,
    /// The size of the data, once.
    size: usize,
    /// How much of the two copies is mapped.
    reach: usize,
}

// SAFETY: the memory belongs to the process, not to a thread, and `data` lies in it.
unsafe impl Send for Mapped {}
// SAFETY: as above; what is shared of it is read and written by atomics.
unsafe impl Sync for Mapped {}

impl Mapped {
    /// Maps the ring buffer `map` with `size` bytes of data, a power of two of pages.
    pub(super) fn new(map: BorrowedFd<'_>, size: usize) -> io::Result<Self> {
        let page = page_size();
        if !size.is_power_of_two() || !size.is_multiple_of(page) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let reach = size.checked_add(size.min(OVERLAP.next_multiple_of(page)));
        let reach = reach.ok_or(io::ErrorKind::OutOfMemory)?;
        let consumer = Mapping::new(map, 0, page, libc::PROT_READ | libc::PROT_WRITE)?;
        let (producer, data) = readable(map, reach)?;
        Ok(Self { map: map.try_clone_to_owned()?, consumer, producer, data, size, reach })
    }

    /// How far a consumer has said to be.
    pub(super) fn consumed(&self) -> usize {
        self.consumed_word().load(Ordering::Acquire)
    }

    /// A place in the two copies of the data.
    #[inline]
    pub(super) fn place(&self, place: usize) -> NonNull<u8> {
        debug_assert!(place <= self.reach);
        // SAFETY: so much of the data is mapped for as long as `self`, which loses nothing of it.
        unsafe { self.data.add(place) }
    }

    #[inline]
    fn consumed_word(&self) -> &AtomicUsize {
        // SAFETY: the page is mapped for writing for as long as `self`, aligned, and nothing but atomics touches it.
        unsafe { AtomicUsize::from_ptr(self.consumer.start.as_ptr().cast()) }
    }
}

impl Memory for Mapped {
    #[inline]
    fn produced(&self, order: Ordering) -> usize {
        debug_assert_eq!(order, Ordering::Relaxed);
        // SAFETY: the page is mapped for as long as `self`, aligned, and only read, by relaxed loads, which may be of memory that can't
        // be written.
        unsafe { AtomicUsize::from_ptr(self.producer.start.as_ptr().cast()) }.load(order)
    }

    #[inline]
    fn header(&self, place: usize, order: Ordering) -> u32 {
        debug_assert_eq!(order, Ordering::Relaxed);
        // SAFETY: the caller knows that what has been written goes on for eight bytes at least, and it lies within the two copies of the
        // data, mapped for as long as `self`; the place is aligned, as positions are multiples of eight, and only read, by relaxed loads.
        unsafe { AtomicU32::from_ptr(self.place(place).as_ptr().cast()) }.load(order)
    }

    #[inline]
    fn set_consumed(&self, position: usize, order: Ordering) {
        self.consumed_word().store(position, order);
    }

    #[inline]
    fn fence(&self, order: Ordering) {
        atomic::fence(order);
    }

    fn reach(&self) -> usize {
        self.reach
    }

    fn reach_all(&mut self) -> io::Result<()> {
        let reach = self.size.checked_mul(2).ok_or(io::ErrorKind::OutOfMemory)?;
        (self.producer, self.data) = readable(self.map.as_fd(), reach)?;
        self.reach = reach;
        Ok(())
    }
}

/// Maps the producer's page and so many bytes of data behind it, and tells where these start.
fn readable(map: BorrowedFd<'_>, bytes: usize) -> io::Result<(Mapping, NonNull<u8>)> {
    let page = page_size();
    let length = bytes.checked_add(page).ok_or(io::ErrorKind::OutOfMemory)?;
    let mapping = Mapping::new(map, page, length, libc::PROT_READ)?;
    // SAFETY: the data starts behind the producer's page, in the mapping.
    let data = unsafe { mapping.start.add(page) };
    Ok((mapping, data))
}
