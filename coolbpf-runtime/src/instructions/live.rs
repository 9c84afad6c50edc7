//! Which registers are read later.

use super::control_flow::Next;
use super::{Instruction, class, operation};

/// A set of registers, a bit each.
type Set = u16;

const ARGUMENTS: Set = 0b11_1110;

/// The registers that may be read from each slot on, before something else is put into them. What a call reads is taken to be all five
/// that arguments are in.
pub(super) fn live(code: &[Instruction]) -> Vec<Set> {
    let mut live = vec![0; code.len()];
    loop {
        let mut is_stable = true;
        // Most ways lead on: so one round backwards finds most.
        for (index, instruction) in super::each(code).collect::<Vec<_>>().into_iter().rev() {
            let at = |index: usize| live.get(index).copied().unwrap_or_default();
            let next = at(index + instruction.width());
            let later = match Next::of(index, instruction) {
                Next::On => next,
                Next::Exit => 1,
                Next::To(target) => at(target),
                Next::Either(target) => next | at(target),
                Next::Computed => Set::MAX,
            };
            let before = later & !overwritten(instruction) | read(instruction);
            if let Some(known) = live.get_mut(index)
                && *known != before
            {
                *known = before;
                is_stable = false;
            }
        }
        if is_stable {
            return live;
        }
    }
}

fn bit(register: u8) -> Set {
    1_u16.checked_shl(register.into()).unwrap_or_default()
}

fn is_call(instruction: Instruction) -> bool {
    instruction.is_call() || instruction.class() == class::LD && !instruction.is_wide()
}

fn overwritten(instruction: Instruction) -> Set {
    if is_call(instruction) { ARGUMENTS | 1 } else { instruction.sets().map_or(0, bit) }
}

/// The registers that an instruction reads.
pub(super) fn read(instruction: Instruction) -> Set {
    let (first, second) = (bit(instruction.dst), bit(instruction.src));
    let source = if instruction.has_source_register() { second } else { 0 };
    match instruction.class() {
        // The packet is in the sixth.
        class::LD if !instruction.is_wide() => second | bit(6),
        class::LD => 0,
        class::LDX => second,
        class::ST => first,
        // What compares and exchanges reads the first register, too.
        class::STX => first | second | 1,
        class::ALU | class::ALU64 if instruction.operation() == operation::MOV => source,
        class::ALU | class::ALU64 => first | source,
        _ => match instruction.operation() {
            operation::CALL => ARGUMENTS | if instruction.src == 0 { 0 } else { 1 },
            operation::EXIT => 1,
            operation::JA if instruction.has_source_register() => first,
            operation::JA => 0,
            _ => first | source,
        },
    }
}

/// Whether an instruction does nothing but set its register.
pub(super) fn is_pure(instruction: Instruction) -> bool {
    matches!(instruction.class(), class::ALU | class::ALU64) || instruction.is_wide()
}

/// Whether a register is in the set.
pub(super) fn has(set: Set, register: u8) -> bool {
    set & bit(register) != 0
}
