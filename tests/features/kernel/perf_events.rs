//! Perf buffers.

use std::time::{Duration, Instant};

use coolbpf::{End, Result, WakeUp};
use coolbpf_features::perf_events;
use rustix::thread::{CpuSet, sched_setaffinity};

use crate::since;
use crate::system::{nice, stay, tid};

fn attached(tid: u32) -> Result<perf_events::Bpf> {
    let mut open = perf_events::open()?;
    open.rodata().tid = tid;
    let mut bpf = open.load()?;
    bpf.attach()?;
    Ok(bpf)
}

#[test]
fn events_come_typed_and_in_the_order_of_their_cpu() {
    since::PERF_BUFFER.is_shown_by(|| {
        stay();
        let bpf = attached(tid())?;
        let mut events = bpf.events()?.ignore_signals().ignore_stdout();
        for value in [1, 2] {
            nice(value);
        }
        for value in [1, 2] {
            let event = events.next().unwrap()?;
            assert_eq!((event.tid, event.nice), (tid(), value));
            assert!(!event.comm.to_string().is_empty());
        }
        nice(3);
        let lent = events.next_ref()?.unwrap();
        // The kernel pads samples.
        assert!(lent.nice == 3 && lent.bytes().len() >= size_of_val(&*lent));
        drop(lent);
        assert!(bpf.events().is_err(), "there is a reader already");
        let mut events = events.timeout(Duration::ZERO);
        assert!(events.next().is_none());
        assert_eq!(events.end(), Some(End::Timeout));
        drop(events);
        // Without a reader, an event is gone.
        nice(4);
        assert!(bpf.events()?.timeout(Duration::ZERO).next().is_none());
        Ok(())
    });
}

#[test]
fn a_reader_that_waits_is_woken_by_the_events_of_any_cpu() {
    since::PERF_BUFFER_WAKE_UP.is_shown_by(|| {
        let (tell, told) = std::sync::mpsc::channel();
        let (begin, begun) = std::sync::mpsc::channel();
        let caller = std::thread::spawn(move || {
            tell.send(tid()).unwrap();
            let mut cpus = 0;
            while let Ok(cpu) = begun.recv() {
                let mut one = CpuSet::new();
                one.set(cpu);
                cpus += u32::from(sched_setaffinity(None, &one).is_ok());
                nice(5);
            }
            cpus
        });
        let bpf = attached(told.recv().unwrap())?;
        let mut events = bpf.events()?.ignore_signals().deadline(Instant::now() + Duration::from_secs(60));
        let cpus = std::thread::available_parallelism().unwrap().get();
        for cpu in 0..cpus {
            begin.send(cpu).unwrap();
            assert_eq!(events.next().unwrap()?.nice, 5);
        }
        drop(begin);
        assert_eq!(caller.join().unwrap() as usize, cpus);
        Ok(())
    });
}

#[test]
fn events_that_find_no_room_are_counted_for_their_cpu() {
    since::PERF_LOST_EVENTS.is_shown_by(|| {
        const SENT: u64 = 3000;
        stay();
        let bpf = attached(tid())?;
        let events = bpf
            .maps
            .records
            .reader()
            .pages_per_cpu(1)
            .wake_up(WakeUp::Bytes { count: 1024, within: Duration::from_secs(60) })
            .events()?;
        let mut events = events.ignore_signals().ignore_stdout().timeout(Duration::ZERO);
        for _ in 0..SENT {
            nice(1);
        }
        let mut read = events.by_ref().collect::<Result<Vec<_>>>()?.len() as u64;
        // The kernel tells how many were lost with the next that it has room for.
        nice(1);
        read += events.by_ref().collect::<Result<Vec<_>>>()?.len() as u64;
        let lost = events.lost()?.unwrap();
        assert!(read > 0 && lost > 0, "{read} {lost}");
        assert_eq!(read + lost, SENT + 1);
        assert_eq!(bpf.maps.records.lost_per_cpu()[0], lost);
        Ok(())
    });
}
