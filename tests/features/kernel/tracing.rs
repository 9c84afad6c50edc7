//! Programs that watch the kernel, and those that may refuse what it does.

use std::io;

use coolbpf::attach::{PerfEvent, SoftwareEvent};
use coolbpf::{OpenProgram, Result};
use coolbpf_features::tracing::{self, OpenPrograms};

use crate::feature::Feature;
use crate::since;
use crate::system::{nice, set_nice, tid};

/// The number of setpriority(2).
#[cfg(target_arch = "x86_64")]
const SETPRIORITY: u64 = 141;
#[cfg(target_arch = "aarch64")]
const SETPRIORITY: u64 = 140;

/// Loads one program, to watch this thread.
fn loaded(choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram) -> Result<tracing::Bpf> {
    let mut open = tracing::open()?;
    open.rodata().tid = tid();
    open.rodata().number = SETPRIORITY;
    open.rodata().forbidden = 13;
    choose(&mut open.progs).set_autoload(true)?;
    open.load()
}

fn attached(choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram) -> Result<tracing::Bpf> {
    let mut bpf = loaded(choose)?;
    bpf.attach()?;
    Ok(bpf)
}

/// The program sees each call, once.
fn sees_calls(feature: &Feature, choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram) {
    feature.is_shown_by(|| {
        let bpf = attached(choose)?;
        nice(11);
        nice(12);
        assert_eq!(bpf.bss().read()?.calls, 2);
        Ok(())
    });
}

/// And it sees the nice value.
fn sees_the_argument(feature: &Feature, choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram) {
    feature.is_shown_by(|| {
        let bpf = attached(choose)?;
        nice(11);
        nice(12);
        let bss = bpf.bss().read()?;
        assert_eq!((bss.calls, bss.nice), (2, 12));
        Ok(())
    });
}

/// The program refuses one nice value as long as it is attached.
fn refuses(feature: &Feature, choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram) {
    feature.is_shown_by(|| {
        let bpf = attached(choose)?;
        nice(12);
        let refused = set_nice(13).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::PermissionDenied);
        drop(bpf);
        nice(13);
        Ok(())
    });
}

#[test]
fn a_tracepoint_gives_its_record() {
    sees_the_argument(&since::TRACEPOINT, |programs| &mut programs.tracepoint);
}

#[test]
fn a_raw_tracepoint_gives_its_arguments() {
    sees_calls(&since::RAW_TRACEPOINT, |programs| &mut programs.raw_tracepoint);
}

#[test]
fn a_raw_tracepoint_with_types_gives_its_arguments() {
    sees_calls(&since::TP_BTF, |programs| &mut programs.tp_btf);
}

#[test]
fn a_kprobe_sees_a_function_s_arguments() {
    sees_the_argument(&since::KPROBE, |programs| &mut programs.kprobe);
}

#[test]
fn a_kretprobe_sees_what_a_function_returns() {
    since::KRETPROBE.is_shown_by(|| {
        let mut open = tracing::open()?;
        open.rodata().tid = tid();
        open.bss().result = -1;
        open.progs.kretprobe.set_autoload(true)?;
        let mut bpf = open.load()?;
        bpf.attach()?;
        nice(11);
        let bss = bpf.bss().read()?;
        assert_eq!((bss.calls, bss.result), (1, 0));
        Ok(())
    });
}

#[test]
fn one_kprobe_watches_all_functions_of_a_pattern() {
    sees_the_argument(&since::KPROBE_MULTI, |programs| &mut programs.kprobe_multi);
}

#[test]
fn a_system_call_is_watched_whatever_its_function_is_called() {
    sees_calls(&since::KSYSCALL, |programs| &mut programs.ksyscall);
}

#[test]
fn fentry_sees_a_function_s_arguments() {
    sees_the_argument(&since::FENTRY, |programs| &mut programs.fentry);
}

#[test]
fn fexit_sees_a_function_s_arguments_and_what_it_returns() {
    since::FEXIT.is_shown_by(|| {
        let mut open = tracing::open()?;
        open.rodata().tid = tid();
        open.bss().result = -1;
        open.progs.fexit.set_autoload(true)?;
        let mut bpf = open.load()?;
        bpf.attach()?;
        nice(11);
        let bss = bpf.bss().read()?;
        assert_eq!((bss.nice, bss.result), (11, 0));
        Ok(())
    });
}

#[test]
fn fmod_ret_changes_what_a_function_returns() {
    refuses(&since::FMOD_RET, |programs| &mut programs.fmod_ret);
}

#[test]
fn a_security_module_s_hook_refuses_what_the_program_refuses() {
    refuses(&since::LSM, |programs| &mut programs.lsm);
}

#[test]
fn a_perf_event_samples_each_cpu() {
    since::PERF_EVENT.is_shown_by(|| {
        let bpf = loaded(|programs| &mut programs.perf_event)?;
        let clock = PerfEvent::software(SoftwareEvent::CpuClock).frequency(999);
        let _link = bpf.progs.perf_event.attach_to(clock)?;
        // The clock goes on while this thread keeps its CPU busy.
        while bpf.bss().read()?.calls == 0 {}
        Ok(())
    });
}
