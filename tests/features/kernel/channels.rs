//! Channels: the same object by ring buffers and by perf buffers.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use coolbpf::{Channel, ChannelKind, End, MapType, Result, Value, WakeUp};
use coolbpf_features::channels::{self, types};

use crate::since;
use crate::system::{is_asleep, nice, stay, tid};

/// Long enough for whatever is to come, and looked at by nobody where all is well.
const LONG: Duration = Duration::from_secs(240);

/// What this kernel has of both.
fn kinds() -> impl Iterator<Item = ChannelKind> {
    let ring = !coolbpf::kernel().map_type(MapType::Ringbuf).is_no();
    ring.then_some(ChannelKind::RingBuffer).into_iter().chain([ChannelKind::PerfBuffer])
}

/// Which programs are to run.
#[derive(Clone, Copy, PartialEq)]
enum Sender {
    Event,
    ByFunction,
    Large,
    Tail,
    Two,
}

/// Open, with one program, and all channels of a kind.
fn opened(sender: Sender, kind: ChannelKind) -> Result<channels::Open> {
    let mut open = channels::open()?;
    open.progs.send_event.set_autoload(sender == Sender::Event)?;
    open.progs.send_by_function.set_autoload(sender == Sender::ByFunction)?;
    open.progs.send_large.set_autoload(sender == Sender::Large)?;
    open.progs.send_tail.set_autoload(sender == Sender::Tail)?;
    open.progs.send_two.set_autoload(sender == Sender::Two)?;
    open.maps.events.set_kind(kind)?;
    open.maps.large_events.set_kind(kind)?;
    open.maps.tails.set_kind(kind)?;
    Ok(open)
}

fn attached(open: channels::Open, tid: u32) -> Result<channels::Bpf> {
    let mut bpf = open.load()?;
    bpf.maps.mine.set(0, &tid)?;
    bpf.attach()?;
    Ok(bpf)
}

/// The events that are there, as far as `of` reads them.
fn drain<T: Value, R>(channel: &Channel<T>, of: impl Fn(&T, &[u8]) -> R) -> Result<Vec<R>> {
    let mut events = channel.events()?.ignore_signals().ignore_stdout().timeout(Duration::ZERO);
    let mut read = Vec::new();
    while let Some(event) = events.next_ref()? {
        read.push(of(&event, event.bytes()));
    }
    assert_eq!(events.end(), Some(End::Timeout));
    Ok(read)
}

#[test]
fn a_channel_is_a_ring_buffer_where_the_kernel_has_them() {
    since::CHANNEL.is_shown_by(|| {
        let mut open = channels::open()?;
        open.progs.send_large.set_autoload(false)?;
        let bpf = open.load()?;
        let best = kinds().next().unwrap();
        for kind in [bpf.maps.events.kind(), bpf.maps.large_events.kind(), bpf.maps.tails.kind()] {
            assert_eq!(kind, best);
        }
        Ok(())
    });
}

#[test]
fn events_are_the_same_by_both_kinds() {
    since::CHANNEL.is_shown_by(|| {
        stay();
        for kind in kinds() {
            let bpf = attached(opened(Sender::Event, kind)?, tid())?;
            assert_eq!(bpf.maps.events.kind(), kind);
            // There is no reader yet. One of them is discarded.
            (6..9).for_each(nice);
            let read =
                |event: &types::event, _: &[u8]| (event.tid, event.nice, event.comm.to_string().is_empty());
            assert_eq!(drain(&bpf.maps.events, read)?, [(tid(), 6, false), (tid(), 8, false)], "{kind}");
            // Nor is there one between two.
            nice(3);
            let mut events = bpf.maps.events.events()?.ignore_signals().ignore_stdout();
            assert_eq!(events.next().unwrap()?.nice, 3);
            assert!(bpf.maps.events.events().is_err(), "there is a reader already");
            drop(events);
            assert_eq!(bpf.maps.events.lost()?, 0);
        }
        for kind in kinds() {
            is_woken_behind_what_is_discarded(kind)?;
        }
        Ok(())
    });
}

/// A reader that sleeps where an event is discarded gets the next.
fn is_woken_behind_what_is_discarded(kind: ChannelKind) -> Result<()> {
    let reader = tid();
    let (tell, told) = mpsc::channel();
    let (begin, begun) = mpsc::channel();
    let caller = std::thread::spawn(move || {
        tell.send(tid()).unwrap();
        begun.recv().unwrap();
        while !is_asleep(reader) {
            std::thread::yield_now();
        }
        nice(7);
        nice(4);
    });
    let bpf = attached(opened(Sender::Event, kind)?, told.recv().unwrap())?;
    let events = bpf.maps.events.events()?.ignore_signals().ignore_stdout();
    let deadline = Instant::now() + LONG;
    let mut events = events.deadline(deadline);
    begin.send(()).unwrap();
    assert_eq!(events.next().map(|event| event.map(|event| event.nice)).transpose()?, Some(4), "{kind}");
    // What nobody was woken for comes then.
    assert!(Instant::now() < deadline, "{kind}: the reader was not woken");
    caller.join().unwrap();
    Ok(())
}

#[test]
fn functions_send_events_too() {
    since::CHANNEL_FUNCTION.is_shown_by(|| {
        for kind in kinds() {
            let bpf = attached(opened(Sender::ByFunction, kind)?, tid())?;
            nice(2);
            let read = |event: &types::event, _: &[u8]| (event.nice, event.comm.to_string());
            assert_eq!(drain(&bpf.maps.events, read)?, [(2, "f".to_owned())], "{kind}");
        }
        Ok(())
    });
}

#[test]
fn events_may_be_larger_than_the_stack() {
    since::LARGE_EVENTS.is_shown_by(|| {
        stay();
        for kind in kinds() {
            let bpf = attached(opened(Sender::Large, kind)?, tid())?;
            for value in 0..5 {
                nice(value);
            }
            let read = |event: &types::large, _: &[u8]| {
                (event.nice, event.bytes[0], event.bytes[3000], event.bytes[5999])
            };
            let expected: Vec<_> = (0..5).map(|value| (value, 1, 2, 3)).collect();
            assert_eq!(drain(&bpf.maps.large_events, read)?, expected, "{kind}");
        }
        Ok(())
    });
}

#[test]
fn events_may_be_of_any_length() {
    since::CHANNEL_OUTPUT.is_shown_by(|| {
        stay();
        for kind in kinds() {
            let bpf = attached(opened(Sender::Tail, kind)?, tid())?;
            for value in 0..16 {
                nice(value);
            }
            let read = |event: &types::tail, bytes: &[u8]| {
                // A perf buffer pads them.
                let tail = bytes.get(size_of_val(event)..)?.get(..event.length as usize)?;
                Some((event.nice, String::from_utf8_lossy(tail).into_owned()))
            };
            let expected = (0..16).map(|value| Some((value, "0123456789abcde"[..value as usize].to_owned())));
            assert_eq!(drain(&bpf.maps.tails, read)?, expected.collect::<Vec<_>>(), "{kind}");
        }
        Ok(())
    });
}

#[test]
fn lost_events_are_counted_for_their_cpu() {
    since::CHANNEL_LOST_EVENTS.is_shown_by(|| {
        const SENT: u64 = 6000;
        stay();
        for kind in kinds() {
            let mut open = opened(Sender::Event, kind)?;
            open.maps.events.set_bytes_per_cpu(4096)?;
            let bpf = attached(open, tid())?;
            for _ in 0..SENT {
                nice(1);
            }
            let mut read = drain(&bpf.maps.events, |_, _| ())?.len() as u64;
            // Of a perf buffer, the kernel tells with the next that there is room for.
            nice(1);
            read += drain(&bpf.maps.events, |_, _| ())?.len() as u64;
            let lost = bpf.maps.events.lost()?;
            assert!(read > 1 && lost > 0, "{kind}: {read} {lost}");
            assert_eq!(read + lost, SENT + 1, "{kind}");
            assert_eq!(bpf.maps.events.lost_per_cpu()?[0], lost, "{kind}");
        }
        Ok(())
    });
}

#[test]
fn a_perf_buffer_has_room_for_one_reservation_of_a_cpu() {
    since::CHANNEL_LOST_EVENTS.is_shown_by(|| {
        stay();
        for kind in kinds() {
            let bpf = attached(opened(Sender::Two, kind)?, tid())?;
            nice(1);
            nice(1);
            let (expected, lost) = match kind {
                ChannelKind::RingBuffer => (vec![1, 2, 1, 2], 0),
                _ => (vec![1, 1], 2),
            };
            assert_eq!(drain(&bpf.maps.events, |event, _| event.nice)?, expected, "{kind}");
            assert_eq!(bpf.maps.events.lost()?, lost, "{kind}");
        }
        Ok(())
    });
}

/// Starts a thread that does something when it is told to, and gives back what it found. Its number is what this returns first.
fn other_thread<R: Send + 'static>(
    act: impl FnOnce() -> R + Send + 'static,
) -> (u32, impl FnOnce() -> JoinHandle<R>) {
    let (tell, told) = mpsc::channel();
    let (begin, begun) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        stay();
        tell.send(tid()).unwrap();
        begun.recv().unwrap();
        act()
    });
    (told.recv().unwrap(), move || {
        begin.send(()).unwrap();
        thread
    })
}

#[test]
fn a_reader_is_woken_by_as_many_events_as_it_wants() {
    since::CHANNEL_WAKE_UP.is_shown_by(|| {
        const COUNT: u32 = 10;
        for kind in kinds() {
            for wake_up in [
                WakeUp::EachEvent,
                WakeUp::Events { count: COUNT, within: LONG },
                WakeUp::Bytes { count: 200, within: LONG },
            ] {
                let is_enough = Arc::new(AtomicBool::new(false));
                let done = Arc::clone(&is_enough);
                let (tid, begin) = other_thread(move || {
                    while !done.load(Ordering::Relaxed) {
                        nice(1);
                    }
                });
                let mut open = opened(Sender::Event, kind)?;
                open.maps.events.set_wake_up(wake_up)?;
                let bpf = attached(open, tid)?;
                let events = bpf.maps.events.events()?.ignore_signals().ignore_stdout();
                let mut events = events.deadline(Instant::now() + LONG / 2);
                let sender = begin();
                let read = events.by_ref().take(10 * COUNT as usize).count();
                is_enough.store(true, Ordering::Relaxed);
                sender.join().unwrap();
                assert_eq!(read, 10 * COUNT as usize, "{kind}, {wake_up:?}: {:?}", events.end());
            }
        }
        Ok(())
    });
}

#[test]
fn events_that_wake_nobody_come_all_the_same() {
    since::CHANNEL_WAKE_UP.is_shown_by(|| {
        let within = Duration::from_millis(20);
        for kind in kinds() {
            for wake_up in [WakeUp::Events { count: 100, within }, WakeUp::Never { within }] {
                let (tid, begin) = other_thread(|| (0..5).for_each(nice));
                let mut open = opened(Sender::Event, kind)?;
                open.maps.events.set_wake_up(wake_up)?;
                let bpf = attached(open, tid)?;
                let events = bpf.maps.events.events()?.ignore_signals().ignore_stdout();
                let mut events = events.deadline(Instant::now() + LONG);
                let sender = begin();
                assert_eq!(events.by_ref().take(5).count(), 5, "{kind}, {wake_up:?}");
                sender.join().unwrap();
            }
        }
        Ok(())
    });
}

#[test]
fn a_deadline_leaves_nothing_behind_that_nobody_was_woken_for() {
    since::CHANNEL_WAKE_UP.is_shown_by(|| {
        for kind in kinds() {
            let mut time = Duration::from_millis(50);
            loop {
                let (tid, begin) = other_thread(|| {
                    (0..5).for_each(nice);
                    Instant::now()
                });
                let mut open = opened(Sender::Event, kind)?;
                open.maps.events.set_wake_up(WakeUp::Never { within: LONG })?;
                let bpf = attached(open, tid)?;
                let events = bpf.maps.events.events()?.ignore_signals().ignore_stdout();
                let deadline = Instant::now() + time;
                let sender = begin();
                let read = events.deadline(deadline).count();
                // Where the machine is too busy, there is another try.
                if sender.join().unwrap() < deadline {
                    assert_eq!(read, 5, "{kind}");
                    break;
                }
                time *= 2;
            }
        }
        Ok(())
    });
}
