//! The instructions of a program that libbpf is about to load.

use std::io;

use libbpf_rs::libbpf_sys::{self, bpf_insn};
use libbpf_rs::{AsRawLibbpf as _, OpenProgram, OpenProgramMut};

use super::Instruction;
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
