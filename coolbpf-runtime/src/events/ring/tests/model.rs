//! Every order in which a kernel and the ring can see each other's reads and writes, as far as the C11 memory model allows them for the
//! orderings that the ring asks for: loom runs the ring's own code against the kernel's side of it.

use loom::cell::UnsafeCell;
use loom::sync::atomic::{AtomicU32, AtomicUsize, fence};
use loom::sync::{Arc, Condvar, Mutex};
use loom::thread;

use super::super::memory;
use super::*;

/// Room for two records of [`STEP`] bytes.
const ROOM: usize = 32;
const STEP: usize = 16;

/// What both sides share of a ring.
struct Words {
    consumed: AtomicUsize,
    produced: AtomicUsize,
    headers: [AtomicU32; ROOM / STEP],
    data: [UnsafeCell<u64>; ROOM / STEP],
    /// Whether the kernel has woken the consumer since that last asked, and what tells it.
    woken: Mutex<bool>,
    wake: Condvar,
}

impl memory::Memory for Arc<Words> {
    fn produced(&self, order: Ordering) -> usize {
        self.produced.load(order)
    }

    fn header(&self, place: usize, order: Ordering) -> u32 {
        self.headers[place % ROOM / STEP].load(order)
    }

    fn set_consumed(&self, position: usize, order: Ordering) {
        self.consumed.store(position, order);
    }

    fn fence(&self, order: Ordering) {
        fence(order);
    }

    fn reach(&self) -> usize {
        2 * ROOM
    }

    fn reach_all(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Words {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            consumed: AtomicUsize::new(0),
            produced: AtomicUsize::new(0),
            headers: Default::default(),
            data: std::array::from_fn(|_| UnsafeCell::new(0)),
            woken: Mutex::new(false),
            wake: Condvar::new(),
        })
    }

    /// `bpf_ringbuf_reserve`, and then `bpf_ringbuf_submit` or `bpf_ringbuf_discard`; whether there is room.
    fn send(&self, start: usize, value: u64, discard: bool) -> bool {
        let slot = start % ROOM / STEP;
        if start + STEP - self.consumed.load(Ordering::Acquire) > ROOM {
            return false;
        }
        self.headers[slot].store(8 | BUSY, Ordering::Relaxed);
        self.produced.store(start + STEP, Ordering::Release);
        // SAFETY: nothing is read through this pointer; loom finds who reads meanwhile.
        self.data[slot].with_mut(|data| unsafe { *data = value });
        // The kernel's `xchg` is a full barrier on both sides.
        fence(Ordering::SeqCst);
        self.headers[slot].swap(if discard { 8 | DISCARD } else { 8 }, Ordering::AcqRel);
        fence(Ordering::SeqCst);
        if self.consumed.load(Ordering::Acquire) == start {
            *self.woken.lock().unwrap() = true;
            self.wake.notify_one();
        }
        true
    }

    /// Waits in `epoll_wait`.
    fn sleep(&self) {
        let mut woken = self.woken.lock().unwrap();
        while !*woken {
            woken = self.wake.wait(woken).unwrap();
        }
        *woken = false;
    }

    fn read(&self, place: Place) -> u64 {
        // SAFETY: loom finds who writes meanwhile.
        self.data[(place.start - HEADER) % ROOM / STEP].with(|data| unsafe { *data })
    }
}

/// Has a kernel send records, each with whether it is discarded, and the ring read those that are not. Where one is read before it is
/// written, written before it was read, or comes without a wake-up, loom says so. Threads are interrupted so often at most.
fn model(records: &'static [bool], interruptions: usize) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(interruptions);
    builder.check(move || {
        let words = Words::new();
        let kernel = Arc::clone(&words);
        let sender = thread::spawn(move || {
            for (at, discard) in records.iter().enumerate() {
                while !kernel.send(at * STEP, at as u64 + 1, *discard) {
                    thread::yield_now();
                }
            }
        });
        let mut ring = Ring::at(Arc::clone(&words), ROOM, 0);
        for (at, _) in records.iter().enumerate().filter(|(_, discard)| !**discard) {
            let place = loop {
                if let Some(place) = ring.take(8) {
                    break place;
                }
                if let Some(place) = ring.advance_or_be_woken().unwrap() {
                    // Else a sixteenth is less than a record.
                    ring.allowed = ring.written;
                    break place;
                }
                words.sleep();
            };
            assert_eq!(words.read(place), at as u64 + 1);
            ring.release(8);
        }
        sender.join().unwrap();
    });
}

#[test]
fn records_are_read_after_they_were_written_and_never_slept_through() {
    model(&[false, false], 3);
}

#[test]
fn a_reader_that_sleeps_behind_a_discarded_record_is_woken() {
    model(&[true, false], 3);
}

#[test]
fn a_place_is_written_again_only_after_it_was_read() {
    model(&[false, false, false], 2);
}
