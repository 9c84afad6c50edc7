//! The instructions of a program that libbpf is about to load.

use std::io;

use libbpf_rs::libbpf_sys::{self, bpf_insn};
use libbpf_rs::{AsRawLibbpf as _, OpenProgram, OpenProgramMut};

use super::{Changed, Instruction};
use crate::object::returned;

/// The instructions as they are now: before libbpf's preparation those of the program's own function, as the object has them;
/// after it also those of the functions that it calls, with all relocations done.
pub(crate) fn read(program: &OpenProgram<'_>) -> Vec<Instruction> {
    program.insns().iter().copied().map(Instruction::from).collect()
}

/// Puts instructions in the place of the program's. The kernel is told of lines and functions by their index: so where there
/// are more or fewer than before, these places are to stay as they were.
///
/// # Errors
/// Where memory is short, or the program is loaded.
pub(crate) fn write(program: &mut OpenProgramMut<'_>, code: &[Instruction]) -> io::Result<()> {
    let mut raw: Vec<bpf_insn> = code.iter().copied().map(bpf_insn::from).collect();
    // SAFETY: the program is open, and libbpf copies as many instructions as are there.
    returned(unsafe {
        libbpf_sys::bpf_program__set_insns(
            program.as_libbpf_object().as_ptr(),
            raw.as_mut_ptr(),
            raw.len() as _,
        )
    })
}

/// Puts a changed program in the place of one, whose functions and lines the kernel is told of where they are now.
///
/// # Errors
/// Where memory is short, or the program is loaded.
pub(crate) fn replace(program: &mut OpenProgramMut<'_>, changed: &Changed) -> io::Result<()> {
    let raw = program.as_libbpf_object().as_ptr();
    let moved = |place: &mut u32| {
        let now = usize::try_from(*place).ok().and_then(|place| changed.places.get(place).copied());
        if let Some(now) = now.and_then(|now| u32::try_from(now).ok()) {
            *place = now;
        }
    };
    // SAFETY: the program is open; libbpf keeps so many records of both kinds until the object is closed, and nobody else looks at them
    // meanwhile.
    let (functions, lines) = unsafe {
        (
            records(libbpf_sys::bpf_program__func_info(raw), libbpf_sys::bpf_program__func_info_cnt(raw)),
            records(libbpf_sys::bpf_program__line_info(raw), libbpf_sys::bpf_program__line_info_cnt(raw)),
        )
    };
    functions.iter_mut().for_each(|record| moved(&mut record.insn_off));
    lines.iter_mut().for_each(|record| moved(&mut record.insn_off));
    write(program, &changed.code)
}

/// Whether the kernel is to be told of lines and functions, so that each slot has to keep a place of its own.
pub(crate) fn has_lines(program: &OpenProgramMut<'_>) -> bool {
    let raw = program.as_libbpf_object().as_ptr();
    // SAFETY: the program is open.
    unsafe { libbpf_sys::bpf_program__func_info_cnt(raw) + libbpf_sys::bpf_program__line_info_cnt(raw) > 0 }
}

/// # Safety
/// There are so many records, or none, and nobody else uses them.
unsafe fn records<'a, T>(first: *mut T, count: u32) -> &'a mut [T] {
    match (std::ptr::NonNull::new(first), usize::try_from(count)) {
        // SAFETY: as the caller says.
        (Some(first), Ok(count)) => unsafe { std::slice::from_raw_parts_mut(first.as_ptr(), count) },
        _ => &mut [],
    }
}
