//! Putting instructions between and in the place of others.

use std::collections::BTreeMap;

use super::control_flow::{Next, function};
use super::{Instruction, class, operation};

/// What stands in the place of an instruction.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part {
    /// The instruction as it was, leading to where it led.
    Same,
    /// Another one, whose jumps are among what stands in this place.
    New(Instruction),
    /// A jump to what was at this slot.
    Jump(usize),
}

/// What is to change of a program, by slots.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// What is run before an instruction by whoever comes from the one before it or calls it, but not by who jumps there.
    pub(crate) before: BTreeMap<usize, Vec<Instruction>>,
    /// What is run in the place of an instruction.
    pub(crate) instead: BTreeMap<usize, Vec<Part>>,
}

/// A changed program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Changed {
    pub(crate) code: Vec<Instruction>,
    /// Where what was at each slot is now, and at the end the number of slots.
    pub(crate) places: Vec<usize>,
}

impl Changed {
    /// The program as it is.
    pub(crate) fn not(code: &[Instruction]) -> Self {
        Self { code: code.to_vec(), places: (0..=code.len()).collect() }
    }

    /// The program after further changes. `None` if a jump would be too far.
    pub(crate) fn then(self, changes: &Changes) -> Option<Self> {
        let next = changes.applied(&self.code)?;
        let places = self.places.iter().filter_map(|place| next.places.get(*place).copied()).collect();
        Some(Self { code: next.code, places })
    }
}

impl Changes {
    /// The changed program. `None` if a jump would be further than its sixteen bits can tell.
    pub(crate) fn applied(&self, code: &[Instruction]) -> Option<Changed> {
        const SAME: &[Part] = &[Part::Same];
        let parts = |index: usize| self.instead.get(&index).map_or(SAME, Vec::as_slice);
        let before = |index: usize| self.before.get(&index).map_or(0, Vec::len);
        let mut places = vec![0; code.len() + 1];
        let mut next = 0;
        for (index, instruction) in super::each(code) {
            let width = instruction.width();
            let length = |part: &Part| if matches!(part, Part::Same) { width } else { 1 };
            let length = parts(index).iter().map(length).sum::<usize>();
            places[index] = next;
            next += before(index);
            if width == 2
                && let Some(second) = places.get_mut(index + 1)
            {
                *second = next + length.min(1);
            }
            next += length;
        }
        *places.last_mut()? = next;
        let mut changed = Vec::with_capacity(next);
        for (index, instruction) in super::each(code) {
            changed.extend(self.before.get(&index).into_iter().flatten());
            for part in parts(index) {
                let target_of = |slot: usize| Some(places.get(slot)? + before(slot));
                match *part {
                    Part::New(instruction) => changed.push(instruction),
                    Part::Jump(target) => {
                        changed.push(Instruction::jump(distance(changed.len(), target_of(target)?)?));
                    }
                    Part::Same => {
                        let mut moved = instruction;
                        if let Some(start) = function(index, instruction) {
                            moved.imm = distance(changed.len(), *places.get(start)?)?;
                        } else if let Some(target) = Next::of(index, instruction).target() {
                            let is_far = instruction.class() == class::JMP32
                                && instruction.operation() == operation::JA;
                            let target = target_of(target)?;
                            if is_far {
                                moved.imm = distance(changed.len(), target)?;
                            } else {
                                moved.offset = distance(changed.len(), target)?;
                            }
                        }
                        changed.push(moved);
                        changed.extend(code.get(index + 1).filter(|_| instruction.is_wide()));
                    }
                }
            }
        }
        Some(Changed { code: changed, places })
    }
}

/// How far it is from the instruction at `from` to the one at `to`, counted from the one behind the first.
fn distance<T: TryFrom<i64>>(from: usize, to: usize) -> Option<T> {
    let far = i64::try_from(to).ok()?.checked_sub(i64::try_from(from).ok()?)?.checked_sub(1)?;
    far.try_into().ok()
}
