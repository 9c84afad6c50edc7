//! Events of several maps in one wait, and for event loops.

use std::cell::RefCell;
use std::os::fd::AsFd as _;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use coolbpf::{ChannelKind, End, MapType, Poller, Result, WakeUp};
use coolbpf_features::channels;
use rustix::event::{PollFd, PollFlags, poll};

use crate::since;
use crate::system::{nice, stay, tid};

/// Long enough for whatever is to come, and looked at by nobody where all is well.
const LONG: Duration = Duration::from_secs(240);

/// What this kernel has of both.
pub(crate) fn kinds() -> impl Iterator<Item = ChannelKind> {
    let ring = !coolbpf::kernel().map_type(MapType::Ringbuf).is_no();
    ring.then_some(ChannelKind::RingBuffer).into_iter().chain([ChannelKind::PerfBuffer])
}

/// A channel that has an event for each call of `nice` by this thread, but for that with 7.
pub(crate) fn attached(kind: ChannelKind, wake_up: WakeUp, sender: u32) -> Result<channels::Bpf> {
    let mut open = channels::open()?;
    open.progs.send_by_function.set_autoload(false)?;
    open.progs.send_large.set_autoload(false)?;
    open.progs.send_tail.set_autoload(false)?;
    open.progs.send_two.set_autoload(false)?;
    open.maps.events.set_kind(kind)?;
    open.maps.events.set_wake_up(wake_up)?;
    let mut bpf = open.load()?;
    bpf.maps.mine.set(0, &sender)?;
    bpf.attach()?;
    Ok(bpf)
}

/// A thread that calls `nice` with these values, one after another, as soon as it is told to.
pub(crate) fn sender(values: Vec<i32>) -> (u32, mpsc::Sender<()>, JoinHandle<()>) {
    let (tell, told) = mpsc::channel();
    let (begin, begun) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        tell.send(tid()).unwrap();
        begun.recv().unwrap();
        values.into_iter().for_each(nice);
    });
    (told.recv().unwrap(), begin, thread)
}

#[test]
fn events_of_two_objects_come_in_one_wait() {
    since::POLLER.is_shown_by(|| {
        for kind in kinds() {
            let (who, begin, thread) = sender((0..6).collect());
            let (one, other) =
                (attached(kind, WakeUp::EachEvent, who)?, attached(kind, WakeUp::EachEvent, who)?);
            let (mut of_one, of_other) = (Vec::new(), RefCell::new(Vec::new()));
            let mut poller = Poller::new()?.ignore_signals().ignore_stdout().deadline(Instant::now() + LONG);
            let stopper = poller.stopper();
            let seen = &of_other;
            poller.add(one.maps.events.events()?, |event| {
                of_one.push(event?.nice);
                Ok(())
            })?;
            poller.add(other.maps.events.events()?, move |event| {
                seen.borrow_mut().push(event?.nice);
                // By then the other has them all, or is about to be given what is there.
                if seen.borrow().len() == 6 {
                    stopper.stop();
                }
                Ok(())
            })?;
            begin.send(()).unwrap();
            assert_eq!(poller.run()?, End::Stopped, "{kind}");
            drop(poller);
            assert_eq!((of_one, of_other.into_inner()), ((0..6).collect(), (0..6).collect()), "{kind}");
            thread.join().unwrap();
        }
        Ok(())
    });
}

#[test]
fn what_was_sent_before_the_shutdown_is_handled() {
    since::POLLER.is_shown_by(|| {
        stay();
        for kind in kinds() {
            let never = WakeUp::Never { within: LONG };
            let bpf = attached(kind, never, tid())?;
            let events = bpf.maps.events.events()?.owned();
            let mut handled = Vec::new();
            let mut poller = Poller::new()?.ignore_signals().ignore_stdout();
            poller.add(events, |event| {
                handled.push(event?.nice);
                Ok(())
            })?;
            (0..3).for_each(nice);
            poller.stopper().stop();
            assert_eq!(poller.run()?, End::Stopped, "{kind}");
            (3..5).for_each(nice);
            drop(bpf);
            // Nobody sends this any more.
            nice(5);
            assert_eq!((poller.drain()?, poller.drain()?), (2, 0), "{kind}");
            drop(poller);
            assert_eq!(handled, [0, 1, 2, 3, 4], "{kind}");
        }
        Ok(())
    });
}

#[test]
fn a_poller_looks_by_itself_where_nobody_wakes_it() {
    since::POLLER.is_shown_by(|| {
        for kind in kinds() {
            let (who, begin, thread) = sender(vec![4]);
            let bpf = attached(kind, WakeUp::Never { within: Duration::from_millis(5) }, who)?;
            let mut poller = Poller::new()?.ignore_signals().ignore_stdout();
            poller.add(bpf.maps.events.events()?, |event| event.map(|event| assert_eq!(event.nice, 4)))?;
            assert_eq!(poller.poll(Duration::ZERO)?, 0, "{kind}: there is nothing yet");
            begin.send(()).unwrap();
            let until = Instant::now() + LONG;
            while poller.poll(LONG)? == 0 {
                assert!(Instant::now() < until, "{kind}: it waits for all of the time");
            }
            thread.join().unwrap();
        }
        Ok(())
    });
}

#[test]
fn a_poller_ends_at_its_deadline_and_by_an_error_of_a_handler() {
    since::POLLER.is_shown_by(|| {
        stay();
        for kind in kinds() {
            let bpf = attached(kind, WakeUp::EachEvent, tid())?;
            let mut handled = 0;
            let mut poller = Poller::new()?.ignore_signals().ignore_stdout().deadline(Instant::now());
            poller.add(bpf.maps.events.events()?, |event| {
                handled += 1;
                match event?.nice {
                    2 => Err(std::io::Error::other("two").into()),
                    _ => Ok(()),
                }
            })?;
            (1..4).for_each(nice);
            assert!(poller.run().unwrap_err().to_string().contains("two"), "{kind}");
            assert_eq!(poller.run()?, End::Timeout, "{kind}");
            drop(poller);
            assert_eq!(handled, 3, "{kind}: what is there at the end of the time comes first");
        }
        Ok(())
    });
}

#[test]
fn the_descriptor_of_events_is_readable_when_there_are_some() {
    since::POLLER.is_shown_by(|| {
        stay();
        for kind in kinds() {
            let never = WakeUp::Never { within: Duration::from_millis(5) };
            for (wake_up, is_woken) in [(WakeUp::EachEvent, true), (never, false)] {
                let bpf = attached(kind, wake_up, tid())?;
                let mut events = bpf.maps.events.events()?;
                let is_readable = |events: &coolbpf::Events<'_, _>, milliseconds: i64| {
                    let time = rustix::time::Timespec { tv_sec: 0, tv_nsec: milliseconds * 1_000_000 };
                    let descriptor = PollFd::from_borrowed_fd(events.as_fd(), PollFlags::IN);
                    poll(&mut [descriptor], Some(&time)).unwrap() == 1
                };
                assert!(events.try_next().is_none(), "{kind}");
                if is_woken {
                    assert!(!is_readable(&events, 0), "{kind}");
                }
                for value in 1..4 {
                    nice(value);
                    while !is_readable(&events, 500) {}
                    assert_eq!(events.try_next().unwrap()?.nice, value as u32, "{kind}");
                    assert!(events.try_next().is_none(), "{kind}");
                }
            }
        }
        Ok(())
    });
}
