//! What of the kernel probes are made by, and places that are told by numbers.

use std::fs;
use std::hint::black_box;
use std::sync::atomic::{AtomicU16, Ordering};

use coolbpf::attach::{
    Attach, Kprobe, KprobeMulti, PerfEvent, ProbeMode, SoftwareEvent, Uprobe, UprobeMulti,
};
use coolbpf::{ErrorKind, LinkTarget, OpenProgram, Program, Result};
use coolbpf_features::hooks::{self, OpenPrograms, Programs};

use crate::alone::alone;
use crate::feature::Feature;
use crate::since;
use crate::system::{nice, tid};

const THIS_BINARY: &str = "/proc/self/exe";
/// In every kernel since before BPF; and another one that nobody calls here.
const FUNCTION: &str = "security_task_setnice";
const ANOTHER_FUNCTION: &str = "security_task_getioprio";

// SAFETY: no other symbol has this name.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn coolbpf_features_placed(value: i32) -> i32 {
    black_box(value) + 3
}

// SAFETY: no other symbol has this name.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn coolbpf_features_placed_too(value: i32) -> i32 {
    black_box(value) + 4
}

/// Where the kernel counts who watches.
// SAFETY: no other symbol has this name, and the section holds variables that start with a value.
#[unsafe(no_mangle)]
#[unsafe(link_section = ".data")]
static COOLBPF_FEATURES_SEMAPHORE: AtomicU16 = AtomicU16::new(0);

fn call() {
    black_box(coolbpf_features_placed)(1);
}

/// Where in this program's file something is that lies at an address.
fn offset(address: usize) -> usize {
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let found = maps.lines().find_map(|line| {
        let mut fields = line.split_ascii_whitespace();
        let (start, end) = fields.next()?.split_once('-')?;
        let (start, end) = (usize::from_str_radix(start, 16).ok()?, usize::from_str_radix(end, 16).ok()?);
        let offset = usize::from_str_radix(fields.nth(1)?, 16).ok()?;
        (start..end).contains(&address).then(|| address - start + offset)
    });
    found.expect("it lies in this program's file")
}

fn places() -> [usize; 2] {
    [coolbpf_features_placed as *const () as usize, coolbpf_features_placed_too as *const () as usize]
        .map(offset)
}

fn semaphore() -> usize {
    offset((&raw const COOLBPF_FEATURES_SEMAPHORE) as usize)
}

fn watchers() -> u16 {
    COOLBPF_FEATURES_SEMAPHORE.load(Ordering::Relaxed)
}

fn loaded(choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram) -> Result<hooks::Bpf> {
    let mut open = hooks::open()?;
    open.rodata().tid = tid();
    choose(&mut open.progs).set_autoload(true)?;
    open.load()
}

/// What happens is seen once for each time as long as the program is attached.
fn sees<T: Attach>(
    feature: &Feature,
    choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram,
    program: impl FnOnce(&Programs) -> &Program,
    target: T,
    act: impl Fn(),
    is_link: Option<bool>,
) {
    feature.is_shown_by(|| {
        let bpf = loaded(choose)?;
        let link = program(&bpf.progs).attach_to(target)?;
        act();
        act();
        assert_eq!(bpf.bss().read()?.calls, 2);
        if let Some(is_link) = is_link {
            assert_eq!(link.info().is_ok_and(|info| info.target == LinkTarget::PerfEvent), is_link);
        }
        link.detach()?;
        act();
        assert_eq!(bpf.bss().read()?.calls, 2, "detached");
        Ok(())
    });
}

#[test]
fn a_uprobe_is_made_by_what_is_asked_for() {
    for (mode, feature, is_link) in [
        (ProbeMode::Link, &since::UPROBE_BY_LINK, true),
        (ProbeMode::PerfEvent, &since::UPROBE_BY_EVENT, false),
        (ProbeMode::Tracefs, &since::UPROBE_BY_TRACEFS, false),
    ] {
        let target = Uprobe::new(THIS_BINARY).function("coolbpf_features_placed").mode(mode);
        sees(feature, |all| &mut all.uprobe, |all| &all.uprobe, target, call, Some(is_link));
    }
}

#[test]
fn a_kprobe_is_made_by_what_is_asked_for() {
    for (mode, feature, is_link) in [
        (ProbeMode::Link, &since::KPROBE_BY_LINK, true),
        (ProbeMode::PerfEvent, &since::KPROBE_BY_EVENT, false),
        (ProbeMode::Tracefs, &since::KPROBE_BY_TRACEFS, false),
    ] {
        let target = Kprobe::new(FUNCTION).mode(mode);
        sees(feature, |all| &mut all.kprobe, |all| &all.kprobe, target, || nice(1), Some(is_link));
    }
}

#[test]
fn what_a_mode_can_not_do_is_told() {
    since::UPROBE.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.uprobe)?;
        let probe = || Uprobe::new(THIS_BINARY).function("coolbpf_features_placed");
        for target in [
            probe().cookie(1).mode(ProbeMode::PerfEvent),
            probe().cookie(1).mode(ProbeMode::Tracefs),
            probe().semaphore(semaphore()).mode(ProbeMode::Tracefs),
        ] {
            let error = bpf.progs.uprobe.attach_to(target).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error:#}");
        }
        Ok(())
    });
}

#[test]
fn many_places_are_told_by_where_they_are_in_a_file() {
    let target = UprobeMulti::offsets(THIS_BINARY, places());
    sees(
        &since::UPROBE_MULTI_OFFSETS,
        |all| &mut all.uprobe_multi,
        |all| &all.uprobe_multi,
        target,
        call,
        None,
    );
}

/// For each place where a process has mapped the file, as other tests do to read it, the kernel counts a watcher.
#[test]
fn the_kernel_counts_in_a_semaphore_who_watches() {
    let test = "probe_modes::the_kernel_counts_in_a_semaphore_who_watches";
    let watch = || {
        let bpf = loaded(|all| &mut all.uprobe)?;
        let probe = Uprobe::new(THIS_BINARY).function("coolbpf_features_placed").semaphore(semaphore());
        let link = bpf.progs.uprobe.attach_to(probe)?;
        assert_eq!(watchers(), 1);
        link.detach()?;
        assert_eq!(watchers(), 0);
        let bpf = loaded(|all| &mut all.uprobe_multi)?;
        // One of both has none.
        let probes = UprobeMulti::offsets(THIS_BINARY, places()).semaphores([semaphore(), 0]);
        let link = bpf.progs.uprobe_multi.attach_to(probes)?;
        assert_eq!(watchers(), 1);
        call();
        assert_eq!(bpf.bss().read()?.calls, 1);
        link.detach()?;
        assert_eq!(watchers(), 0);
        let few = UprobeMulti::offsets(THIS_BINARY, places()).semaphores([semaphore()]);
        let error = bpf.progs.uprobe_multi.attach_to(few).unwrap_err();
        assert_eq!(error.to_string(), "1 semaphores for 2 named functions: each needs one");
        Ok(())
    };
    since::SEMAPHORES.is_shown_by(|| alone(test, watch));
}

#[test]
fn a_pattern_or_a_name_that_means_no_function_of_a_binary_is_named() {
    since::NO_UPROBES.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.uprobe_multi)?;
        let error = |target| {
            let error = bpf.progs.uprobe_multi.attach_to(target).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::NoAttachPoint, "{error:#}");
            format!("{error:#}")
        };
        assert!(
            error(UprobeMulti::pattern(THIS_BINARY, "no_such_*")).contains("no_such_* in /proc/self/exe")
        );
        assert!(
            error(UprobeMulti::functions(THIS_BINARY, ["no_such"])).contains("no_such in /proc/self/exe")
        );
        let none: [&str; 0] = [];
        assert!(error(UprobeMulti::functions(THIS_BINARY, none)).ends_with("no function is named"));
        assert!(error(UprobeMulti::offsets(THIS_BINARY, [])).ends_with("no function is named"));
        Ok(())
    });
}

/// The addresses of functions of the kernel.
fn addresses(names: [&str; 2]) -> Vec<u64> {
    let symbols = fs::read_to_string("/proc/kallsyms").unwrap();
    let of = |name: &str| {
        let mut all = symbols.lines().filter_map(|line| line.split_once(' '));
        let found = all.find(|(_, rest)| rest.split_ascii_whitespace().nth(1) == Some(name));
        u64::from_str_radix(found.unwrap().0, 16).unwrap()
    };
    names.map(of).to_vec()
}

#[test]
fn functions_of_the_kernel_are_told_by_their_addresses() {
    let target = KprobeMulti::addresses(addresses([FUNCTION, ANOTHER_FUNCTION]));
    let act = || nice(1);
    sees(
        &since::KPROBE_MULTI_ADDRESSES,
        |all| &mut all.kprobe_multi,
        |all| &all.kprobe_multi,
        target,
        act,
        None,
    );
}

#[test]
fn a_pattern_that_is_to_mean_one_function_means_one() {
    let one = KprobeMulti::pattern("security_task_setni*").only_one();
    let act = || nice(1);
    sees(&since::KPROBE_MULTI_ONE, |all| &mut all.kprobe_multi, |all| &all.kprobe_multi, one, act, None);
    since::KPROBE_MULTI_ONE.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.kprobe_multi)?;
        let many = bpf.progs.kprobe_multi.attach_to(KprobeMulti::pattern("security_task_*").only_one());
        let many = many.unwrap_err();
        assert!(format!("{many:#}").ends_with("and is to mean one"), "{many:#}");
        bpf.progs.kprobe_multi.attach_to(KprobeMulti::functions([FUNCTION]))?.detach()
    });
}

#[test]
fn a_perf_event_that_starts_disabled_calls_nobody_until_it_is_enabled() {
    since::PERF_EVENT_DISABLED.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.perf_event)?;
        let clock = PerfEvent::software(SoftwareEvent::TaskClock).pid(tid()).frequency(999);
        let events = clock.disabled().without_link().open_all()?;
        let [event] = events.as_slice() else { panic!("{events:?}") };
        let link = bpf.progs.perf_event.attach_to(event)?;
        assert!(link.info().is_err(), "no link of the kernel");
        let calls = || bpf.bss().read().map(|bss| bss.calls);
        for number in 0..1_000_000_u64 {
            black_box(number);
        }
        assert_eq!((event.count()?, calls()?), (0, 0));
        event.enable()?;
        while calls()? == 0 {}
        event.disable()?;
        let (count, before) = (event.count()?, calls()?);
        for number in 0..1_000_000_u64 {
            black_box(number);
        }
        assert_eq!((event.count()?, calls()?), (count, before));
        link.detach()
    });
}
