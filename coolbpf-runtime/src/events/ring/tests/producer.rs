//! A producer in another thread that does what `kernel/bpf/ringbuf.c` does, in its order, and what is then read.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize};
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

use super::*;
use crate::mapping::{Mapping, page_size};

/// The kernel's side of a ring: `bpf_ringbuf_reserve` and `bpf_ringbuf_commit`.
struct Kernel {
    positions: Mapping,
    data: Mapping,
    /// How often the consumer has been woken, and what wakes it.
    wakeups: Mutex<u64>,
    woken: Condvar,
}

impl Kernel {
    fn new(memory: &Memory) -> Self {
        let both = libc::PROT_READ | libc::PROT_WRITE;
        Self {
            positions: Mapping::new(memory.0.as_fd(), 0, 2 * page_size(), both).unwrap(),
            data: Mapping::new(memory.0.as_fd(), 2 * page_size(), 2 * SIZE, both).unwrap(),
            wakeups: Mutex::new(0),
            woken: Condvar::new(),
        }
    }

    fn consumed(&self) -> &AtomicUsize {
        // SAFETY: the page is mapped for as long as `self`, and aligned.
        unsafe { AtomicUsize::from_ptr(self.positions.start.as_ptr().cast()) }
    }

    fn produced(&self) -> &AtomicUsize {
        // SAFETY: as above.
        unsafe { AtomicUsize::from_ptr(self.positions.start.as_ptr().add(page_size()).cast()) }
    }

    /// Where something is in both copies: here the second half of the memory is one of its own.
    fn places(&self, position: usize) -> [*mut u8; 2] {
        let at = position % SIZE;
        // SAFETY: both places are within the mapping.
        [at, at + SIZE].map(|at| unsafe { self.data.start.as_ptr().add(at) })
    }

    fn header(&self, position: usize) -> [&AtomicU32; 2] {
        // SAFETY: the places are mapped for as long as `self`, and aligned, as positions are multiples of eight.
        self.places(position).map(|place| unsafe { AtomicU32::from_ptr(place.cast()) })
    }

    /// Puts a record of `length` times `byte` into the ring once there is room, without a wake-up if it has not.
    fn send(&self, length: usize, byte: u8, discard: bool) {
        let step = (HEADER + length).next_multiple_of(HEADER);
        let start = self.produced().load(Ordering::Relaxed);
        while start + step - self.consumed().load(Ordering::Acquire) > SIZE - 1 {
            thread::yield_now();
        }
        for header in self.header(start) {
            header.store(length as u32 | BUSY, Ordering::Relaxed);
        }
        self.produced().store(start + step, Ordering::Release);
        for at in start + HEADER..start + HEADER + length {
            for place in self.places(at) {
                // SAFETY: the place is within the mapping, and the consumer doesn't read the record before its flag is cleared.
                unsafe { place.write(byte) };
            }
        }
        let flags = if discard { DISCARD } else { 0 };
        let [first, second] = self.header(start);
        second.store(length as u32 | flags, Ordering::Relaxed);
        first.swap(length as u32 | flags, Ordering::SeqCst);
        if self.consumed().load(Ordering::SeqCst) == start {
            *self.wakeups.lock().unwrap() += 1;
            self.woken.notify_one();
        }
    }
}

/// The length, the bytes and whether it is discarded, of each record.
fn plan(records: u32) -> impl Iterator<Item = (usize, u8, bool)> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    (0..records).map(move |at| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        // Runs of one length, as programs send them, and now and then another.
        let length = if state.is_multiple_of(7) { (state >> 8) as usize % 600 } else { 24 };
        (length, at as u8, (state >> 40).is_multiple_of(11))
    })
}

#[test]
fn what_another_thread_sends_comes_whole_in_order_and_with_a_wake_up() {
    const RECORDS: u32 = 100_000;
    let memory = Memory::new();
    let kernel = Kernel::new(&memory);
    let mut ring = memory.ring();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for (length, byte, discard) in plan(RECORDS) {
                kernel.send(length, byte, discard);
            }
            done.store(true, Ordering::Release);
        });
        let mut waits = 0;
        for (length, byte, _) in plan(RECORDS).filter(|(_, _, discard)| !discard) {
            let mut seen = *kernel.wakeups.lock().unwrap();
            let place = loop {
                if let Some(place) = ring.take(24) {
                    break place;
                }
                if let Some(place) = ring.advance_or_be_woken().unwrap() {
                    ring.allow(512);
                    break place;
                }
                let wakeups = kernel.wakeups.lock().unwrap();
                let wait =
                    kernel.woken.wait_timeout_while(wakeups, Duration::from_secs(30), |now| *now == seen);
                let (now, wait) = wait.unwrap();
                assert!(!wait.timed_out(), "a record came without a wake-up");
                seen = *now;
                waits += 1;
            };
            let record = bytes(&mut ring, place);
            assert_eq!(record.len(), length);
            assert!(record.iter().all(|found| *found == byte));
            ring.release(24);
        }
        // The last ones may be discarded.
        while !done.load(Ordering::Acquire) {
            assert_eq!(ring.advance().unwrap(), None);
        }
        assert_eq!(ring.advance().unwrap(), None);
        assert_eq!(ring.position(), kernel.produced().load(Ordering::Relaxed));
        assert!(waits > 0, "the consumer never waited");
    });
}
