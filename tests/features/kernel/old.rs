//! What kernels before 5.5 are helped with, and what they say of the rest.

use std::fs::File;
use std::io::Read as _;

use coolbpf::{ErrorKind, OpenProgram, Result};
use coolbpf_features::old::{self, OpenPrograms};

use crate::since;
use crate::system::{nice, tid};
use crate::this_kernel::version;

/// Loads a program, to watch this thread.
fn attached(choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram) -> Result<old::Bpf> {
    let mut open = old::open()?;
    open.rodata().tid = tid();
    choose(&mut open.progs).set_autoload(true)?;
    let mut bpf = open.load()?;
    bpf.attach()?;
    Ok(bpf)
}

#[test]
fn variables_of_all_kinds_are_shared_with_programs() {
    since::VARIABLES_OF_OLD.is_shown_by(|| {
        let bpf = attached(|programs| &mut programs.variables)?;
        nice(6);
        nice(2);
        let (data, bss) = (bpf.data().read()?, bpf.bss().read()?);
        assert_eq!((bss.calls, bss.last), (2, -5));
        assert_eq!(data.numbers, [1, 2, 3 + 60 + 20, 0x1234_5678_9abc_def0 + 2]);
        let mut changed = data;
        changed.numbers[1] = 100;
        bpf.data().write(&changed)?;
        nice(1);
        assert_eq!(bpf.data().read()?.numbers[1], 110);
        let constants = bpf.rodata().read()?;
        assert_eq!(constants.table[7], 70);
        assert_eq!(bpf.rodata().write(&constants).unwrap_err().kind(), ErrorKind::PermissionDenied);
        Ok(())
    });
}

#[test]
fn what_a_constant_rules_out_is_not_looked_at() {
    since::CHOICE_BY_CONSTANT.is_shown_by(|| {
        let bpf = attached(|programs| &mut programs.choice)?;
        nice(3);
        assert_eq!(bpf.bss().read()?.calls, 2);
        Ok(())
    });
}

#[test]
fn what_the_loader_finds_out_is_a_constant_too() {
    since::CONFIGURATION.is_shown_by(|| {
        let bpf = attached(|programs| &mut programs.configured)?;
        nice(3);
        let bss = bpf.bss().read()?;
        let (major, minor) = version();
        assert_eq!((bss.calls, bss.last >> 8), (1, i64::from(major) << 8 | i64::from(minor)));
        Ok(())
    });
}

#[test]
fn texts_and_keys_among_the_constants_are_given_to_helpers() {
    since::TEXTS.is_shown_by(|| {
        let bpf = attached(|programs| &mut programs.texts)?;
        nice(4);
        let bss = bpf.bss().read()?;
        assert_eq!((bss.calls, bss.text.to_string()), (1, "written".to_owned()));
        assert_eq!(bpf.maps.seen.get(&7)?, Some(1));
        Ok(())
    });
}

#[test]
fn the_kernel_is_read_by_whatever_name_the_helper_has() {
    since::PROBE_READS.is_shown_by(|| {
        let bpf = attached(|programs| &mut programs.reads)?;
        nice(5);
        let bss = bpf.bss().read()?;
        assert_eq!((bss.last, bss.calls), (5, 5));
        Ok(())
    });
}

#[test]
fn functions_that_are_called_have_variables_too() {
    since::FUNCTIONS.is_shown_by(|| {
        let bpf = attached(|programs| &mut programs.functions)?;
        nice(5);
        let bss = bpf.bss().read()?;
        // 3 * 2 + 5 + 5, and 13 * 2 + 5 + 3.
        assert_eq!((bss.calls, bss.last), (13, 16 + 34));
        Ok(())
    });
}

#[test]
fn loops_are_run() {
    since::LOOPS.is_shown_by(|| {
        let bpf = attached(|programs| &mut programs.loops)?;
        nice(7);
        assert_eq!(bpf.bss().read()?.calls, 7);
        Ok(())
    });
}

#[test]
fn programs_of_many_instructions_are_run() {
    since::MANY_INSTRUCTIONS.is_shown_by(|| {
        let bpf = attached(|programs| &mut programs.many)?;
        nice(1);
        assert_ne!(bpf.bss().read()?.last, 0);
        Ok(())
    });
}

/// What the process may lock is raised by libbpf, where it may be, so that maps of some MiB find room before Linux 5.11.
#[test]
fn maps_are_made_whatever_may_be_locked_at_first() {
    since::LOCKED_MEMORY.is_shown_by(|| {
        let mut open = old::open()?;
        open.maps.seen.set_max_entries(100_000)?;
        let bpf = open.load()?;
        bpf.maps.seen.insert(&1, &2)?;
        let mut limits = String::new();
        File::open("/proc/self/limits").unwrap().read_to_string(&mut limits).unwrap();
        assert!(limits.contains("Max locked memory"), "{limits}");
        Ok(())
    });
}
