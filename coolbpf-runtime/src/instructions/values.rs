//! What registers hold, as far as it is the same on all ways to a place.

use super::arithmetic::computed;
use super::control_flow::{Next, function};
use super::reach::is_taken;
use super::{Instruction, REGISTERS, class, operation, pseudo, wide_immediate};

/// What a register holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing that may be read.
    Unset,
    /// Anything.
    Unknown,
    Constant(u64),
    /// An address in the frame of the function, so many bytes from its upper end.
    Frame(i64),
    /// An address in the value of an array of one entry, by the array's descriptor.
    Variable {
        map: i32,
        at: i64,
    },
    /// A map, by its descriptor.
    Map(i32),
}

impl Value {
    /// The constant, if it is one.
    pub(crate) fn constant(self) -> Option<u64> {
        match self {
            Self::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// What is known where ways meet.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unset, _) | (_, Self::Unset) => Self::Unset,
            (one, same) if one == same => one,
            _ => Self::Unknown,
        }
    }

    /// The address `by` bytes behind, or the sum.
    pub(super) fn moved(self, by: i64) -> Self {
        match self {
            Self::Frame(at) => Self::Frame(at.wrapping_add(by)),
            Self::Variable { map, at } => Self::Variable { map, at: at.wrapping_add(by) },
            Self::Constant(value) => Self::Constant(value.wrapping_add(by.cast_unsigned())),
            Self::Map(_) | Self::Unknown => Self::Unknown,
            Self::Unset => Self::Unset,
        }
    }
}

/// What the eleven registers hold.
pub(crate) type Registers = [Value; REGISTERS];

/// What they hold where a function starts that is called with `arguments`, in the first five.
fn at_start(arguments: [Value; 5]) -> Registers {
    let mut registers = [Value::Unset; REGISTERS];
    for (register, argument) in registers.iter_mut().skip(1).zip(arguments) {
        // The caller's frame is another one.
        *register = if matches!(argument, Value::Frame(_)) { Value::Unknown } else { argument };
    }
    registers[10] = Value::Frame(0);
    registers
}

/// What registers hold before each slot of a program; `None` where it never comes to. A jump whose operands are known is followed to one
/// side only. `load` tells what is in constant memory: so many bytes at an address.
///
/// `None` for a program that jumps to what a register holds.
pub(crate) fn follow(
    code: &[Instruction],
    load: &dyn Fn(Value, usize) -> Option<u64>,
) -> Option<Vec<Option<Registers>>> {
    let mut walk = Walk { seen: vec![None; code.len()], open: Vec::new() };
    let [unset, context] = [Value::Unset, Value::Unknown];
    walk.come_to(0, at_start([context, unset, unset, unset, unset]));
    while let Some(index) = walk.open.pop() {
        let (Some(instruction), Some(Some(before))) = (code.get(index), walk.seen.get(index)) else {
            continue;
        };
        let (instruction, before) = (*instruction, *before);
        let after = after(code, index, instruction, before, load);
        if let Some(start) = function(index, instruction) {
            let [_, arguments @ .., _, _, _, _, _] = before;
            // Who calls back gives arguments of its own.
            let arguments = if instruction.is_call() { arguments } else { [Value::Unknown; 5] };
            walk.come_to(start, at_start(arguments));
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
            Next::Computed => return None,
        }
    }
    Some(walk.seen)
}

struct Walk {
    /// What is known at each place that was come to.
    seen: Vec<Option<Registers>>,
    open: Vec<usize>,
}

impl Walk {
    /// Goes on at a place, unless nothing new comes of it. What is known of a register there changes at most twice.
    fn come_to(&mut self, index: usize, registers: Registers) {
        let Some(place) = self.seen.get_mut(index) else { return };
        let merged = match place {
            None => registers,
            Some(known) => std::array::from_fn(|at| known[at].or(registers[at])),
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
    load: &dyn Fn(Value, usize) -> Option<u64>,
) -> Registers {
    // `LD_ABS` and `LD_IND` are calls in disguise.
    if instruction.is_call() || instruction.class() == class::LD && !instruction.is_wide() {
        registers[..=5].fill(Value::Unset);
        registers[0] = Value::Unknown;
    } else if let Some(register) = instruction.sets() {
        let value = result(code, index, instruction, &registers, load);
        if let Some(held) = registers.get_mut(usize::from(register)) {
            *held = value;
        }
    }
    registers
}

/// What an instruction sets its register to.
fn result(
    code: &[Instruction],
    index: usize,
    instruction: Instruction,
    held: &Registers,
    load: &dyn Fn(Value, usize) -> Option<u64>,
) -> Value {
    if instruction.is_wide() {
        let Some(immediate) = wide_immediate(code, index) else { return Value::Unknown };
        return match instruction.src {
            0 => Value::Constant(immediate),
            pseudo::MAP => Value::Map(instruction.imm),
            pseudo::MAP_VALUE => {
                Value::Variable { map: instruction.imm, at: (immediate >> 32).cast_signed() }
            }
            _ => Value::Unknown,
        };
    }
    let of = |register: u8| held.get(usize::from(register)).copied().unwrap_or(Value::Unknown);
    match instruction.class() {
        class::LDX => {
            let size = instruction.loaded_bytes();
            let address = of(instruction.src).moved(instruction.offset.into());
            size.and_then(|size| load(address, size)).map_or(Value::Unknown, Value::Constant)
        }
        class::ALU | class::ALU64 => {
            let second = if instruction.has_source_register() {
                of(instruction.src)
            } else {
                Value::Constant(i64::from(instruction.imm).cast_unsigned())
            };
            let is_long = instruction.class() == class::ALU64;
            match (instruction.operation(), of(instruction.dst), second) {
                // An offset makes these others: sign-extending, or a cast between address spaces.
                _ if instruction.offset != 0 => Value::Unknown,
                (operation::MOV, _, Value::Unset) => Value::Unknown,
                (operation::MOV, _, second) if is_long => second,
                (operation::ADD, first, Value::Constant(by)) if is_long => first.moved(by.cast_signed()),
                (operation::ADD, Value::Constant(by), second) if is_long => second.moved(by.cast_signed()),
                (operation::SUB, first, Value::Constant(by)) if is_long => {
                    first.moved(by.cast_signed().wrapping_neg())
                }
                (kind, first, second) => {
                    let known =
                        first.constant().or((kind == operation::MOV).then_some(0)).zip(second.constant());
                    let value = known.and_then(|(first, second)| computed(instruction, first, second));
                    value.map_or(Value::Unknown, Value::Constant)
                }
            }
        }
        _ => Value::Unknown,
    }
}
