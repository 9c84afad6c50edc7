//! Probes of entries and returns, and the numbers that programs are told which probe it is by.

use std::hint::black_box;

use coolbpf::attach::{Attach, KprobeMulti, Ksyscall, Lsm, Trace, Uprobe, UprobeMulti, Usdt};
use coolbpf::{OpenProgram, Program, Result};
use coolbpf_features::declared;
use coolbpf_features::probes::{self, OpenPrograms, Programs};
use probe::probe;

use crate::feature::Feature;
use crate::since;
use crate::system::{nice, tid};

const THIS_BINARY: &str = "/proc/self/exe";
/// In every kernel since before BPF; and another one that nobody calls here.
const FUNCTION: &str = "security_task_setnice";
const ANOTHER_FUNCTION: &str = "security_task_getioprio";
const COOKIE: u64 = 0x0123_4567_89ab_cdef;

/// Functions that are watched.
// SAFETY: no other symbol has this name.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn coolbpf_features_probed(value: i32) -> i32 {
    black_box(value) + 1
}

// SAFETY: no other symbol has this name.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn coolbpf_features_probed_too(value: i32) -> i32 {
    black_box(value) + 2
}

fn call() {
    black_box(coolbpf_features_probed)(1);
}

fn loaded(choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram) -> Result<probes::Bpf> {
    let mut open = probes::open()?;
    open.rodata().tid = tid();
    choose(&mut open.progs).set_autoload(true)?;
    open.load()
}

/// Each time something is done, the program is called so many times, as long as it is attached.
fn sees<T: Attach>(
    feature: &Feature,
    choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram,
    program: impl FnOnce(&Programs) -> &Program,
    target: T,
    times: u64,
    act: impl Fn(),
) {
    feature.is_shown_by(|| {
        let bpf = loaded(choose)?;
        let link = program(&bpf.progs).attach_to(target)?;
        act();
        act();
        assert_eq!(bpf.bss().read()?.calls, 2 * times);
        link.detach()?;
        act();
        assert_eq!(bpf.bss().read()?.calls, 2 * times, "detached");
        Ok(())
    });
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
        let link = program(&bpf.progs).attach_to(target)?;
        act();
        let bss = bpf.bss().read()?;
        assert!(bss.calls >= 1);
        assert_eq!(bss.cookie, COOKIE);
        link.detach()
    });
}

fn both() -> [&'static str; 2] {
    ["coolbpf_features_probed", "coolbpf_features_probed_too"]
}

#[test]
fn returns_of_the_kernel_s_functions_are_seen() {
    let functions = KprobeMulti::functions([FUNCTION, ANOTHER_FUNCTION]);
    sees(
        &since::KRETPROBE_MULTI,
        |all| &mut all.kretprobe_multi,
        |all| &all.kretprobe_multi,
        functions,
        1,
        || nice(1),
    );
    let call = Ksyscall::new("setpriority");
    sees(&since::KRETSYSCALL, |all| &mut all.kretsyscall, |all| &all.kretsyscall, call, 1, || nice(1));
}

#[test]
fn a_session_sees_entries_and_returns_of_the_kernel_s_functions() {
    let functions = KprobeMulti::functions([FUNCTION, ANOTHER_FUNCTION]);
    sees(
        &since::KPROBE_SESSION,
        |all| &mut all.kprobe_session,
        |all| &all.kprobe_session,
        functions,
        2,
        || nice(1),
    );
    sees(&since::FSESSION, |all| &mut all.fsession, |all| &all.fsession, Trace::new(), 2, || nice(1));
}

#[test]
fn returns_of_a_binary_s_functions_are_seen() {
    let function = Uprobe::new(THIS_BINARY).function("coolbpf_features_probed");
    sees(&since::URETPROBE, |all| &mut all.uretprobe, |all| &all.uretprobe, function, 1, call);
    let functions = UprobeMulti::functions(THIS_BINARY, both());
    sees(
        &since::URETPROBE_MULTI,
        |all| &mut all.uretprobe_multi,
        |all| &all.uretprobe_multi,
        functions,
        1,
        call,
    );
}

#[test]
fn a_session_sees_entries_and_returns_of_a_binary_s_functions() {
    let functions = || UprobeMulti::functions(THIS_BINARY, both());
    sees(
        &since::UPROBE_SESSION,
        |all| &mut all.uprobe_session,
        |all| &all.uprobe_session,
        functions(),
        2,
        call,
    );
    sees(
        &since::SLEEPABLE_UPROBE_SESSION,
        |all| &mut all.uprobe_session_s,
        |all| &all.uprobe_session_s,
        functions(),
        2,
        call,
    );
}

#[test]
fn each_of_many_functions_has_its_cookie() {
    let functions = KprobeMulti::functions([ANOTHER_FUNCTION, FUNCTION]).cookies([1, COOKIE]);
    is_told(
        &since::KPROBE_MULTI_COOKIES,
        |all| &mut all.kprobe_multi_cookie,
        |all| &all.kprobe_multi_cookie,
        functions,
        || nice(1),
    );
    let functions = UprobeMulti::functions(THIS_BINARY, both()).cookies([COOKIE, 1]);
    is_told(
        &since::UPROBE_MULTI_COOKIES,
        |all| &mut all.uprobe_multi_cookie,
        |all| &all.uprobe_multi_cookie,
        functions,
        call,
    );
    black_box(coolbpf_features_probed_too)(1);
}

#[test]
fn what_btf_names_gives_its_cookie() {
    let trace = Trace::new().cookie(COOKIE);
    is_told(&since::FENTRY_COOKIE, |all| &mut all.fentry, |all| &all.fentry, trace, || nice(1));
    is_told(&since::TP_BTF_COOKIE, |all| &mut all.tp_btf, |all| &all.tp_btf, trace, || nice(1));
    let hook = Lsm::new().cookie(COOKIE);
    is_told(&since::LSM_COOKIE, |all| &mut all.lsm, |all| &all.lsm, hook, || nice(1));
}

#[test]
fn a_probe_that_a_binary_declares_gives_its_cookie() {
    since::USDT_COOKIE.is_shown_by(|| {
        let mut open = declared::open()?;
        open.rodata().tid = tid();
        let bpf = open.load()?;
        let probe = Usdt::new(THIS_BINARY, "coolbpf_features", "cookie").pid(std::process::id());
        let link = bpf.progs.on_called.attach_to(probe.cookie(COOKIE))?;
        probe!(coolbpf_features, cookie, black_box(7_i64));
        assert_eq!(bpf.bss().read()?.cookie.cast_unsigned(), COOKIE);
        link.detach()
    });
}
