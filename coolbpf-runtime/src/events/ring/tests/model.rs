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

    /// `bpf_ringbuf_reserve`; whether there is room.
    fn reserve(&self, start: usize) -> bool {
        if start + STEP - self.consumed.load(Ordering::Acquire) > ROOM {
            return false;
        }
        self.headers[start % ROOM / STEP].store(8 | BUSY, Ordering::Relaxed);
        self.produced.store(start + STEP, Ordering::Release);
        true
    }

    /// `bpf_ringbuf_submit`, or `bpf_ringbuf_discard`, of a record whose value is made of its position.
    fn commit(&self, start: usize, discard: bool) {
        let slot = start % ROOM / STEP;
        // SAFETY: nothing is read through this pointer; loom finds who reads meanwhile.
        self.data[slot].with_mut(|data| unsafe { *data = start as u64 + 1 });
        // The kernel's `xchg` is a full barrier on both sides.
        fence(Ordering::SeqCst);
        self.headers[slot].swap(if discard { 8 | DISCARD } else { 8 }, Ordering::AcqRel);
        fence(Ordering::SeqCst);
        if self.consumed.load(Ordering::Acquire) == start {
            *self.woken.lock().unwrap() = true;
            self.wake.notify_one();
        }
    }

    /// Waits in `epoll_wait`.
    fn sleep(&self) {
        let mut woken = self.woken.lock().unwrap();
        while !*woken {
            woken = self.wake.wait(woken).unwrap();
        }
        *woken = false;
    }

    fn value(&self, place: Place) -> u64 {
        // SAFETY: loom finds who writes meanwhile.
        self.data[(place.start - HEADER) % ROOM / STEP].with(|data| unsafe { *data })
    }
}

/// Has the ring read the records at these places, each as soon as it is woken for it. Where one is read before it is written, written
/// again before it was read, or comes without a wake-up, loom says so.
fn read(words: &Arc<Words>, starts: impl Iterator<Item = usize>) {
    let mut ring = Ring::at(Arc::clone(words), ROOM, 0);
    for start in starts {
        let place = loop {
            if let Some(place) = ring.take(8) {
                break place;
            }
            if let Some(place) = ring.advance_or_be_woken().unwrap() {
                // A sixteenth of this ring is less than a record.
                ring.allowed = ring.written;
                break place;
            }
            words.sleep();
        };
        assert_eq!(words.value(place), start as u64 + 1);
        ring.release(8);
    }
}

/// In every order in which threads are interrupted so often at most.
fn in_every_order(interruptions: usize, run: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(interruptions);
    builder.check(run);
}

/// One processor sends some records.
fn one_sender(interruptions: usize, records: usize) {
    in_every_order(interruptions, move || {
        let words = Words::new();
        let kernel = Arc::clone(&words);
        let starts = move || (0..records).map(|at| at * STEP);
        let sender = thread::spawn(move || {
            for start in starts() {
                while !kernel.reserve(start) {
                    thread::yield_now();
                }
                kernel.commit(start, false);
            }
        });
        read(&words, starts());
        sender.join().unwrap();
    });
}

#[test]
fn records_are_read_after_they_were_written_and_never_slept_through() {
    one_sender(3, 2);
}

#[test]
fn a_place_is_written_again_only_after_it_was_read() {
    one_sender(2, 3);
}

#[test]
fn a_reader_that_sleeps_behind_what_another_processor_discards_is_woken() {
    in_every_order(3, || {
        let words = Words::new();
        assert!(words.reserve(0) && words.reserve(STEP));
        let senders = [(0, true), (STEP, false)].map(|(start, discard)| {
            let kernel = Arc::clone(&words);
            thread::spawn(move || kernel.commit(start, discard))
        });
        read(&words, std::iter::once(STEP));
        for sender in senders {
            sender.join().unwrap();
        }
    });
}
