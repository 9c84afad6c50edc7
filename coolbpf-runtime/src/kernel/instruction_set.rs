//! Which instruction sets the kernel runs.

use libbpf_rs::libbpf_sys::bpf_insn;

use super::program::is_unknown;
use super::support::Support;
use super::system_call::{Loaded, RETURN_0, Target, instruction, load};
use super::{Kernel, ProgramType};
use crate::instruction_set::InstructionSet;

/// Loads a program of three instructions, of which one is of the set and leads to the next.
pub(super) fn probe(kernel: &Kernel, set: InstructionSet) -> Support {
    let [set_r0, exit] = RETURN_0;
    let own: bpf_insn = match set {
        InstructionSet::V1 => set_r0,
        // `if r0 < 1 goto +0`
        InstructionSet::V2 => instruction(0xa5, 1),
        // `if w0 < 1 goto +0`
        InstructionSet::V3 => instruction(0xa6, 1),
        // `gotol +0`
        InstructionSet::V4 => instruction(0x06, 0),
    };
    let plain = kernel.plain_program_type();
    let Loaded { program, .. } =
        load(plain.unwrap_or(ProgramType::SocketFilter), &[set_r0, own, exit], Target::default());
    match program {
        Ok(_) => Support::Yes,
        // The instruction is all that it differs by from a program that is loaded.
        Err(error) if is_unknown(&error) && plain.is_some() => {
            Support::no(format!("instruction set {set}"), set.since())
        }
        Err(error) => Support::refused(&error),
    }
}
