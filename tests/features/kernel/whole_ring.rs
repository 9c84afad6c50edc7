//! Ring buffers of which more is needed than a process may map.

use coolbpf::{End, Result};
use coolbpf_features::whole_ring;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::alone::alone;
use crate::since;
use crate::system::{nice, tid};

/// Lets this process map no more than it has, and a little for its own use.
fn map_no_more() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let size = status.lines().find_map(|line| line.strip_prefix("VmSize:")?.trim().strip_suffix(" kB"));
    let most = (size.unwrap().parse::<u64>().unwrap() + 64) << 10;
    let all = getrlimit(Resource::As);
    setrlimit(Resource::As, Rlimit { current: Some(most), ..all }).unwrap();
}

fn read_until_it_fails() -> Result<()> {
    let mut open = whole_ring::open()?;
    open.rodata().tid = tid();
    let mut bpf = open.load()?;
    bpf.attach()?;
    let mut events = bpf.events()?.ignore_signals().ignore_stdout();
    map_no_more();
    let (mut read, mut errors) = (0, Vec::new());
    for value in 1..8 {
        nice(value);
        // As a tool does that prints errors and goes on.
        match events.next() {
            Some(Ok(_)) => read += 1,
            Some(Err(error)) => errors.push(error),
            None => break,
        }
    }
    let [error] = errors.as_slice() else { panic!("{errors:?}") };
    assert!(error.to_string().contains("can't map the whole buffer of the map `events`"), "{error:#}");
    assert!(read > 0, "events that need no more are read");
    assert_eq!(events.end(), Some(End::Failed));
    assert!(events.next().is_none() && events.next_ref()?.is_none(), "and nothing comes any more");
    drop(events);

    // Where it may map more again, a new reader goes on with that event.
    let all = getrlimit(Resource::As);
    setrlimit(Resource::As, Rlimit { current: all.maximum, ..all }).unwrap();
    let mut events = bpf.events()?.ignore_signals().ignore_stdout();
    let next = events.next_ref()?.expect("it waits in the buffer");
    assert_eq!(next.nice, read + 1);
    Ok(())
}

#[test]
fn an_event_that_can_not_be_mapped_is_one_error_and_ends_the_iteration() {
    let test = "whole_ring::an_event_that_can_not_be_mapped_is_one_error_and_ends_the_iteration";
    since::RING_BUFFER_UNMAPPED.is_shown_by(|| alone(test, read_until_it_fails));
}
