//! Where a program goes after each instruction.

use std::collections::BTreeSet;

use super::{Instruction, class, each, operation, pseudo};

/// Where an instruction leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// To the next one.
    On,
    /// Nowhere.
    Exit,
    /// To the one at this index.
    To(usize),
    /// To the next one, or to the one at this index.
    Either(usize),
    /// To one that a register names.
    Computed,
}

impl Next {
    /// What follows on the instruction at `index`.
    pub(super) fn of(index: usize, instruction: Instruction) -> Self {
        let target = |distance: i64| {
            let next = i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1);
            // Outside of the program is nowhere.
            usize::try_from(next.saturating_add(distance)).unwrap_or(usize::MAX)
        };
        match (instruction.class(), instruction.operation()) {
            (class::JMP, operation::EXIT) => Self::Exit,
            (class::JMP, operation::CALL) => Self::On,
            (class::JMP, operation::JA) if instruction.has_source_register() => Self::Computed,
            (class::JMP, operation::JA) => Self::To(target(instruction.offset.into())),
            (class::JMP32, operation::JA) => Self::To(target(instruction.imm.into())),
            (class::JMP | class::JMP32, _) => Self::Either(target(instruction.offset.into())),
            _ => Self::On,
        }
    }

    pub(super) fn target(self) -> Option<usize> {
        match self {
            Self::To(target) | Self::Either(target) => Some(target),
            Self::On | Self::Exit | Self::Computed => None,
        }
    }
}

/// The function of the program that the instruction at `index` calls, or takes the address of: the index of its first
/// instruction. Only in a program that libbpf has relocated.
pub(super) fn function(index: usize, instruction: Instruction) -> Option<usize> {
    let names_one = instruction.is_own_call() || instruction.is_wide() && instruction.src == pseudo::FUNCTION;
    let next = i64::try_from(index).ok()?.checked_add(1)?;
    let start = next.checked_add(instruction.imm.into())?;
    names_one.then(|| usize::try_from(start).ok())?
}

/// The instructions that others jump to, in the whole program, sorted.
#[cfg(test)]
pub(crate) fn jump_targets(code: &[Instruction]) -> BTreeSet<usize> {
    each(code).filter_map(|(index, instruction)| Next::of(index, instruction).target()).collect()
}

/// Where the functions of a program start, sorted: the program's own, and those that are called.
pub(crate) fn functions(code: &[Instruction]) -> BTreeSet<usize> {
    let mut starts: BTreeSet<usize> =
        each(code).filter_map(|(index, instruction)| function(index, instruction)).collect();
    starts.insert(0);
    starts
}
