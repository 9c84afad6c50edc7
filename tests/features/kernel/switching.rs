//! A version of a program takes the place of another, while there are events.

use std::net::UdpSocket;
use std::time::Duration;

use coolbpf::attach::Cgroup;
use coolbpf::{ErrorKind, Replace, Result, Switched};
use coolbpf_features::sessions::{broken, next, other, session, stranger};

use crate::bpf_file_system::BpfFileSystem;
use crate::polling::{kinds, sender};
use crate::sessions::attached;
use crate::since;
use crate::system::{nice, tid};

/// How many calls are made while the versions are switched.
const CALLS: usize = 400_000;

/// How many events are in a channel, with those that it lost.
macro_rules! events {
    ($bpf:expr) => {{
        let events = $bpf.maps.events.events()?.ignore_signals().ignore_stdout();
        let read = events.timeout(Duration::ZERO).collect::<Result<Vec<_>>>()?.len() as u64;
        read + $bpf.maps.events.lost()?
    }};
}

/// The next version, to watch a thread.
fn later(thread: u32) -> Result<next::session::Open> {
    let mut open = next::session::open()?;
    open.rodata().tid = thread;
    open.maps.events.set_kind(kinds().next().unwrap())?;
    Ok(open)
}

#[test]
fn a_version_takes_the_place_of_another_under_load_with_all_entries_and_each_event_of_the_switch_counted() {
    since::REPLACED.is_shown_by(|| {
        for (how, is_doubled) in [(Replace::with_doubles(), true), (Replace::with_gaps(), false)] {
            let (who, begin, thread) = sender((0..CALLS).map(|number| (number % 8) as i32).collect());
            let mut old = attached(kinds().next().unwrap(), who)?;
            old.maps.counts.insert(&50, &session::types::count { times: 7, version: 1, unused: 0 })?;
            begin.send(()).unwrap();
            while old.bss().seen.get()? < 100 {
                std::thread::yield_now();
            }
            let (bpf, switched) = later(who)?.replace(&mut old, &how)?;
            thread.join().unwrap();
            let name = || vec!["on_setpriority".to_owned()];
            // Before Linux 5.5 variables are copied.
            let is_shared = switched.copied.is_empty();
            assert_eq!([&switched.kept[..], &switched.copied[..]].concat(), ["counts", ".bss"]);
            let (doubled, gapped) = if is_doubled { (name(), Vec::new()) } else { (Vec::new(), name()) };
            assert_eq!((&switched.doubled, &switched.gapped), (&doubled, &gapped));
            assert!(switched.longest > Duration::ZERO);

            let count = bpf.maps.counts.get(&50)?.unwrap();
            assert_eq!((count.times, count.version), (7, 1), "an entry of the old version");
            let mut counted = 0;
            for key in 0..8 {
                counted += bpf.maps.counts.get(&key)?.map_or(0, |count| count.times);
            }
            if is_shared {
                assert_eq!(bpf.bss().seen.get()?, counted, "the variables are those of the old version, too");
            }
            let (of_old, of_new) = (events!(old), events!(bpf));
            assert!(of_old >= 100, "{of_old} {of_new}");
            // Each call that was counted has sent an event, to one of both. What a perf buffer had no room for is told with a next one.
            let all = of_old + of_new;
            let is_told = bpf.maps.events.kind() == coolbpf::ChannelKind::RingBuffer;
            assert!(all == counted || (all < counted && !is_told), "{all} of {counted}");
            let calls = CALLS as u64;
            if is_doubled {
                assert!(counted >= calls, "{counted}: none is missed");
            } else {
                assert!(counted <= calls, "{counted}: none comes twice");
            }
            drop(old);
            let before = bpf.bss().seen.get()?;
            drop(bpf);
            assert!(before > 0);
        }
        Ok(())
    });
}

#[test]
fn the_kernel_switches_a_control_group_s_program_in_one_step() {
    since::REPLACED_IN_ONE_STEP.is_shown_by(|| {
        let socket = UdpSocket::bind("127.0.0.1:0")?;
        let address = socket.local_addr()?;
        let mut open = session::open()?;
        open.rodata().port = address.port();
        open.progs.on_setpriority.set_autoload(false)?;
        open.progs.on_egress.set_autoload(true)?;
        let mut old = open.load()?;
        let link = old.progs.on_egress.attach_to(Cgroup::root()?)?;
        old.hold(link);
        let sender = socket.try_clone()?;
        let thread = std::thread::spawn(move || {
            for _ in 0..CALLS {
                sender.send_to(b"x", address).unwrap();
            }
        });
        let times = |bpf: &session::Bpf| -> Result<_> {
            Ok(bpf.maps.counts.get(&100)?.map_or((0, 0), |count| (count.times, count.version)))
        };
        while times(&old)?.0 < 100 {
            std::thread::yield_now();
        }
        let mut open = next::session::open()?;
        open.rodata().port = address.port();
        open.progs.on_setpriority.set_autoload(false)?;
        open.progs.on_egress.set_autoload(true)?;
        let (bpf, switched) = open.replace(&mut old, &Replace::with_doubles())?;
        thread.join().unwrap();
        assert_eq!(switched.updated, ["on_egress"]);
        assert_eq!((switched.doubled, switched.gapped, switched.left), (vec![], vec![], vec![]));
        assert_eq!(times(&old)?, (CALLS as u64, 2), "each datagram once");
        drop(old);
        socket.send_to(b"x", address)?;
        assert_eq!(bpf.maps.counts.get(&100)?.unwrap().times, CALLS as u64 + 1);
        Ok(())
    });
}

#[test]
fn maps_of_other_types_are_refused_or_started_afresh_and_the_old_version_runs_on() {
    since::REPLACED.is_shown_by(|| {
        let mut old = attached(kinds().next().unwrap(), tid())?;
        let error = other::session::open()?.replace(&mut old, &Replace::with_doubles()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().contains("`Replace::fresh(\"counts\")`"), "{error:#}");
        let none = Replace::with_doubles().fresh("no_such");
        let error = other::session::open()?.replace(&mut old, &none).unwrap_err();
        assert!(error.to_string().contains("has no map `no_such`"), "{error:#}");
        nice(3);
        assert_eq!(old.bss().seen.get()?, 1);
        let fresh = Replace::with_doubles().fresh("counts");
        let (_bpf, switched) = other::session::open()?.replace(&mut old, &fresh)?;
        let mut expected = Switched::default();
        expected.detached = vec!["on_setpriority".to_owned()];
        assert_eq!(switched, expected);
        nice(3);
        assert_eq!(old.bss().seen.get()?, 1, "the new version has no such program");
        // The sections of a module of another name are copied.
        let (bpf, switched) = stranger::open()?.replace(&mut old, &Replace::with_gaps().fresh("counts"))?;
        let mut expected = Switched::default();
        expected.copied = vec![".bss".to_owned()];
        assert_eq!((switched, bpf.bss().seen.get()?), (expected, 1));
        Ok(())
    });
}

#[test]
fn what_was_picked_up_is_replaced_and_pinned_anew() {
    since::PINS_EXCHANGED.is_shown_by(|| {
        let files = BpfFileSystem::mount();
        let directory = files.path("session");
        let mut first = attached(kinds().next().unwrap(), tid())?;
        first.pin_all(&directory)?;
        drop(first);
        nice(1);
        let mut old = session::from_pins(&directory)?;
        let (mut bpf, switched) = later(tid())?.replace(&mut old, &Replace::with_doubles())?;
        assert_eq!((switched.kept.len(), switched.doubled.len()), (2, 1));
        bpf.pin_all(&directory)?;
        drop(bpf);
        nice(1);
        // The old link ends soon after its file is removed, and may have seen it, too.
        let bpf = next::session::from_pins(&directory)?;
        assert!(bpf.pins().is_same_object());
        let count = bpf.maps.counts.get(&1)?.unwrap();
        assert!((2..=3).contains(&count.times), "{}", count.times);
        assert_eq!(events!(old) + events!(bpf), count.times);
        bpf.unpin()
    });
}

#[test]
fn a_link_that_is_kept_by_another_file_now_is_detached_all_the_same() {
    since::PINS_EXCHANGED.is_shown_by(|| {
        let files = BpfFileSystem::mount();
        let directory = files.path("session");
        let mut open = session::open()?;
        open.progs.on_egress.set_autoload(true)?;
        let mut first = open.load()?;
        first.attach()?;
        let link = first.progs.on_egress.attach_to(Cgroup::root()?)?;
        first.hold(link);
        first.pin_all(&directory)?;
        drop(first);
        let mut open = next::session::open()?;
        open.progs.on_setpriority.set_autoload(false)?;
        open.progs.on_egress.set_autoload(true)?;
        let mut old = session::from_pins(&directory)?;
        let (mut bpf, switched) = open.replace(&mut old, &Replace::with_doubles())?;
        assert_eq!(
            (switched.updated, switched.detached),
            (vec!["on_egress".to_owned()], vec!["on_setpriority".to_owned()])
        );
        // It was the second link, and is the first one now, as its file's name says.
        bpf.pin_all(&directory)?;
        bpf.detach()?;
        let pinned = next::session::from_pins(&directory)?;
        assert_eq!(pinned.pins().links()?.len(), 0);
        pinned.unpin()
    });
}

#[test]
fn an_old_program_that_can_not_be_detached_as_it_should_be_stops_no_switch() {
    since::PINS_EXCHANGED.is_shown_by(|| {
        let files = BpfFileSystem::mount();
        let directory = files.path("session");
        for is_taken in [false, true] {
            let mut old = attached(kinds().next().unwrap(), tid())?;
            old.pin_all(&directory)?;
            let mut other = attached(kinds().next().unwrap(), 0)?;
            if is_taken {
                // Now it is another one's links that the files keep.
                other.pin_all(&directory)?;
            } else {
                std::fs::remove_file(directory.join("links/on_setpriority-0-0"))?;
            }
            let (bpf, switched) = later(tid())?.replace(&mut old, &Replace::with_doubles())?;
            assert_eq!(switched.doubled, ["on_setpriority"]);
            assert_eq!(switched.failures.len(), usize::from(is_taken), "{switched:?}");
            assert!(
                switched.failures.iter().all(|why| why.contains("keeps another one now")),
                "{switched:?}"
            );
            nice(2);
            assert_eq!(bpf.maps.counts.get(&2)?.unwrap().version, 2);
        }
        session::from_pins(&directory)?.unpin()
    });
}

#[test]
fn an_error_puts_the_old_program_back_and_leaves_it_to_the_old_version() {
    since::REPLACED_IN_ONE_STEP.is_shown_by(|| {
        let files = BpfFileSystem::mount();
        let socket = UdpSocket::bind("127.0.0.1:0")?;
        let address = socket.local_addr()?;
        let mut open = session::open()?;
        open.rodata().port = address.port();
        open.progs.on_setpriority.set_autoload(false)?;
        open.progs.on_egress.set_autoload(true)?;
        let mut old = open.load()?;
        let link = old.progs.on_egress.attach_to(Cgroup::root()?)?;
        old.hold(link);
        let broken = || -> Result<_> {
            let mut open = broken::session::open()?;
            open.rodata().port = address.port();
            open.progs.on_setpriority.set_autoload(false)?;
            open.progs.on_egress.set_autoload(true)?;
            Ok(open)
        };
        let error = broken()?.replace(&mut old, &Replace::with_gaps()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NoAttachPoint, "{error:#}");
        socket.send_to(b"x", address)?;
        let count = old.maps.counts.get(&100)?.unwrap();
        assert_eq!((count.times, count.version), (1, 1), "it is the old one that counts");
        let directory = files.path("session");
        old.pin_all(&directory)?;
        drop(old);
        // By what is pinned, too.
        let mut old = session::from_pins(&directory)?;
        let error = broken()?.replace(&mut old, &Replace::with_gaps()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NoAttachPoint, "{error:#}");
        socket.send_to(b"x", address)?;
        let count = old.maps.counts.get(&100)?.unwrap();
        assert_eq!((count.times, count.version), (2, 1));
        old.unpin()
    });
}

#[test]
fn a_map_that_the_old_version_left_out_is_the_new_one_s_own() {
    since::REPLACED.is_shown_by(|| {
        let mut open = session::open()?;
        open.progs.on_setpriority.set_autoload(false)?;
        open.maps.counts.set_autocreate(false)?;
        let mut old = open.load()?;
        let (bpf, switched) = later(tid())?.replace(&mut old, &Replace::with_doubles())?;
        assert!(!switched.kept.contains(&"counts".to_owned()), "{switched:?}");
        nice(2);
        assert_eq!(bpf.maps.counts.get(&2)?.unwrap().times, 1);
        Ok(())
    });
}
