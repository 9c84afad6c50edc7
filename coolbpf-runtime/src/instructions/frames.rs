//! How much of its frame each function of a program uses.

use std::collections::BTreeMap;

use super::values::{Registers, Value};
use super::{Instruction, class, each, functions};

/// `MAX_BPF_STACK`: how many bytes a frame has, and before Linux 4.16 a program.
pub(super) const FRAME: i64 = 512;

/// How much of their frames functions use.
pub(super) struct Frames(BTreeMap<usize, i64>);

impl Frames {
    pub(super) fn of(code: &[Instruction], values: &[Option<Registers>]) -> Self {
        let mut depths: BTreeMap<usize, i64> = functions(code).into_iter().map(|start| (start, 0)).collect();
        let mut note = |index: usize, value: Value, offset: i64| {
            if let (Value::Frame(at), Some((_, depth))) = (value, depths.range_mut(..=index).next_back()) {
                *depth = (*depth).max(at.saturating_add(offset).saturating_neg());
            }
        };
        for (index, instruction) in each(code) {
            let Some(Some(held)) = values.get(index) else { continue };
            held.iter().for_each(|value| note(index, *value, 0));
            let register = match instruction.class() {
                class::LDX => instruction.src,
                class::ST | class::STX => instruction.dst,
                _ => continue,
            };
            if let Some(base) = held.get(usize::from(register)) {
                note(index, *base, instruction.offset.into());
            }
        }
        Self(depths)
    }

    /// How much the function of an instruction uses, in whole words.
    pub(super) fn depth(&self, index: usize) -> i64 {
        let depth = self.0.range(..=index).next_back().map_or(0, |(_, depth)| *depth);
        depth.saturating_add(7) / 8 * 8
    }
}
