//! Arithmetic of known numbers.

use super::{Instruction, class, operation};

/// What an instruction of the classes `ALU` and `ALU64` makes of two numbers; `None` for byte swaps and what isn't known here.
pub(super) fn computed(instruction: Instruction, first: u64, second: u64) -> Option<u64> {
    let is_long = instruction.class() == class::ALU64;
    let (first, second) = if is_long { (first, second) } else { (low(first), low(second)) };
    let bits = if is_long { 63 } else { 31 };
    let shift = (second & bits) as u32;
    let result = match instruction.operation() {
        operation::MOV => second,
        operation::ADD => first.wrapping_add(second),
        operation::SUB => first.wrapping_sub(second),
        operation::MUL => first.wrapping_mul(second),
        operation::OR => first | second,
        operation::AND => first & second,
        operation::XOR => first ^ second,
        operation::LSH => first << shift,
        operation::RSH => first >> shift,
        operation::ARSH if is_long => (first.cast_signed() >> shift).cast_unsigned(),
        operation::ARSH => ((first as u32).cast_signed() >> shift).cast_unsigned().into(),
        operation::NEG => first.wrapping_neg(),
        _ => return None,
    };
    Some(if is_long { result } else { low(result) })
}

fn low(number: u64) -> u64 {
    number & u64::from(u32::MAX)
}
