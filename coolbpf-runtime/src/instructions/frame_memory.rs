//! Having memory lie in a program's frame that else lies in a map: before Linux 4.11, helpers read and write nothing else.

use std::collections::BTreeMap;

use super::change::{Changed, Changes, Part};
use super::frames::{FRAME, Frames};
use super::values::{Value, follow};
use super::{Instruction, class, each, operation};

/// A register that is given an address of a map's memory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given {
    /// The slot of the copy from another register.
    pub(crate) at: usize,
    /// Which memory it is: the same number, the same memory.
    pub(crate) memory: i32,
    /// In bytes.
    pub(crate) size: usize,
}

/// Why memory can't lie in the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// It takes more than the frame has left, both in bytes.
    Frame { taken: i64, left: i64 },
    /// A jump would be further than an instruction can tell.
    Length,
}

/// The program with these registers leading into its frame, whose bytes there are zero at first.
pub(crate) fn into_frame(code: &[Instruction], given: &[Given]) -> Result<Changed, Obstacle> {
    let values = follow(code, &|_, _| None).ok_or(Obstacle::Length)?;
    let frames = Frames::of(code, &values);
    let used = given.iter().map(|given| frames.depth(given.at)).max().unwrap_or(0);
    let mut end = used;
    let mut places: BTreeMap<i32, i64> = BTreeMap::new();
    for given in given {
        places.entry(given.memory).or_insert_with(|| {
            end = end.saturating_add(i64::try_from(given.size.next_multiple_of(8)).unwrap_or(i64::MAX));
            end
        });
    }
    let too_much = Obstacle::Frame { taken: end - used, left: FRAME - used };
    if end > FRAME {
        return Err(too_much);
    }
    let mut changes = Changes::default();
    for given in given {
        let (Some(copy), Some(place)) = (code.get(given.at), places.get(&given.memory)) else { continue };
        let start = i16::try_from(-place).map_err(|_| too_much)?;
        let mut parts = address(copy.dst, start.into());
        let zeros = (start..0).step_by(8).take(given.size.div_ceil(8));
        parts.extend(zeros.map(|offset| Part::New(Instruction::store_zero(10, offset))));
        changes.instead.insert(given.at, parts);
    }
    let placed = changes.applied(code).ok_or(Obstacle::Length)?;
    let changes = added_once(&placed.code).ok_or(Obstacle::Length)?;
    placed.then(&changes).ok_or(Obstacle::Length)
}

/// Has each address in the frame made from its end: before Linux 4.14, verifiers follow one addition and no second.
fn added_once(code: &[Instruction]) -> Option<Changes> {
    let values = follow(code, &|_, _| None)?;
    let mut changes = Changes::default();
    for (index, instruction) in each(code) {
        let is_addition = instruction.class() == class::ALU64
            && instruction.operation() == operation::ADD
            && !instruction.has_source_register();
        let held = values.get(index).copied().flatten();
        let held = held.and_then(|held| held.get(usize::from(instruction.dst)).copied());
        if let Some(Value::Frame(at)) = held.filter(|_| is_addition)
            && at != 0
        {
            let sum = i32::try_from(at.checked_add(instruction.imm.into())?).ok()?;
            changes.instead.insert(index, address(instruction.dst, sum));
        }
    }
    Some(changes)
}

/// Gives a register an address in the frame.
fn address(register: u8, from_end: i32) -> Vec<Part> {
    [Instruction::copy(register, 10), Instruction::add(register, from_end)].map(Part::New).to_vec()
}
