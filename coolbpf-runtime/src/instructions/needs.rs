//! What of the instruction set a program takes that not all kernels have.

use super::{ATOMIC, Instruction, LOAD_ACQUIRE, MODE, class, each, operation, pseudo};

/// `BPF_MAXINSNS`: the most instructions of a program before Linux 5.2.
const OLD_MOST: usize = 4096;
/// `BPF_MEMSX`: loads that extend the sign.
const SIGNED: u8 = 0x80;
/// `BPF_JCOND`.
const JUMP_COUNTED: u8 = 0xe0;
/// `BPF_END` of the class ALU64: swaps bytes whatever the machine's order.
const SWAP: u8 = 0xd7;
const DIVIDE: u8 = 0x30;
const REMAINDER: u8 = 0x90;

/// The names of what it takes, as in the table of coolbpf-linux.
pub(crate) fn needs(code: &[Instruction]) -> Vec<&'static str> {
    let mut needs = Vec::new();
    let of_all = (code.len() > OLD_MOST).then_some("large-programs");
    for need in each(code).filter_map(|(_, instruction)| need(instruction)).chain(of_all) {
        if let Err(place) = needs.binary_search(&need) {
            needs.insert(place, need);
        }
    }
    needs
}

/// What one instruction takes.
fn need(instruction: Instruction) -> Option<&'static str> {
    let Instruction { code, src, offset, imm, .. } = instruction;
    let (kind, has_register) = (instruction.operation(), instruction.has_source_register());
    match instruction.class() {
        class::LD if instruction.is_wide() => match src {
            pseudo::MAP_VALUE => Some("global-data"),
            pseudo::KERNEL_VARIABLE => Some("kernel-variables"),
            pseudo::FUNCTION => Some("callbacks"),
            _ => None,
        },
        class::LDX if code & MODE == SIGNED => Some("instruction-set-v4"),
        class::STX if code & MODE == ATOMIC && imm != 0 => {
            Some(if imm & LOAD_ACQUIRE != 0 { "load-acquire" } else { "atomics" })
        }
        class::ALU64 if code == SWAP => Some("instruction-set-v4"),
        class::ALU | class::ALU64 if offset != 0 => match kind {
            operation::MOV if offset == 1 => Some("address-space-casts"),
            operation::MOV | DIVIDE | REMAINDER => Some("instruction-set-v4"),
            _ => None,
        },
        class::JMP32 if kind == operation::JA => Some("instruction-set-v4"),
        class::JMP32 => Some("instruction-set-v3"),
        class::JMP => match kind {
            operation::CALL if src == pseudo::CALL => Some("function-calls"),
            operation::CALL if src == pseudo::KFUNC_CALL => Some("kfuncs"),
            operation::JA if has_register => Some("indirect-jumps"),
            operation::JLT | operation::JLE | operation::JSLT | operation::JSLE => Some("instruction-set-v2"),
            JUMP_COUNTED => Some("may-goto"),
            _ => None,
        },
        _ => None,
    }
}
