//! Reads events in the way that its argument says; `tests/bindings/events.rs` says what should come of it.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use coolbpf::{Bool, End, Result};
use scratch::bindings;

bindings!(events);

/// Counts what its thread allocates.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

// SAFETY: all is left to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() -> Result<()> {
    let how = std::env::args().nth(1).unwrap_or_default();
    match how.as_str() {
        "random" => random(),
        "busy" => busy(),
        "one-reader" => one_reader(),
        "quiet" => print_events(64, 1),
        "flood" => print_events(u64::MAX, u64::MAX),
        "summary" => print_events(64, 1).map(|()| println!("done")),
        "signals" => signals(),
        "unwatched" => unwatched(),
        "ignored-signal" => {
            // SAFETY: ignoring a signal touches nothing of this program.
            unsafe { libc::signal(libc::SIGINT, libc::SIG_IGN) };
            signals()
        }
        other => panic!("{other:?}"),
    }
}

/// A thread that waits for `start`, then makes system calls until `calls` are made or `stop` is set.
struct Caller {
    id: u32,
    start: std::sync::mpsc::Sender<()>,
    thread: JoinHandle<()>,
}

static STOP: AtomicBool = AtomicBool::new(false);

impl Caller {
    fn new(calls: u64) -> Self {
        let (send_id, id) = channel();
        let (start, started) = channel();
        let thread = thread::spawn(move || {
            // SAFETY: a thread may ask for its id.
            send_id.send(unsafe { libc::gettid() }).unwrap();
            let _ = started.recv();
            for _ in 0..calls {
                if STOP.load(Ordering::Relaxed) {
                    break;
                }
                let _ = fs::metadata("/");
            }
        });
        let id = id.recv().unwrap().cast_unsigned();
        // It sleeps in its last system call before `start`, so that programs that are attached now don't see it.
        let state = format!("/proc/self/task/{id}/stat");
        while !fs::read_to_string(&state).unwrap().contains(") S ") {
            thread::yield_now();
        }
        Self { id, start, thread }
    }

    fn run(self) -> JoinHandle<()> {
        self.start.send(()).unwrap();
        self.thread
    }
}

fn load(producer: &Caller, holder: Option<&Caller>) -> Result<events::Bpf> {
    let mut open = events::open()?;
    open.bss().producer = producer.id;
    open.bss().holder = holder.map_or(0, |holder| holder.id);
    let mut bpf = open.load()?;
    bpf.attach()?;
    Ok(bpf)
}

/// Every event arrives, once, in order, whole, at its length, without an allocation, and wakes the reader: if one didn't,
/// none would after it, since the kernel signals only the record that the reader has come to.
fn random() -> Result<()> {
    let producer = Caller::new(u64::MAX);
    let bpf = load(&producer, None)?;
    let mut reader = bpf.events()?.timeout(Duration::from_secs(60));
    let producer = producer.run();
    let (mut number, mut bytes, mut short, mut allocations) = (0, 0, 0, 0);
    while number < 40_000 {
        let before = ALLOCATIONS.get();
        // By turns in place and as copies.
        let event = if number % 2 == 0 {
            reader.next_ref().transpose().expect("an event comes in time").map(|event| {
                let length = event.length as usize;
                assert_eq!(event.bytes().len(), length);
                assert!(length == 8 || event.bytes()[length - 1] == number as u8);
                *event
            })
        } else {
            reader.next().expect("an event comes in time")
        };
        match event {
            Ok(event) => {
                assert_eq!(event.number, number);
                bytes += event.length;
                // The first call has more to do.
                if number > 0 {
                    allocations += ALLOCATIONS.get() - before;
                }
            }
            Err(error) => {
                assert!(error.to_string().ends_with("bytes, not 8"), "{error}");
                short += 1;
            }
        }
        number += 1;
    }
    STOP.store(true, Ordering::Relaxed);
    producer.join().unwrap();
    let mut reader = reader.timeout(Duration::ZERO);
    number += reader.by_ref().count() as u32;
    let counted = bpf.bss().read()?;
    assert_eq!((reader.end(), counted.number, allocations), (Some(End::Timeout), number, 0));
    assert!(bytes > 4096 * 1000 && short > 100 && counted.discarded > 100, "{bytes} {short} {counted:?}");
    Ok(())
}

/// A record that stays reserved holds back those behind it; meanwhile the reader sleeps, and wakes when it is submitted.
fn busy() -> Result<()> {
    let producer = Caller::new(1);
    let holder = Caller::new(1);
    let bpf = load(&producer, Some(&holder))?;
    let mut reader = bpf.events()?.timeout(Duration::from_millis(100));
    let held = holder.run();
    while bpf.bss().read()?.holding == 0 {
        thread::yield_now();
    }
    // The holder's system call is not done, but the producer's are: the reader is offered a ring that is not empty.
    producer.run().join().unwrap();
    let before = cpu_time();
    let first = reader.next().transpose()?;
    let used = cpu_time() - before;
    // On a busy machine the holder may be at the end of its patience before the reader comes to wait.
    if bpf.bss().read()?.gave_up == 0 {
        assert_eq!((first.map(|event| event.number), reader.end()), (None, Some(End::Timeout)));
        assert!(used < Duration::from_millis(30), "waiting took {used:?} of the CPU");
    }
    let mut reader = reader.timeout(Duration::from_secs(10));
    let first = thread::scope(|scope| {
        let releasing =
            scope.spawn(|| bpf.data_control().write(&events::types::data_control { released: 1 }));
        let first = match first {
            Some(first) => first,
            None => reader.next().expect("the record is submitted in the end")?,
        };
        releasing.join().unwrap().map(|()| first)
    })?;
    assert_eq!(first.number, 1_000_000);
    let behind = reader.timeout(Duration::ZERO).filter(|event| event.as_ref().is_ok()).count();
    assert!(behind as u32 <= bpf.bss().read()?.number && bpf.bss().read()?.number > 0, "{behind}");
    held.join().unwrap();
    Ok(())
}

fn cpu_time() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the kernel writes the time.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

fn one_reader() -> Result<()> {
    let producer = Caller::new(0);
    let bpf = load(&producer, None)?;
    let reader = bpf.events()?;
    println!("{}", bpf.events().unwrap_err());
    drop(reader);
    let mut reader = bpf.events()?.deadline(Instant::now());
    assert!(reader.next().is_none() && reader.end() == Some(End::Timeout));
    assert!(reader.next_ref()?.is_none());
    Ok(())
}

/// Reads the events of so many system calls, and prints the first of them, until nobody reads what it prints.
fn print_events(calls: u64, mut printed: u64) -> Result<()> {
    let producer = Caller::new(calls);
    let bpf = load(&producer, None)?;
    let thread = producer.run();
    let mut reader = bpf.events()?.timeout(Duration::from_secs(600));
    for event in reader.by_ref().flatten() {
        if printed > 0 {
            printed -= 1;
            println!("{}", event.number);
        }
    }
    assert_eq!(reader.end(), Some(End::StdoutClosed));
    STOP.store(true, Ordering::Relaxed);
    thread.join().unwrap();
    Ok(())
}

/// Tells what happens, and goes on when it is told to by a line of input.
fn signals() -> Result<()> {
    let producer = Caller::new(0);
    let bpf = load(&producer, None)?;
    let mut reader = bpf.events()?.timeout(Duration::ZERO);
    // Whatever is asked for first installs the handlers.
    assert!(reader.next().is_none());
    println!("reading");
    let mut reader = reader.timeout(Duration::from_secs(600));
    assert!(reader.next().is_none());
    println!("{:?} {}", reader.end(), Bool::from(true));
    assert!(reader.next().is_none() && reader.end() == Some(End::Interrupted));
    wait_for_a_line();
    drop(reader);
    println!("dropped");
    wait_for_a_line();
    println!("still here");
    Ok(())
}

/// Reads on, whatever comes.
fn unwatched() -> Result<()> {
    let producer = Caller::new(0);
    let bpf = load(&producer, None)?;
    let mut reader = bpf.events()?.ignore_signals().ignore_stdout().timeout(Duration::ZERO);
    assert!(reader.next().is_none());
    println!("reading");
    wait_for_a_line();
    assert!(reader.next().is_none() && reader.end() == Some(End::Timeout));
    let error = std::io::Write::write(&mut std::io::stdout(), b"unread\n").unwrap_err();
    eprintln!("{}", error.kind());
    Ok(())
}

fn wait_for_a_line() {
    std::io::stdin().read_line(&mut String::new()).unwrap();
}
