//! Which instructions a program can come to.

use super::control_flow::{Next, function};
use super::{Instruction, REGISTERS, class, operation, wide_immediate};

/// What the registers hold, as far as it is the same on all ways to a place.
type Registers = [Option<u64>; REGISTERS];

/// Whether the program can come to each of its slots. A jump whose operands are known constants is followed to one side only;
/// constants come of moves and 64-bit immediates, in registers. What this calls out of reach, the program never comes to.
pub(crate) fn reached(code: &[Instruction]) -> Vec<bool> {
    let mut walk = Walk { seen: vec![None; code.len()], open: Vec::new() };
    walk.come_to(0, [None; REGISTERS]);
    while let Some(index) = walk.open.pop() {
        let (Some(instruction), Some(Some(registers))) = (code.get(index), walk.seen.get(index)) else {
            continue;
        };
        let (instruction, before) = (*instruction, *registers);
        let after = after(code, index, instruction, before);
        if let Some(start) = function(index, instruction) {
            walk.come_to(start, [None; REGISTERS]);
        }
        let next = index + instruction.width();
        match Next::of(index, instruction) {
            Next::On => walk.come_to(next, after),
            Next::Exit => {}
            Next::To(target) => walk.come_to(target, after),
            Next::Either(target) => {
                let taken = is_taken(instruction, &before);
                if taken != Some(true) {
                    walk.come_to(next, after);
                }
                if taken != Some(false) {
                    walk.come_to(target, after);
                }
            }
            Next::Computed => return vec![true; code.len()],
        }
    }
    let mut reached: Vec<bool> = walk.seen.iter().map(Option::is_some).collect();
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

struct Walk {
    /// What is known at each place that was come to.
    seen: Vec<Option<Registers>>,
    open: Vec<usize>,
}

impl Walk {
    /// Goes on at a place, unless nothing new comes of it. Each register there changes at most once, from known to not.
    fn come_to(&mut self, index: usize, registers: Registers) {
        let Some(place) = self.seen.get_mut(index) else { return };
        let merged = match place {
            None => registers,
            Some(known) => {
                std::array::from_fn(|at| if known[at] == registers[at] { known[at] } else { None })
            }
        };
        if *place != Some(merged) {
            *place = Some(merged);
            self.open.push(index);
        }
    }
}

/// What the registers hold after an instruction.
fn after(
    code: &[Instruction],
    index: usize,
    instruction: Instruction,
    mut registers: Registers,
) -> Registers {
    // `LD_ABS` and `LD_IND` are calls in disguise.
    if instruction.is_call() || instruction.class() == class::LD && !instruction.is_wide() {
        registers[..=5].fill(None);
    } else if let Some(register) = instruction.sets() {
        let value = constant(code, index, instruction, &registers);
        if let Some(held) = registers.get_mut(usize::from(register)) {
            *held = value;
        }
    }
    registers
}

/// The constant that an instruction sets its register to.
fn constant(code: &[Instruction], index: usize, instruction: Instruction, held: &Registers) -> Option<u64> {
    if instruction.is_wide() {
        return wide_immediate(code, index).filter(|_| instruction.src == 0);
    }
    // An offset makes it sign-extending, or a cast between address spaces.
    let is_move = instruction.operation() == operation::MOV && instruction.offset == 0;
    match instruction.class() {
        class::ALU64 if is_move => second(instruction, held),
        class::ALU if is_move => second(instruction, held).map(|value| value & u64::from(u32::MAX)),
        _ => None,
    }
}

/// The second operand, if it is known.
fn second(instruction: Instruction, held: &Registers) -> Option<u64> {
    if instruction.has_source_register() {
        held.get(usize::from(instruction.src)).copied()?
    } else {
        Some(i64::from(instruction.imm).cast_unsigned())
    }
}

/// Whether a conditional jump is made, if that is known.
fn is_taken(instruction: Instruction, held: &Registers) -> Option<bool> {
    let (mut first, mut second) =
        (held.get(usize::from(instruction.dst)).copied()??, second(instruction, held)?);
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
