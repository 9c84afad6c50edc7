//! Programs attached to what the application names.

use std::process;

use coolbpf::attach::{
    Attach, Kprobe, KprobeMulti, Ksyscall, PerfEvent, RawTracepoint, SoftwareEvent, Tracepoint, Uprobe,
    UprobeMulti,
};
use coolbpf::{ErrorKind, OpenProgram, Program, Result};
use coolbpf_features::hooks::{self, OpenPrograms, Programs};

use crate::feature::Feature;
use crate::since;
use crate::system::{nice, tid};
use crate::this_kernel::tracefs;

const THIS_BINARY: &str = "/proc/self/exe";
/// In every kernel since before BPF.
const FUNCTION: &str = "security_task_setnice";

/// Functions that are watched.
// SAFETY: no other symbol has this name.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn coolbpf_features_hooked(value: i32) -> i32 {
    std::hint::black_box(value) + 1
}

// SAFETY: no other symbol has this name.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn coolbpf_features_hooked_too(value: i32) -> i32 {
    std::hint::black_box(value) + 2
}

fn call() {
    std::hint::black_box(coolbpf_features_hooked)(1);
}

fn loaded(choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram) -> Result<hooks::Bpf> {
    let mut open = hooks::open()?;
    let rodata = open.rodata();
    rodata.tid = tid();
    rodata.number = libc_number();
    choose(&mut open.progs).set_autoload(true)?;
    open.load()
}

/// The number of setpriority(2).
fn libc_number() -> u64 {
    if cfg!(target_arch = "x86_64") { 141 } else { 140 }
}

/// What happens is seen once for each time as long as the program is attached.
fn sees<T: Attach>(
    feature: &Feature,
    choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram,
    program: impl FnOnce(&Programs) -> &Program,
    target: T,
    act: impl Fn(),
) {
    feature.is_shown_by(|| {
        let bpf = loaded(choose)?;
        act();
        let link = program(&bpf.progs).attach_to(target)?;
        act();
        act();
        assert_eq!(bpf.bss().read()?.calls, 2);
        link.detach()?;
        act();
        assert_eq!(bpf.bss().read()?.calls, 2, "detached");
        Ok(())
    });
}

#[test]
fn a_tracepoint_is_named_by_the_application() {
    let target = Tracepoint::new("syscalls", "sys_enter_setpriority");
    sees(&since::HOOK_TRACEPOINT, |all| &mut all.tracepoint, |all| &all.tracepoint, target, || nice(1));
}

#[test]
fn a_raw_tracepoint_is_named_by_the_application() {
    let target = RawTracepoint::new("sys_enter");
    sees(
        &since::HOOK_RAW_TRACEPOINT,
        |all| &mut all.raw_tracepoint,
        |all| &all.raw_tracepoint,
        target,
        || nice(1),
    );
}

#[test]
fn a_kprobe_is_named_by_the_application() {
    sees(&since::HOOK_KPROBE, |all| &mut all.kprobe, |all| &all.kprobe, Kprobe::new(FUNCTION), || nice(1));
}

#[test]
fn a_kretprobe_is_named_by_the_application() {
    sees(
        &since::HOOK_KRETPROBE,
        |all| &mut all.kretprobe,
        |all| &all.kretprobe,
        Kprobe::new(FUNCTION),
        || nice(1),
    );
}

#[test]
fn kprobes_of_many_are_named_by_the_application() {
    let target = KprobeMulti::functions([FUNCTION, "security_task_getioprio"]);
    sees(&since::HOOK_KPROBE_MULTI, |all| &mut all.kprobe_multi, |all| &all.kprobe_multi, target, || nice(1));
}

#[test]
fn a_system_call_is_named_by_the_application() {
    sees(
        &since::HOOK_KSYSCALL,
        |all| &mut all.ksyscall,
        |all| &all.ksyscall,
        Ksyscall::new("setpriority"),
        || nice(1),
    );
}

#[test]
fn a_uprobe_is_named_by_the_application() {
    let target = Uprobe::new(THIS_BINARY).function("coolbpf_features_hooked").pid(process::id());
    sees(&since::HOOK_UPROBE, |all| &mut all.uprobe, |all| &all.uprobe, target, call);
}

#[test]
fn uprobes_of_many_are_named_by_the_application() {
    let target =
        UprobeMulti::functions(THIS_BINARY, ["coolbpf_features_hooked", "coolbpf_features_hooked_too"])
            .pid(process::id());
    sees(&since::UPROBE_MULTI, |all| &mut all.uprobe_multi, |all| &all.uprobe_multi, target, call);
    std::hint::black_box(coolbpf_features_hooked_too)(1);
}

#[test]
fn uprobes_of_a_pattern_are_as_many_as_fit_it() {
    let target = UprobeMulti::pattern(THIS_BINARY, "coolbpf_features_hook*");
    sees(&since::UPROBE_MULTI, |all| &mut all.uprobe_multi, |all| &all.uprobe_multi, target, call);
}

/// The program is told the number that it was attached with.
fn is_told<T: Attach>(
    feature: &Feature,
    choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram,
    program: impl FnOnce(&Programs) -> &Program,
    target: T,
    act: impl Fn(),
) {
    feature.is_shown_by(|| {
        let bpf = loaded(choose)?;
        let _link = program(&bpf.progs).attach_to(target)?;
        act();
        assert_eq!(bpf.bss().read()?.cookie, COOKIE);
        Ok(())
    });
}

const COOKIE: u64 = 0x0123_4567_89ab_cdef;

#[test]
fn a_tracepoint_gives_its_cookie() {
    let target = Tracepoint::new("syscalls", "sys_enter_setpriority").cookie(COOKIE);
    is_told(
        &since::COOKIE,
        |all| &mut all.tracepoint_cookie,
        |all| &all.tracepoint_cookie,
        target,
        || nice(1),
    );
}

#[test]
fn a_uprobe_gives_its_cookie() {
    let target = Uprobe::new(THIS_BINARY).function("coolbpf_features_hooked").cookie(COOKIE);
    is_told(&since::UPROBE_COOKIE, |all| &mut all.uprobe_cookie, |all| &all.uprobe_cookie, target, call);
}

#[test]
fn a_kprobe_gives_its_cookie() {
    let target = Kprobe::new(FUNCTION).cookie(COOKIE);
    is_told(
        &since::KPROBE_COOKIE,
        |all| &mut all.kprobe_cookie,
        |all| &all.kprobe_cookie,
        target,
        || nice(1),
    );
}

#[test]
fn a_raw_tracepoint_gives_its_cookie() {
    let target = RawTracepoint::new("sys_enter").cookie(COOKIE);
    is_told(
        &since::RAW_TRACEPOINT_COOKIE,
        |all| &mut all.raw_tracepoint_cookie,
        |all| &all.raw_tracepoint_cookie,
        target,
        || nice(1),
    );
}

#[test]
fn an_older_kernel_is_said_to_have_no_cookies() {
    since::COOKIE_OPTION.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.tracepoint)?;
        let target = Tracepoint::new("syscalls", "sys_enter_setpriority").cookie(COOKIE);
        bpf.progs.tracepoint.attach_to(target)?.detach()
    });
}

#[test]
fn a_perf_event_goes_off_in_the_thread_that_is_named() {
    since::PERF_EVENT_OF_A_THREAD.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.perf_event)?;
        let event = PerfEvent::software(SoftwareEvent::TaskClock).period(100_000).pid(tid());
        let link = bpf.progs.perf_event.attach_to(event)?;
        // The clock goes on while this thread keeps its CPU busy.
        while bpf.bss().read()?.calls == 0 {}
        link.detach()
    });
}

#[test]
fn a_perf_event_goes_off_on_the_cpu_that_is_named() {
    since::PERF_EVENT_OF_A_CPU.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.perf_event)?;
        let events = PerfEvent::software(SoftwareEvent::CpuClock).frequency(999).cpu(0).open_all()?;
        assert_eq!(events.iter().map(|event| event.cpu()).collect::<Vec<_>>(), [Some(0)]);
        let event = events.first().unwrap();
        let link = bpf.progs.perf_event.attach_to(event)?;
        while event.count()? == 0 || bpf.bss().read()?.calls == 0 {}
        link.detach()
    });
}

#[test]
fn a_tracepoint_is_a_perf_event_too() {
    since::PERF_TRACEPOINT.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.tracepoint)?;
        let event = PerfEvent::tracepoint("syscalls", "sys_enter_setpriority").pid(tid());
        let [event] = event.open_all()?.try_into().unwrap();
        let _link = bpf.progs.tracepoint.attach_to(&event)?;
        nice(1);
        nice(1);
        assert_eq!(bpf.bss().read()?.calls, 2);
        Ok(())
    });
}

#[test]
fn what_is_not_there_is_named() {
    since::MISSING_TARGETS.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.tracepoint)?;
        let missing = bpf.progs.tracepoint.attach_to(Tracepoint::new("syscalls", "no_such_one")).unwrap_err();
        assert_eq!(missing.kind(), ErrorKind::NoAttachPoint, "{missing:#}");
        assert_eq!(
            missing.to_string(),
            format!(
                "can't attach the program `tracepoint` (tracepoint) to syscalls/no_such_one: this kernel has no tracepoint \
                 `syscalls/no_such_one` ({}/events/syscalls/no_such_one)",
                tracefs()
            )
        );
        let event = PerfEvent::tracepoint("syscalls", "../sched").open_all().unwrap_err();
        assert_eq!(event.kind(), ErrorKind::NoAttachPoint, "{event:#}");
        let thread = PerfEvent::software(SoftwareEvent::TaskClock).pid(0x3fff_ffff).open_all().unwrap_err();
        assert!(thread.to_string().ends_with(": there is no such thread"), "{thread:#}");
        let bpf = loaded(|all| &mut all.uprobe)?;
        let wrong = bpf.progs.uprobe.attach_to(Uprobe::new("/proc/self/comm").function("main")).unwrap_err();
        assert_eq!(
            wrong.to_string(),
            "/proc/self/comm is neither a binary nor a library: it is no ELF file"
        );
        let process = Uprobe::new(THIS_BINARY).function("coolbpf_features_hooked").pid(0x3fff_ffff);
        let missing = bpf.progs.uprobe.attach_to(process).unwrap_err();
        assert_eq!(missing.to_string(), "there is no process 1073741823 in this PID namespace");
        Ok(())
    });
}
