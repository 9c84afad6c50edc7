//! The part of coolbpf's C library that takes none of the kernel's types.

use coolbpf::{Chars, Result};
use coolbpf_features::library::{self, Bpf, Open, types::results};
use rustix::process::{getpid, getuid};
use rustix::thread::set_name;

use crate::since;
use crate::system::{OwnCgroup, cgroups, nice, number, tid};

/// Loads what `choose` chooses, to watch this thread.
fn attached(choose: impl FnOnce(&mut Open) -> Result<()>) -> Result<Bpf> {
    let mut open = library::open()?;
    open.rodata().tid = tid();
    choose(&mut open)?;
    let mut bpf = open.load()?;
    bpf.attach()?;
    Ok(bpf)
}

fn results(bpf: &Bpf) -> Result<results> {
    Ok(bpf.maps.results.get(0)?.expect("an array has its elements"))
}

#[test]
fn histograms_count_values_by_powers_of_two_and_by_widths() {
    since::HISTOGRAMS.is_shown_by(|| {
        let bpf = attached(|open| open.progs.count.set_autoload(true))?;
        let values = [0, 1, 2, 3, 4, 99, 100, 109, 110, 119, 1 << 32, (1 << 33) - 1, u64::MAX];
        let (mut log2, mut linear) = ([0; 64], [0; 64]);
        for value in values {
            bpf.maps.value.set(0, &value)?;
            nice(3);
            log2[value.checked_ilog2().unwrap_or(0) as usize] += 1;
            linear[(value.saturating_sub(100) / 10).min(63) as usize] += 1;
        }
        let results = results(&bpf)?;
        assert_eq!(results.log2.slots, log2);
        assert_eq!(results.linear.slots, linear);
        Ok(())
    });
}

#[test]
fn a_rate_limit_allows_so_many_and_counts_the_rest() {
    since::RATE_LIMIT.is_shown_by(|| {
        let bpf = attached(|open| open.progs.limited.set_autoload(true))?;
        for _ in 0..10 {
            nice(3);
        }
        assert_eq!(results(&bpf)?.allowed, 3);
        let limit = bpf.maps.limit.get(0)?.expect("an array has its elements");
        assert_eq!((limit.used, limit.refused), (3, 7));
        assert_ne!(limit.since, 0);
        Ok(())
    });
}

#[test]
fn a_filter_lets_through_the_tasks_that_are_asked_for() {
    since::FILTER.is_shown_by(|| {
        let wanted = |fill: &dyn Fn(&mut library::types::coolbpf_filter)| -> Result<u64> {
            let bpf = attached(|open| {
                fill(&mut open.rodata().filter);
                // Other threads of this test set priorities, too.
                open.rodata().filter.thread = tid();
                open.progs.filtered.set_autoload(true)
            })?;
            nice(3);
            Ok(results(&bpf)?.wanted)
        };
        set_name(c"features").expect("a thread may name itself");
        let process = getpid().as_raw_nonzero().get().cast_unsigned();
        assert_eq!(wanted(&|_| ())?, 1, "an empty filter wants all");
        assert_eq!(wanted(&|filter| filter.process = process)?, 1);
        assert_eq!(wanted(&|filter| filter.process = process + 1)?, 0);
        let user = getuid().as_raw();
        assert_eq!(wanted(&|filter| (filter.has_user, filter.user) = (1, user))?, 1);
        assert_eq!(wanted(&|filter| (filter.has_user, filter.user) = (1, user + 1))?, 0);
        assert_eq!(wanted(&|filter| filter.comm = Chars::new("feat").unwrap())?, 1);
        assert_eq!(wanted(&|filter| filter.comm = Chars::new("feathers").unwrap())?, 0);
        Ok(())
    });
}

#[test]
fn a_filter_knows_control_groups_and_their_children() {
    since::FILTER_BY_CGROUP.is_shown_by(|| {
        // Before Linux 4.5 there is no such file system.
        drop(attached(|open| {
            open.rodata().filter.within = 1;
            open.progs.filtered.set_autoload(true)
        })?);
        let own = OwnCgroup::enter()?;
        let wanted = |fill: &dyn Fn(&mut library::types::coolbpf_filter)| -> Result<u64> {
            let bpf = attached(|open| {
                fill(&mut open.rodata().filter);
                open.rodata().filter.thread = tid();
                open.progs.filtered.set_autoload(true)
            })?;
            nice(3);
            Ok(results(&bpf)?.wanted)
        };
        let root = number(&cgroups()?);
        assert_eq!(wanted(&|filter| filter.cgroup = own.number())?, 1);
        assert_eq!(wanted(&|filter| filter.cgroup = root)?, 0, "children aren't meant");
        assert_eq!(wanted(&|filter| (filter.within, filter.level) = (own.number(), 1))?, 1);
        assert_eq!(
            wanted(&|filter| (filter.within, filter.level) = (root, 0))?,
            1,
            "all are within the root"
        );
        assert_eq!(wanted(&|filter| (filter.within, filter.level) = (u64::MAX, 0))?, 0);
        Ok(())
    });
}

#[test]
fn stacks_are_kept_in_a_map() {
    since::STACKS.is_shown_by(|| {
        let bpf = attached(|open| open.progs.stack.set_autoload(true))?;
        nice(3);
        let results = results(&bpf)?;
        assert!(results.kernel_stack >= 0 && results.user_stack >= 0, "{results:?}");
        assert_ne!(results.kernel_stack, results.user_stack);
        Ok(())
    });
}

#[test]
fn stacks_are_read_into_memory() {
    since::READ_STACK.is_shown_by(|| {
        let bpf = attached(|open| open.progs.read_stack.set_autoload(true))?;
        nice(3);
        let stacks = bpf.maps.frames.get(0)?.expect("an array has its elements");
        let stack = stacks.iter().find(|stack| stack.bytes > 0).expect("some CPU ran it");
        assert!(stack.bytes.is_multiple_of(8) && stack.frames[0] != 0, "{}", stack.bytes);
        Ok(())
    });
}

#[test]
fn texts_are_measured_and_compared() {
    since::TEXT.is_shown_by(|| {
        set_name(c"features").expect("a thread may name itself");
        let bpf = attached(|open| open.progs.text.set_autoload(true))?;
        nice(3);
        let results = results(&bpf)?;
        assert_eq!((results.length, results.is_equal, results.starts, results.differs), (8, 1, 1, 0));
        Ok(())
    });
}
