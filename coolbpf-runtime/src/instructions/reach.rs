//! Which instructions a program can come to.

use super::values::{Registers, follow};
use super::{Instruction, class, operation};

/// Whether the program can come to each of its slots. A jump whose operands are known constants is followed to one side only;
/// constants come of moves, 64-bit immediates and arithmetic, in registers. What this calls out of reach, the program never comes to.
pub(crate) fn reached(code: &[Instruction]) -> Vec<bool> {
    let Some(values) = follow(code, &|_, _| None) else { return vec![true; code.len()] };
    let mut reached: Vec<bool> = values.iter().map(Option::is_some).collect();
    for (index, instruction) in code.iter().enumerate() {
        if instruction.is_wide()
            && reached.get(index) == Some(&true)
            && let Some(second) = reached.get_mut(index + 1)
        {
            *second = true;
        }
    }
    reached
}

/// Whether a conditional jump is made, if that is known.
pub(super) fn is_taken(instruction: Instruction, held: &Registers) -> Option<bool> {
    let of = |register: u8| held.get(usize::from(register))?.constant();
    let mut first = of(instruction.dst)?;
    let mut second = if instruction.has_source_register() {
        of(instruction.src)?
    } else {
        i64::from(instruction.imm).cast_unsigned()
    };
    let (mut signed_first, mut signed_second) = (first.cast_signed(), second.cast_signed());
    if instruction.class() == class::JMP32 {
        // The lower halves are compared.
        (signed_first, signed_second) = ((first as i32).into(), (second as i32).into());
        (first, second) = ((first as u32).into(), (second as u32).into());
    }
    Some(match instruction.operation() {
        operation::JEQ => first == second,
        operation::JNE => first != second,
        operation::JGT => first > second,
        operation::JGE => first >= second,
        operation::JLT => first < second,
        operation::JLE => first <= second,
        operation::JSET => first & second != 0,
        operation::JSGT => signed_first > signed_second,
        operation::JSGE => signed_first >= signed_second,
        operation::JSLT => signed_first < signed_second,
        operation::JSLE => signed_first <= signed_second,
        _ => return None,
    })
}
