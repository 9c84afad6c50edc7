//! One hook in several ways, of which the best that this kernel takes is used.

use std::fs;
use std::hint::black_box;

use coolbpf::{ErrorKind, MapType, ProgramType, Result, Support, kernel};
use coolbpf_features::alternatives::alternatives::{Compared, Forbidden, Many, Nice, Stored, User};
use coolbpf_features::alternatives::{self, Bpf, Open};

use crate::feature::shows_choice;
use crate::since;
use crate::system::{nice, tid};
use crate::this_kernel::{Lack, lacks, tracefs, version};

/// The number of setpriority(2).
#[cfg(target_arch = "x86_64")]
pub(crate) const SETPRIORITY: u64 = 141;
#[cfg(target_arch = "aarch64")]
pub(crate) const SETPRIORITY: u64 = 140;

/// What the probes of user space watch.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn coolbpf_features_alternative() -> i32 {
    black_box(1)
}

fn open() -> Result<Open> {
    let mut open = alternatives::open()?;
    open.rodata().tid = tid();
    open.rodata().number = SETPRIORITY;
    Ok(open)
}

/// The object without the group that is loaded by itself.
fn open_optional() -> Result<Open> {
    let mut open = open()?;
    open.alternatives.nice.set_autoload(false);
    Ok(open)
}

fn attached(open: Open) -> Result<Bpf> {
    let mut bpf = open.load()?;
    bpf.attach()?;
    Ok(bpf)
}

/// Both calls are seen, once each.
fn sees_calls(bpf: &Bpf) -> Result<()> {
    let before = bpf.bss().read()?.entries;
    nice(11);
    nice(12);
    assert_eq!(bpf.bss().read()?.entries - before, 2, "{}", bpf.alternatives);
    Ok(())
}

#[test]
fn the_best_way_that_the_kernel_takes_is_used_with_all_of_its_programs() {
    since::ALTERNATIVES.is_shown_by(|| {
        let bpf = attached(open()?)?;
        let has_fentry = version() >= (5, 5)
            && !lacks(Lack::Btf, (0, 0))
            && !lacks(Lack::FunctionTracing, (0, 0))
            && !kernel().program_type(ProgramType::Tracing).is_no();
        let best = match (has_fentry, !lacks(Lack::Kprobes, (0, 0))) {
            (true, _) => Nice::Fentry,
            (false, true) => Nice::Kprobe,
            (false, false) => Nice::Tracepoint,
        };
        let shown = bpf.alternatives.nice.to_string();
        assert_eq!(bpf.alternatives.nice.chosen(), Some(best), "{shown}");
        shows_choice(&bpf.alternatives.nice);
        sees_calls(&bpf)?;
        assert_eq!(bpf.bss().read()?.returns, 2);

        assert!(
            shown.starts_with("nice: `fentry` ") && shown.contains(&format!("; `{best}` is used"))
                || best == Nice::Fentry,
            "{shown}"
        );
        for (way, program) in [
            (Nice::Fentry, &bpf.progs.nice_fexit),
            (Nice::Kprobe, &bpf.progs.nice_kretprobe),
            (Nice::Tracepoint, &bpf.progs.nice_exit),
        ] {
            assert_eq!(program.fd().is_ok(), way == best, "{way}: {shown}");
        }
        assert_eq!(bpf.alternatives.nice.reason(best), None);
        assert_eq!(bpf.alternatives.nice.reason(Nice::Fentry).is_some(), best != Nice::Fentry);
        Ok(())
    });
}

#[test]
fn a_way_that_is_forced_is_used_or_the_load_fails() {
    since::FORCED_ALTERNATIVE.is_shown_by(|| {
        let mut open = open()?;
        open.alternatives.nice.force(Nice::Fentry);
        let bpf = attached(open)?;
        assert_eq!(bpf.alternatives.nice.chosen(), Some(Nice::Fentry));
        sees_calls(&bpf)
    });
}

#[test]
fn a_worse_way_can_be_forced_by_its_name_and_a_group_left_out() -> Result<()> {
    let mut by_name = open()?;
    by_name.alternatives.nice.force("tracepoint".parse()?);
    let bpf = attached(by_name)?;
    assert_eq!(bpf.alternatives.nice.chosen(), Some(Nice::Tracepoint));
    assert_eq!(
        bpf.alternatives.nice.to_string(),
        "nice: `fentry` is not wanted; `kprobe` is not wanted; `tracepoint` is used"
    );
    sees_calls(&bpf)?;
    drop(bpf);

    let bpf = open_optional()?.load()?;
    assert_eq!(bpf.alternatives.nice.chosen(), None);
    assert!(bpf.progs.nice_enter.fd().is_err());
    let error = "fentyr".parse::<Nice>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(
        error.to_string(),
        "\"fentyr\" is none of the alternatives `nice`: `fentry`, `kprobe`, `tracepoint`"
    );
    Ok(())
}

#[test]
fn a_map_that_the_kernel_lacks_excludes_only_the_way_that_uses_it() {
    since::ALTERNATIVES_BY_MAP.is_shown_by(|| {
        let mut open = open_optional()?;
        open.progs.stored_storage.set_autoload(true)?;
        open.progs.stored_hash.set_autoload(true)?;
        let bpf = attached(open)?;
        let shown = bpf.alternatives.stored.to_string();
        // a10787e6d58c
        let has_storage = version() >= (5, 13)
            && !lacks(Lack::Btf, (0, 0))
            && !kernel().map_type(MapType::TaskStorage).is_no();
        let best = if has_storage { Stored::Storage } else { Stored::Hash };
        assert_eq!(bpf.alternatives.stored.chosen(), Some(best), "{shown}");
        shows_choice(&bpf.alternatives.stored);
        sees_calls(&bpf)
    });
}

#[test]
fn a_way_that_the_verifier_rejects_gives_way_to_the_next() {
    since::ALTERNATIVES_BY_VERIFIER.is_shown_by(|| {
        let mut open = open_optional()?;
        open.progs.compared_strncmp.set_autoload(true)?;
        open.progs.compared_plain.set_autoload(true)?;
        let bpf = attached(open)?;
        let shown = bpf.alternatives.compared.to_string();
        shows_choice(&bpf.alternatives.compared);
        match bpf.alternatives.compared.chosen() {
            Some(Compared::Strncmp) => assert!(version() >= (5, 17), "{shown}"),
            _ => {
                let reason = bpf.alternatives.compared.reason(Compared::Strncmp).unwrap();
                assert!(version() < (5, 17) && reason.contains("no helper `bpf_strncmp`"), "{shown}");
            }
        }
        sees_calls(&bpf)
    });
}

#[test]
fn a_program_that_loads_and_can_not_be_attached_gives_way_to_the_next() {
    since::ALTERNATIVES_BY_PROBE.is_shown_by(|| {
        let mut open = open_optional()?;
        open.progs.forbidden_kprobe.set_autoload(true)?;
        open.progs.forbidden_tracepoint.set_autoload(true)?;
        let bpf = attached(open)?;
        let group = &bpf.alternatives.forbidden;
        assert_eq!(group.chosen(), Some(Forbidden::Tracepoint), "{group}");
        shows_choice(group);
        let reason = group.reason(Forbidden::Kprobe).unwrap();
        assert!(
            reason.starts_with("can't attach the program `forbidden_kprobe` (kprobe/notify_die): "),
            "{reason}"
        );
        sees_calls(&bpf)
    });
}

#[test]
fn one_probe_of_many_functions_is_better_than_many_where_the_kernel_has_it() {
    since::ALTERNATIVE_KPROBES.is_shown_by(|| {
        let mut open = open_optional()?;
        open.progs.many_multi.set_autoload(true)?;
        open.progs.many_single.set_autoload(true)?;
        let bpf = attached(open)?;
        let group = &bpf.alternatives.many;
        // The kernel has it from 5.18 on with CONFIG_FPROBE, which Debian 12's 6.1 is built without.
        let symbols = fs::read_to_string("/proc/kallsyms").unwrap();
        let has_fprobes = version() >= (5, 18) && symbols.contains(" register_fprobe\n");
        shows_choice(group);
        let best = if has_fprobes { Many::Multi } else { Many::Single };
        assert_eq!(group.chosen(), Some(best), "{group}");
        sees_calls(&bpf)
    });
}

#[test]
fn one_probe_of_many_functions_of_a_binary_is_better_than_many_where_the_kernel_has_it() {
    since::ALTERNATIVE_UPROBES.is_shown_by(|| {
        let mut open = open_optional()?;
        open.progs.user_multi.set_autoload(true)?;
        open.progs.user_single.set_autoload(true)?;
        let bpf = attached(open)?;
        let group = &bpf.alternatives.user;
        shows_choice(group);
        let best = if version() >= (6, 6) { User::Multi } else { User::Single };
        assert_eq!(group.chosen(), Some(best), "{group}");
        assert_eq!(coolbpf_features_alternative(), 1);
        assert_eq!(bpf.bss().read()?.entries, 1);
        Ok(())
    });
}

#[test]
fn one_probe_of_many_functions_of_a_binary_is_as_many_probes_where_the_kernel_has_it_not() {
    since::UPROBE_MULTI.is_shown_by(|| {
        let mut open = open_optional()?;
        open.alternatives.user.force(User::Multi);
        let bpf = attached(open)?;
        assert_eq!(coolbpf_features_alternative(), 1);
        assert_eq!(bpf.bss().read()?.entries, 1);
        assert!(bpf.progs.user_single.fd().is_err());
        Ok(())
    });
}

#[test]
fn where_none_works_the_error_tells_of_each() {
    since::NO_ALTERNATIVE.is_shown_by(|| {
        let mut open = open_optional()?;
        let programs = &mut open.progs;
        programs.nowhere_fentry.set_autoload(true)?;
        programs.nowhere_kprobe.set_autoload(true)?;
        programs.nowhere_raw_tp.set_autoload(true)?;
        programs.nowhere_tracepoint.set_autoload(true)?;
        let error = attached(open).unwrap_err().to_string();
        let lines: Vec<&str> = error.lines().collect();
        let [title, fentry, kprobe, raw_tp, tracepoint] = lines.as_slice() else { panic!("{error}") };
        assert_eq!(*title, "none of the alternatives `nowhere` works here:");
        let fentry_says = match (kernel().program_type(ProgramType::Tracing), lacks(Lack::Btf, (0, 0))) {
            (Support::No(missing), _) => missing.to_string(),
            (_, true) => "this kernel has no /sys/kernel/btf/vmlinux".to_owned(),
            (_, false) => "this kernel has no `no_such_function` to attach to".to_owned(),
        };
        let start = "    fentry: can't load the program `nowhere_fentry` (fentry/no_such_function): ";
        assert!(fentry.starts_with(start) && fentry.contains(&fentry_says), "{error}");
        let kprobe_says = match lacks(Lack::Kprobes, (0, 0)) {
            true => "this kernel has no kprobes (CONFIG_KPROBE_EVENTS)",
            false => "there is no `no_such_function`",
        };
        let start = "    kprobe: can't attach the program `nowhere_kprobe` (kprobe/no_such_function): ";
        // Before 4.17, libbpf says more.
        assert!(kprobe.starts_with(&format!("{start}{kprobe_says}")), "{error}");
        assert!(raw_tp.starts_with("    raw_tp: can't "), "{error}");
        assert_eq!(
            *tracepoint,
            format!(
                "    tracepoint: can't attach the program `nowhere_tracepoint` (tracepoint/no/such_tracepoint): this kernel \
                 has no tracepoint `no/such_tracepoint` ({}/events/no/such_tracepoint)",
                tracefs()
            )
        );
        Ok(())
    });
}
