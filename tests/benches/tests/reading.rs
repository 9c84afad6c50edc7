//! What reading events costs beside time, and what becomes of a panic meanwhile.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Duration;

use coolbpf_benches::ring;
use coolbpf_benches::test_run::test_run;

/// The system's allocator, which counts what each thread asks it for.
struct Counting;

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

// SAFETY: all is left to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The allocations of this thread while something is done.
fn allocations(act: impl FnOnce() -> u64) -> (u64, u64) {
    let before = COUNT.get();
    let records = act();
    (records, COUNT.get() - before)
}

#[test]
fn reading_events_allocates_nothing() {
    let bpf = ring::open().unwrap().load().unwrap();
    let mut records = bpf.maps.records.events().unwrap().timeout(Duration::ZERO);
    let fill = || test_run(bpf.progs.fill.fd().unwrap(), 8).unwrap();
    // The first look at events installs what watches for Ctrl-C.
    fill();
    assert!(records.next_ref().unwrap().is_some());
    for _ in 0..3 {
        records.by_ref().for_each(drop);
        fill();
        let (count, allocated) =
            allocations(|| records.by_ref().map(|record| u64::from(record.is_ok())).sum());
        assert_eq!((count, allocated), (8191, 0));
        fill();
        let (count, allocated) = allocations(|| {
            let mut count = 0;
            while let Some(record) = records.next_ref().unwrap() {
                count += u64::from(record.bytes().len() == size_of_val(&*record));
            }
            count
        });
        assert_eq!((count, allocated), (8191, 0));
    }
    assert!(allocations(|| std::hint::black_box(vec![1_u64]).len() as u64).1 > 0, "the allocator counts");
}

#[test]
fn a_panic_while_an_event_is_used_unwinds_and_gives_its_place_back() {
    let bpf = ring::open().unwrap().load().unwrap();
    let mut records = bpf.maps.records.events().unwrap().timeout(Duration::ZERO);
    for lent in [true, false] {
        test_run(bpf.progs.fill.fd().unwrap(), 8).unwrap();
        let panic = catch_unwind(AssertUnwindSafe(|| {
            if lent {
                let record = records.next_ref().unwrap().unwrap();
                assert_eq!(record.number, 0);
                // As `panic!`, without a message on standard error.
                resume_unwind(Box::new("in the user's code"));
            }
            for record in records.by_ref() {
                if record.unwrap().number == 0 {
                    resume_unwind(Box::new("in the user's code"));
                }
            }
        }));
        assert_eq!(panic.unwrap_err().downcast_ref(), Some(&"in the user's code"));
        assert_eq!(records.next().unwrap().unwrap().number, 1);
        assert_eq!(records.by_ref().count(), 8191 - 2);
    }
}
