//! Ring buffers.

use std::time::{Duration, Instant};

use coolbpf::{End, Result};
use coolbpf_features::events;

use crate::since;
use crate::system::{nice, stay, tid};

fn attached() -> Result<events::Bpf> {
    let mut open = events::open()?;
    open.rodata().tid = tid();
    let mut bpf = open.load()?;
    bpf.attach()?;
    Ok(bpf)
}

#[test]
fn events_come_typed_and_in_order() {
    since::RING_BUFFER.is_shown_by(|| {
        let bpf = attached()?;
        nice(1);
        nice(2);
        let mut events = bpf.events()?.ignore_signals().ignore_stdout();
        for value in [1, 2] {
            let event = events.next().unwrap()?;
            assert_eq!((event.tid, event.nice), (tid(), value));
            assert!(!event.comm.to_string().is_empty());
        }
        nice(3);
        let lent = events.next_ref()?.unwrap();
        assert_eq!((lent.nice, lent.bytes().len()), (3, size_of_val(&*lent)));
        drop(lent);
        let mut events = events.timeout(Duration::ZERO);
        assert!(events.next().is_none());
        assert_eq!(events.end(), Some(End::Timeout));
        Ok(())
    });
}

#[test]
fn a_reader_that_waits_is_woken_by_the_next_event() {
    since::RING_BUFFER_WAKE_UP.is_shown_by(|| {
        let mut open = events::open()?;
        let (tell, told) = std::sync::mpsc::channel();
        let (begin, begun) = std::sync::mpsc::channel();
        let caller = std::thread::spawn(move || {
            tell.send(tid()).unwrap();
            begun.recv().unwrap();
            nice(4);
        });
        open.rodata().tid = told.recv().unwrap();
        let mut bpf = open.load()?;
        bpf.attach()?;
        let mut events = bpf.events()?.ignore_signals().deadline(Instant::now() + Duration::from_secs(60));
        begin.send(()).unwrap();
        assert_eq!(events.next().unwrap()?.nice, 4);
        caller.join().unwrap();
        Ok(())
    });
}

#[test]
fn events_that_find_no_room_are_counted() {
    since::LOST_EVENTS.is_shown_by(|| {
        const SENT: u64 = 3000;
        stay();
        let bpf = attached()?;
        for _ in 0..SENT {
            nice(1);
        }
        let mut events = bpf.events()?.ignore_signals().ignore_stdout().timeout(Duration::ZERO);
        let read = events.by_ref().collect::<Result<Vec<_>>>()?.len() as u64;
        let lost = events.lost()?.unwrap();
        assert!(read > 0 && lost > 0);
        assert_eq!(read + lost, SENT);
        assert_eq!(bpf.maps.events.lost_per_cpu()?.unwrap()[0], lost);
        Ok(())
    });
}
