//! Whether a program may call functions of its own.

use coolbpf_linux::feature;
use libbpf_rs::libbpf_sys::{self, __BindgenBitfieldUnit, bpf_insn};

use super::program::is_unknown;
use super::support::Support;
use super::system_call::{Loaded, RETURN_0, Target, instruction, load};
use super::{Kernel, ProgramType};

/// `BPF_PSEUDO_CALL`, in the upper half of the byte of registers.
const OWN: u8 = (libbpf_sys::BPF_PSEUDO_CALL as u8) << 4;

/// Loads a program of a function that calls another one.
pub(super) fn probe(kernel: &Kernel) -> Support {
    // call +1; exit
    let call = bpf_insn { _bitfield_1: __BindgenBitfieldUnit::new([OWN]), ..instruction(0x85, 1) };
    let [set_r0, exit] = RETURN_0;
    let code = [call, exit, set_r0, exit];
    let plain = kernel.plain_program_type();
    let Loaded { program, .. } = load(plain.unwrap_or(ProgramType::SocketFilter), &code, Target::default());
    match program {
        Ok(_) => Support::Yes,
        // The call is all that it differs by from a program that is loaded.
        Err(error) if is_unknown(&error) && plain.is_some() => feature("function-calls")
            .map_or_else(|| Support::refused(&error), |row| Support::no(row.what, row.since)),
        Err(error) => Support::refused(&error),
    }
}
