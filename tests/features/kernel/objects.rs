//! Objects for several instruction sets, and objects of several sources.

use coolbpf::{ErrorKind, InstructionSet, kernel};
use coolbpf_features::{instruction_sets, linked};

use crate::since;
use crate::system::{nice, tid};

#[test]
fn of_the_objects_for_several_instruction_sets_the_newest_that_fits_is_loaded() {
    since::INSTRUCTION_SETS.is_shown_by(|| {
        let v3 = kernel().instruction_set(InstructionSet::V3);
        let open = instruction_sets::open()?;
        let newest = if v3.is_yes() { InstructionSet::V3 } else { InstructionSet::V1 };
        assert_eq!(open.instruction_set(), newest, "{v3:?}");
        for set in [newest, InstructionSet::V1] {
            let mut bpf = instruction_sets::open_for(set)?.load()?;
            assert_eq!(bpf.instruction_set(), set);
            bpf.maps.calls.insert(&tid(), &0)?;
            bpf.attach()?;
            nice(3);
            assert_eq!(bpf.maps.calls.get(&tid())?, Some(1), "{set}");
        }
        println!("loaded for {newest}");
        Ok(())
    });
    let error = instruction_sets::open_for(InstructionSet::V2).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(
        error.to_string().starts_with("`instruction_sets` has no object for the instruction set v2"),
        "{error}"
    );
}

#[test]
fn an_instruction_set_that_the_kernel_does_not_run_is_named_with_what_mends_it() {
    if kernel().instruction_set(InstructionSet::V3).is_yes() {
        instruction_sets::open_for(InstructionSet::V3).unwrap().load().unwrap();
        return;
    }
    let error = instruction_sets::open_for(InstructionSet::V3).unwrap().load().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    let error = error.to_string();
    let told = [
        "can't load the program `on_setpriority` (tracepoint/syscalls/sys_enter_setpriority): it is compiled for v3, and this \
         kernel has no instruction set v3",
        "`cpu = [\"v3\", \"v1\"]` in [package.metadata.coolbpf.program.instruction_sets] of Cargo.toml",
    ];
    assert!(told.iter().all(|told| error.contains(told)), "{error}");
}

#[test]
fn functions_and_maps_of_other_sources_are_in_the_program() {
    since::LINKED_SOURCES.is_shown_by(|| {
        let mut bpf = linked::open()?.load()?;
        bpf.maps.calls.insert(&tid(), &0)?;
        bpf.attach()?;
        nice(4);
        assert_eq!(bpf.maps.calls.get(&tid())?, Some(1));
        Ok(())
    });
}
