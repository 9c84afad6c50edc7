//! Filters of tasks, whose control groups are found by the kernel's types, and what a task has open.

use std::net::TcpListener;
use std::os::fd::AsRawFd as _;
use std::path::PathBuf;

use coolbpf::{Chars, Filter, Result};
use coolbpf_features::filters::{self, Open, types::seen};
use rustix::thread::set_name;

use crate::since;
use crate::system::{OwnCgroup, nice, tid};

/// What the program makes of this thread.
fn seen(fill: impl FnOnce(&mut Open) -> Result<()>) -> Result<seen> {
    let mut open = filters::open()?;
    open.rodata().tid = tid();
    fill(&mut open)?;
    let mut bpf = open.load()?;
    bpf.attach()?;
    nice(3);
    let seen = bpf.maps.looks.get(0)?.expect("an array has its elements");
    assert_eq!(seen.times, 1);
    Ok(seen)
}

/// Whether this thread is wanted, as the current one and as any other.
fn is_wanted(filter: Filter) -> Result<(bool, bool)> {
    let seen = seen(|open| filter.fill(&mut open.rodata().filter))?;
    Ok((seen.current == 1, seen.task == 1))
}

#[test]
fn a_filter_is_filled_from_options() {
    since::FILTER_OPTIONS.is_shown_by(|| {
        set_name(c"features").expect("a thread may name itself");
        let (pid, all) = (std::process::id(), Filter::default());
        for (filter, wanted) in [
            (Filter { ..all.clone() }, true),
            (Filter { pid: Some(pid), tid: Some(tid()), uid: Some(0), ..all.clone() }, true),
            (Filter { pid: Some(pid + 1), ..all.clone() }, false),
            (Filter { tid: Some(tid() + 1), ..all.clone() }, false),
            (Filter { uid: Some(1), ..all.clone() }, false),
            (Filter { comm: Some("feat".into()), ..all.clone() }, true),
            (Filter { comm: Some("feathers".into()), ..all.clone() }, false),
        ] {
            assert_eq!(is_wanted(filter.clone())?, (wanted, wanted), "{filter:?}");
        }
        Ok(())
    });
}

#[test]
fn a_filter_finds_control_groups_by_the_kernels_types() {
    since::FILTER_OPTIONS.is_shown_by(|| {
        let own = OwnCgroup::enter()?;
        let of = |path: PathBuf| Filter { cgroup: Some(path), ..Filter::default() };
        let inside = own.path().join("inside");
        std::fs::create_dir_all(&inside).unwrap();
        let outcomes = [own.path().to_owned(), own.name().into(), "/".into(), inside.clone()]
            .map(|group| is_wanted(of(group)));
        std::fs::remove_dir(&inside).unwrap();
        let outcomes = outcomes.into_iter().collect::<Result<Vec<_>>>()?;
        assert_eq!(outcomes, [(true, true), (true, true), (true, true), (false, false)]);
        Ok(())
    });
}

#[test]
fn texts_are_compared_with_constants() {
    since::FILTER_OPTIONS.is_shown_by(|| {
        set_name(c"features").expect("a thread may name itself");
        for (prefix, starts) in [("", 1), ("feat", 1), ("features", 1), ("fear", 0)] {
            let seen = seen(|open| {
                open.rodata().prefix = Chars::new(prefix).unwrap();
                Ok(())
            })?;
            assert_eq!(seen.starts, starts, "{prefix}");
        }
        Ok(())
    });
}

#[test]
fn a_task_tells_its_age_and_what_is_behind_its_descriptors() {
    since::FILES.is_shown_by(|| {
        let own = |descriptor: i32| {
            seen(|open| {
                open.rodata().descriptor = descriptor;
                Ok(())
            })
        };
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let socket = own(listener.as_raw_fd())?;
        assert_eq!((socket.kind, socket.port), (0o140_000, port.into()));
        let file = std::fs::File::open("/proc/self/exe").unwrap();
        assert_eq!(own(file.as_raw_fd())?.kind, 0o100_000);
        assert_eq!((own(-1)?.kind, own(i32::MAX)?.kind), (0, 0));
        // No test of this program lasts for an hour.
        let age = std::time::Duration::from_nanos(socket.age);
        assert!(!age.is_zero() && age.as_secs() < 3600, "{age:?}");
        Ok(())
    });
}
