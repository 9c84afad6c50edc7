//! What was decided about channels, written into instructions.

use std::collections::BTreeMap;

use super::ChannelChoice;
use crate::events::ChannelKind;
use crate::instructions::{Given, Instruction, each, pseudo, reached, wide_immediate};

/// The numbers that `coolbpf.h` has where something is decided: `__coolbpf_is_ring` and `__coolbpf_watermark`.
const IS_RING: u64 = 0x636f_6f6c_6270_6601;
const WATERMARK: u64 = 0x636f_6f6c_6270_6602;
/// That of `__coolbpf_place`.
const PLACE: u64 = 0x636f_6f6c_6270_6603;

/// What comes of a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decision {
    is_ring: bool,
    /// How many bytes of events wake the reader; `None` where the kernel decides.
    watermark: Option<i32>,
}

impl Decision {
    /// `bytes` is how large the buffer has become.
    pub(super) fn of(choice: ChannelChoice, bytes: u32) -> Self {
        Self {
            is_ring: choice.kind == ChannelKind::RingBuffer,
            watermark: choice.wish.wake_up.bytes_in_ring(bytes, choice.event as usize),
        }
    }

    /// What is to stand for a number.
    fn value(self, number: u64) -> Option<i32> {
        match number {
            IS_RING => Some(self.is_ring.into()),
            // Sign-extended, -1 has more than 32 bits.
            WATERMARK => Some(self.watermark.unwrap_or(-1)),
            _ => None,
        }
    }
}

/// Puts into relocated code what was decided about the channels, whose maps' descriptors are given; tells whether it has changed.
///
/// `rN = MAP ll; rN = NUMBER ll` becomes `goto +0; goto +0; rN = VALUE; goto +0`, so that all else stays where it is. Every kernel knows
/// the constant of a move, and follows one side of a jump that finds two constants equal: 0, which stands for a perf buffer. But kernels
/// before 4.15 look up all helpers that are called, in code that they never follow, too, and trip over those that they lack
/// (`fixup_bpf_calls` of `kernel/bpf/verifier.c`); so such calls go.
pub(super) fn decide(code: &mut [Instruction], decisions: &BTreeMap<i32, Decision>) -> bool {
    let mut found = Vec::new();
    let mut map = None;
    for (index, instruction) in each(code) {
        if let Some(decision) = map.take()
            && let Some(value) =
                wide_immediate(code, index).and_then(|number| Decision::value(decision, number))
            && instruction.src == 0
        {
            found.push((index, decision, value));
        }
        if instruction.is_wide() && instruction.src == pseudo::MAP {
            map = decisions.get(&instruction.imm).copied();
        }
    }
    for (index, _, value) in &found {
        // Two wide instructions: there are two slots before, and one behind.
        if let Some([before @ .., number, behind]) = code.get_mut(index - 2..index + 2) {
            before.fill(Instruction::jump(0));
            *number = Instruction::set(number.dst, *value);
            *behind = Instruction::jump(0);
        }
    }
    if found.iter().any(|(_, decision, _)| !decision.is_ring) {
        let reached = reached(code);
        for (instruction, reached) in code.iter_mut().zip(reached) {
            if !reached && instruction.helper().is_some() {
                *instruction = Instruction::set(0, 0);
            }
        }
    }
    !found.is_empty()
}

/// Where relocated code is given the addresses of events of perf buffers, whose sizes are given by the maps' descriptors: by
/// `rN = MAP ll; rN = NUMBER ll; rN = rM`.
pub(super) fn placed(code: &[Instruction], events: &BTreeMap<i32, usize>) -> Vec<Given> {
    let wide = each(code).filter(|(_, instruction)| instruction.is_wide() && instruction.src == pseudo::MAP);
    let given = wide.filter_map(|(index, map)| {
        let size = *events.get(&map.imm)?;
        let number = code.get(index + 2).filter(|number| number.src == 0)?;
        let is_marked = wide_immediate(code, index + 2) == Some(PLACE) && number.dst == map.dst;
        let at = index + 4;
        let copy = code.get(at).filter(|copy| **copy == Instruction::copy(map.dst, copy.src))?;
        (is_marked && copy.dst != 10).then_some(Given { at, memory: map.imm, size })
    });
    given.collect()
}

#[cfg(test)]
mod tests;
