//! The memory that a ring buffer and its consumer share.

use std::io;
use std::os::fd::BorrowedFd;
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
}

/// The memory of a map in the kernel.
///
/// Its `kernel/bpf/ringbuf.c` maps three things into this process, one after another: a page with the consumer's position, which is
/// ours to write; a page with the producer's position; and the data, twice, so that a record that runs over the end goes on in the
/// second copy.
pub(in crate::events) struct Mapped {
    consumer: Mapping,
    producer: Mapping,
    /// The first copy of the data, in `producer`.
    data: NonNull<u8>,
    /// The size of the data.
    size: usize,
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
        let mapped = size.checked_mul(2).and_then(|data| data.checked_add(page));
        let mapped = mapped.ok_or(io::ErrorKind::OutOfMemory)?;
        let consumer = Mapping::new(map, 0, page, libc::PROT_READ | libc::PROT_WRITE)?;
        let producer = Mapping::new(map, page, mapped, libc::PROT_READ)?;
        // SAFETY: the data starts behind the producer's page, in the mapping.
        let data = unsafe { producer.start.add(page) };
        Ok(Self { consumer, producer, data, size })
    }

    /// How far a consumer has said to be.
    pub(super) fn consumed(&self) -> usize {
        self.consumed_word().load(Ordering::Acquire)
    }

    /// A place in the two copies of the data.
    #[inline]
    pub(super) fn place(&self, place: usize) -> NonNull<u8> {
        debug_assert!(place <= 2 * self.size);
        // SAFETY: the data has twice the size, and is mapped for as long as `self`.
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
}
