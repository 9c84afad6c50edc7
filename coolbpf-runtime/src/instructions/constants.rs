//! Putting constants from a section of constants into the instructions that read them.

use super::change::{Changed, Changes, Part};
use super::control_flow::Next;
use super::live::{has, is_pure, live};
use super::reach::is_taken;
use super::values::{Value, follow};
use super::{Instruction, class, each, operation, pseudo};

/// A section that nobody changes: its map's descriptor, and its bytes.
#[derive(Debug, Clone)]
pub(crate) struct Constants {
    pub(crate) map: i32,
    pub(crate) bytes: Vec<u8>,
}

impl Constants {
    /// Some bytes of it.
    pub(super) fn get(&self, at: i64, length: usize) -> Option<&[u8]> {
        let start = usize::try_from(at).ok()?;
        self.bytes.get(start..start.checked_add(length)?)
    }
}

/// The number in constant memory that is so many bytes long.
pub(super) fn number(constants: &[Constants], address: Value, size: usize) -> Option<u64> {
    let Value::Variable { map, at } = address else { return None };
    let bytes = constants.iter().find(|section| section.map == map)?.get(at, size)?;
    let mut number = [0; 8];
    let place = if cfg!(target_endian = "little") { 0 } else { 8 - bytes.len() };
    number.get_mut(place..place + bytes.len())?.copy_from_slice(bytes);
    Some(u64::from_ne_bytes(number))
}

/// Puts constants into the instructions that read them.
///
/// With `may_shrink`, what the program never comes to then is left out, and so is what nobody uses: verifiers before Linux 5.0 look at it.
/// Without, each slot keeps a place of its own, as the lines that the kernel is told of need it, and of what the program never comes to only
/// the calls of helpers are gone.
///
/// `None` if a jump would be too far.
pub(crate) fn fold(code: &[Instruction], constants: &[Constants], may_shrink: bool) -> Option<Changed> {
    let Some(values) = follow(code, &|address, size| number(constants, address, size)) else {
        return Some(Changed::not(code));
    };
    let mut changes = Changes::default();
    for (index, instruction) in each(code) {
        let Some(Some(held)) = values.get(index) else {
            if may_shrink {
                changes.instead.insert(index, Vec::new());
            } else if instruction.is_call() && instruction.src != pseudo::CALL {
                changes.instead.insert(index, vec![Part::New(Instruction::set(0, 0))]);
            }
            continue;
        };
        if let Some(size) = instruction.loaded_bytes() {
            let from = held.get(usize::from(instruction.src)).copied().unwrap_or(Value::Unknown);
            if let Some(value) = number(constants, from.moved(instruction.offset.into()), size) {
                changes.instead.insert(index, set(instruction.dst, value));
            }
        } else if may_shrink && let Next::Either(target) = Next::of(index, instruction) {
            match is_taken(instruction, held) {
                Some(true) => changes.instead.insert(index, vec![Part::Jump(target)]),
                Some(false) => changes.instead.insert(index, Vec::new()),
                None => None,
            };
        }
    }
    let mut changed = changes.applied(code)?;
    if may_shrink {
        loop {
            let changes = unused(&changed.code);
            if changes.instead.is_empty() {
                break;
            }
            changed = changed.then(&changes)?;
        }
    }
    Some(changed)
}

/// Sets a register to a number.
fn set(register: u8, value: u64) -> Vec<Part> {
    match i32::try_from(value.cast_signed()) {
        Ok(short) => vec![Part::New(Instruction::set(register, short))],
        Err(_) => Instruction::wide(register, 0, value).map(Part::New).to_vec(),
    }
}

/// Leaves out what sets a register that is not read any more, and jumps to the next instruction.
fn unused(code: &[Instruction]) -> Changes {
    let live = live(code);
    let mut changes = Changes::default();
    for (index, instruction) in each(code) {
        let after = live.get(index + instruction.width()).copied().unwrap_or(u16::MAX);
        let is_jump_on = instruction.class() == class::JMP
            && instruction.operation() == operation::JA
            && !instruction.has_source_register()
            && instruction.offset == 0;
        if is_pure(instruction) && !has(after, instruction.dst) || is_jump_on {
            changes.instead.insert(index, Vec::new());
        }
    }
    changes
}
