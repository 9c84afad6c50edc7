//! Ways of alternatives that are passed over for what only this kernel knows, and those whose targets the application sets.

use coolbpf::{Attachment, ErrorKind, ProgramType, Result, TestRun, kernel};
use coolbpf_features::replaceable;
use coolbpf_features::ways::alternatives::{Aimed, Called, Inner, Typed};
use coolbpf_features::ways::{self, Bpf, Open};

use crate::alternatives::SETPRIORITY;
use crate::feature::shows_choice;
use crate::since;
use crate::system::{nice, tid};
use crate::this_kernel::{Lack, lacks, version};

fn open() -> Result<Open> {
    let mut open = ways::open()?;
    open.rodata().tid = tid();
    open.rodata().number = SETPRIORITY;
    Ok(open)
}

fn attached(open: Open) -> Result<Bpf> {
    let mut bpf = open.load()?;
    bpf.attach()?;
    Ok(bpf)
}

/// The call is seen once.
fn sees_a_call(bpf: &Bpf) -> Result<()> {
    let before = bpf.bss().read()?.entries;
    nice(13);
    assert_eq!(bpf.bss().read()?.entries - before, 1, "{}", bpf.alternatives);
    Ok(())
}

/// Whether programs are attached to functions, as `fentry` are.
fn has_fentry() -> bool {
    version() >= (5, 5)
        && !lacks(Lack::FunctionTracing, (0, 0))
        && !kernel().program_type(ProgramType::Tracing).is_no()
}

#[test]
fn a_way_that_asks_for_types_gives_way_to_the_next_where_the_kernel_does_not_tell_them() {
    since::ALTERNATIVES_BY_TYPES.is_shown_by(|| {
        let mut open = open()?;
        open.progs.typed_types.set_autoload(true)?;
        open.progs.typed_plain.set_autoload(true)?;
        let bpf = attached(open)?;
        let group = &bpf.alternatives.typed;
        shows_choice(group);
        sees_a_call(&bpf)?;
        if lacks(Lack::Btf, (0, 0)) {
            assert_eq!(group.chosen(), Some(Typed::Plain), "{group}");
            let shown = group.to_string();
            let reason = "typed: `types` does not work (can't load the way `types`, whose program `typed_types` reads the kernel's \
                          structs: its CO-RE relocations ask for the kernel's types, and this kernel (";
            assert!(shown.starts_with(reason) && shown.ends_with("; `plain` is used"), "{shown}");
        } else {
            assert_eq!(group.chosen(), Some(Typed::Types), "{group}");
            assert_eq!(bpf.bss().read()?.parent, std::os::unix::process::parent_id());
        }
        Ok(())
    });
}

#[test]
fn the_calls_of_a_system_call_are_seen_by_what_costs_least() {
    since::ALTERNATIVE_CALLS.is_shown_by(|| {
        let mut open = open()?;
        for program in [
            &mut open.progs.called_tp_btf,
            &mut open.progs.called_raw_tp,
            &mut open.progs.called_ksyscall,
            &mut open.progs.called_tracepoint,
        ] {
            program.set_autoload(true)?;
        }
        let bpf = attached(open)?;
        let group = &bpf.alternatives.called;
        shows_choice(group);
        let best = match version() {
            (5.., _) if version() >= (5, 5) && !lacks(Lack::Btf, (0, 0)) => Called::TpBtf,
            version if version >= (4, 17) => Called::RawTp,
            _ if !lacks(Lack::Kprobes, (0, 0)) => Called::Ksyscall,
            _ => Called::Tracepoint,
        };
        assert_eq!(group.chosen(), Some(best), "{group}");
        sees_a_call(&bpf)
    });
}

/// Has the calls seen by one way.
fn sees_a_call_by(way: Called) -> Result<()> {
    let mut open = open()?;
    open.alternatives.called.force(way);
    let bpf = attached(open)?;
    assert_eq!(bpf.alternatives.called.chosen(), Some(way));
    sees_a_call(&bpf)
}

#[test]
fn a_raw_tracepoint_can_be_a_way() {
    since::ALTERNATIVE_RAW_TRACEPOINT.is_shown_by(|| sees_a_call_by(Called::RawTp));
}

#[test]
fn a_tracepoint_with_types_can_be_a_way() {
    since::ALTERNATIVE_TP_BTF.is_shown_by(|| sees_a_call_by(Called::TpBtf));
}

#[test]
fn a_system_call_and_its_return_can_be_ways() {
    since::ALTERNATIVE_KSYSCALL.is_shown_by(|| {
        sees_a_call_by(Called::Ksyscall)?;
        sees_a_call_by(Called::Kretsyscall)
    });
}

/// The group `aimed` with all of its ways.
fn open_aimed() -> Result<Open> {
    let mut open = open()?;
    for program in [
        &mut open.progs.aimed_fentry,
        &mut open.progs.aimed_ksyscall,
        &mut open.progs.aimed_pattern,
        &mut open.progs.aimed_multi,
        &mut open.progs.aimed_uprobe,
        &mut open.progs.aimed_uprobes,
        &mut open.progs.aimed_usdt,
        &mut open.progs.aimed_tracepoint,
    ] {
        program.set_autoload(true)?;
    }
    Ok(open)
}

#[test]
fn ways_whose_targets_are_nowhere_are_passed_over_before_the_load() {
    since::ALTERNATIVES_BY_TARGET.is_shown_by(|| {
        let bpf = attached(open_aimed()?)?;
        let group = &bpf.alternatives.aimed;
        assert_eq!(group.chosen(), Some(Aimed::Tracepoint), "{group}");
        for way in [Aimed::Fentry, Aimed::Ksyscall, Aimed::Uprobe, Aimed::Usdt] {
            assert!(group.reason(way).is_some(), "{way}: {group}");
        }
        // Where they would be many probes, they come last.
        for (way, attachment) in [
            (Aimed::Pattern, Attachment::KprobeMulti),
            (Aimed::Multi, Attachment::KprobeMulti),
            (Aimed::Uprobes, Attachment::UprobeMulti),
        ] {
            assert!(group.reason(way).is_some() || kernel().attachment(attachment).is_no(), "{way}: {group}");
        }
        let reason = group.reason(Aimed::Uprobe).unwrap();
        assert_eq!(
            reason,
            "can't attach the program `aimed_uprobe` (uprobe//proc/self/exe:no_such_function): no function of /proc/self/exe is \
             called like `no_such_function`"
        );
        let reason = group.reason(Aimed::Usdt).unwrap();
        assert!(
            reason.ends_with("/proc/self/exe declares no probe `coolbpf_features:no_such_probe`"),
            "{reason}"
        );
        if let Some(reason) = group.reason(Aimed::Pattern).filter(|_| !lacks(Lack::Kprobes, (0, 0))) {
            assert!(reason.ends_with("no function is called like `no_such_function*`"), "{reason}");
        }
        sees_a_call(&bpf)
    });
}

#[test]
fn a_target_that_the_application_sets_is_the_one_that_counts() {
    since::ALTERNATIVES_BY_SET_TARGET.is_shown_by(|| {
        let mut open = open_aimed()?;
        open.progs.aimed_fentry.set_attach_function("security_task_setnice")?;
        let bpf = attached(open)?;
        let group = &bpf.alternatives.aimed;
        shows_choice(group);
        let best = if has_fentry() && !lacks(Lack::Btf, (0, 0)) { Aimed::Fentry } else { Aimed::Tracepoint };
        assert_eq!(group.chosen(), Some(best), "{group}");
        sees_a_call(&bpf)?;

        let mut open = open_aimed()?;
        open.progs.aimed_fentry.set_attach_function("security_task_setnice")?;
        open.progs.aimed_fentry.set_attach_function("nor_is_this_function")?;
        let bpf = attached(open)?;
        let group = &bpf.alternatives.aimed;
        assert_eq!(group.chosen(), Some(Aimed::Tracepoint), "{group}");
        let reason = group.reason(Aimed::Fentry).unwrap();
        assert!(reason.contains("nor_is_this_function") || version() < (5, 5), "{reason}");
        sees_a_call(&bpf)
    });
}

#[test]
fn a_function_of_another_program_can_be_the_target_of_a_way() {
    since::ALTERNATIVES_BY_PROGRAM.is_shown_by(|| {
        let target = replaceable::open()?.load()?;
        let mut open = open()?;
        open.progs.inner_program.set_autoload(true)?;
        open.progs.inner_tracepoint.set_autoload(true)?;
        open.progs.inner_program.set_attach_target(&target.progs.target, "verdict")?;
        let bpf = attached(open)?;
        let group = &bpf.alternatives.inner;
        shows_choice(group);
        match group.chosen() {
            Some(Inner::Program) => {
                let _ = target.progs.target.test_run(TestRun::new().data(&[0; 64]))?;
                assert_eq!(bpf.bss().read()?.entries, 1);
            }
            _ => {
                assert!(!has_fentry(), "{group}");
                sees_a_call(&bpf)?;
            }
        }
        let mut open = ways::open()?;
        open.progs.inner_program.set_autoload(true)?;
        open.progs.inner_program.set_attach_target(&target.progs.target, "no_such")?;
        let error = open.load().unwrap_err();
        let says = if version() < (5, 5) { "`tracing`" } else { "loaded for `no_such` of the program" };
        assert!(error.to_string().contains(says), "{error}");
        assert!(matches!(error.kind(), ErrorKind::NoAttachPoint | ErrorKind::Unsupported), "{error:?}");
        Ok(())
    });
}
