//! Moving global variables into ordinary arrays, for kernels that load no addresses of variables (before Linux 5.2).
//!
//! Each function that refers to a section looks its array up where it starts, and keeps the address in its frame: a load of 64 bits there
//! takes the place of each reference. What a function gets in registers is out of the way in `r6` to `r9` meanwhile, which hold nothing at its
//! start. Constants are put into the instructions that read them ([`super::constants`]); where a helper reads them, they are written into
//! the frame before the call, because before Linux 4.11 helpers read nothing else.

use std::collections::BTreeMap;
use std::fmt;

use super::change::{Changed, Changes, Part};
use super::constants::{Constants, fold, number};
use super::frames::{FRAME, Frames};
use super::live::{has, live};
use super::values::{Registers, Value, follow};
use super::{Instruction, each, functions, pseudo};

/// What of the frame constants are written to at most.
const LONGEST_COPY: usize = 256;
const LOOKUP: u32 = 1;

/// The section that an array is for.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    /// The array's descriptor.
    pub(crate) map: i32,
    /// Its bytes, if nobody changes them.
    pub(crate) constants: Option<Vec<u8>>,
}

/// Why variables can't be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// A frame has no room for what it takes in addition.
    Frame,
    /// A jump would be further than an instruction can tell.
    Jump,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Frame => "a function's frame has no room left of its 512 bytes for their addresses",
            Self::Jump => "a jump would be too far with the instructions that this takes",
        })
    }
}

/// Rewrites a program so that it loads no address of a variable of these sections. `sizes` tells the sizes of a map's keys and values.
pub(crate) fn move_variables(
    code: &[Instruction],
    sections: &[Section],
    may_shrink: bool,
    sizes: &dyn Fn(i32) -> Option<(usize, usize)>,
) -> Result<Changed, Obstacle> {
    let constants: Vec<Constants> = sections
        .iter()
        .filter_map(|section| Some(Constants { map: section.map, bytes: section.constants.clone()? }))
        .collect();
    let folded = fold(code, &constants, may_shrink).ok_or(Obstacle::Jump)?;
    let copied = copy_for_helpers(folded, &constants, sizes)?;
    let shrunk = if may_shrink {
        let rest = fold(&copied.code, &[], true).ok_or(Obstacle::Jump)?;
        let places = copied.places.iter().filter_map(|place| rest.places.get(*place).copied()).collect();
        Changed { code: rest.code, places }
    } else {
        copied
    };
    let changes = look_up(&shrunk.code, sections)?;
    shrunk.then(&changes).ok_or(Obstacle::Jump)
}

/// Writes constants that helpers read into the frame, before their calls.
fn copy_for_helpers(
    program: Changed,
    constants: &[Constants],
    sizes: &dyn Fn(i32) -> Option<(usize, usize)>,
) -> Result<Changed, Obstacle> {
    let code = &program.code;
    let Some(values) = follow(code, &|address, size| number(constants, address, size)) else {
        return Ok(program);
    };
    let frames = Frames::of(code, &values);
    let mut changes = Changes::default();
    for (index, instruction) in each(code) {
        let (Some(helper), Some(Some(held))) = (instruction.helper(), values.get(index)) else { continue };
        let mut used = frames.depth(index);
        let mut parts = Vec::new();
        for (register, length) in arguments(helper, held, sizes) {
            let Some(Value::Variable { map, at }) = held.get(usize::from(register)).copied() else {
                continue;
            };
            let section = constants.iter().find(|section| section.map == map);
            let bytes = section.and_then(|section| section.get(at, length));
            let Some(bytes) = bytes.filter(|bytes| bytes.len() <= LONGEST_COPY) else { continue };
            let start = used + i64::try_from(length.next_multiple_of(8)).map_err(|_| Obstacle::Frame)?;
            if start > FRAME {
                continue;
            }
            used = start;
            for (word, at) in bytes.chunks(4).zip((0..).step_by(4)) {
                let mut four = [0; 4];
                four.iter_mut().zip(word).for_each(|(to, from)| *to = *from);
                let place = i16::try_from(at - start).map_err(|_| Obstacle::Frame)?;
                parts.push(Part::New(Instruction::store_word(10, place, i32::from_ne_bytes(four))));
            }
            parts.push(Part::New(Instruction::copy(register, 10)));
            let start = i32::try_from(-start).map_err(|_| Obstacle::Frame)?;
            parts.push(Part::New(Instruction::add(register, start)));
        }
        if !parts.is_empty() {
            parts.push(Part::Same);
            changes.instead.insert(index, parts);
        }
    }
    program.then(&changes).ok_or(Obstacle::Jump)
}

/// The registers in which a helper may get addresses of what it reads, with how many bytes it reads there.
fn arguments(
    helper: u32,
    held: &Registers,
    sizes: &dyn Fn(i32) -> Option<(usize, usize)>,
) -> Vec<(u8, usize)> {
    let map_sizes = match held[1] {
        Value::Map(map) => sizes(map),
        _ => None,
    };
    if let Some((key, value)) = map_sizes {
        match helper {
            // bpf_map_lookup_elem, bpf_map_update_elem, bpf_map_delete_elem, bpf_map_push_elem.
            1 | 3 => return vec![(2, key)],
            2 => return vec![(2, key), (3, value)],
            87 => return vec![(2, value)],
            _ => {}
        }
    }
    // All others are told the length in the next register. Those that write there get no constants.
    let length =
        |register: usize| held.get(register + 1)?.constant().and_then(|length| length.try_into().ok());
    (1_u8..5).filter_map(|register| Some((register, length(register.into())?))).collect()
}

/// Has each function look up the arrays that it refers to.
fn look_up(code: &[Instruction], sections: &[Section]) -> Result<Changes, Obstacle> {
    let mut changes = Changes::default();
    let Some(values) = follow(code, &|_, _| None) else { return Ok(changes) };
    let frames = Frames::of(code, &values);
    let live = live(code);
    let starts: Vec<usize> = functions(code).into_iter().collect();
    for (number, start) in starts.iter().copied().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(code.len());
        let references: Vec<(usize, Instruction)> = each(code)
            .filter(|(index, _)| (start..end).contains(index))
            .filter(|(_, instruction)| instruction.is_wide() && instruction.src == pseudo::MAP_VALUE)
            .filter(|(_, instruction)| sections.iter().any(|section| section.map == instruction.imm))
            .collect();
        if references.is_empty() {
            continue;
        }
        let mut frame = Frame { depth: frames.depth(start) };
        let mut slots: BTreeMap<i32, i16> = BTreeMap::new();
        for (_, instruction) in &references {
            if let std::collections::btree_map::Entry::Vacant(slot) = slots.entry(instruction.imm) {
                slot.insert(frame.take()?);
            }
        }
        let at_start = values.get(start).copied().flatten();
        let is_held = |register: u8| {
            let is_set = at_start.is_none_or(|held| held.get(usize::from(register)) != Some(&Value::Unset));
            is_set && has(live.get(start).copied().unwrap_or(u16::MAX), register)
        };
        let arguments: Vec<u8> = (1..=5).filter(|register| is_held(*register)).collect();
        changes.before.insert(start, prologue(&slots, &arguments, &mut frame)?);
        for (index, instruction) in references {
            let Some(slot) = slots.get(&instruction.imm) else { continue };
            let offset = code.get(index + 1).map_or(0, |second| second.imm);
            let register = instruction.dst;
            let second = if offset == 0 { Instruction::jump(0) } else { Instruction::add(register, offset) };
            let parts = [Instruction::load(register, 10, *slot), second].map(Part::New);
            changes.instead.insert(index, parts.to_vec());
        }
    }
    Ok(changes)
}

/// What is left of a function's frame.
struct Frame {
    depth: i64,
}

impl Frame {
    /// Eight bytes, by their distance from the frame's end.
    fn take(&mut self) -> Result<i16, Obstacle> {
        self.depth += 8;
        if self.depth > FRAME {
            return Err(Obstacle::Frame);
        }
        i16::try_from(-self.depth).map_err(|_| Obstacle::Frame)
    }
}

/// Puts the address of each array's value into its slot of the frame, and leaves the arguments as they were.
fn prologue(
    slots: &BTreeMap<i32, i16>,
    arguments: &[u8],
    frame: &mut Frame,
) -> Result<Vec<Instruction>, Obstacle> {
    /// Where arguments are kept: registers that calls leave alone.
    const KEPT: [u8; 4] = [6, 7, 8, 9];
    let (mut save, mut restore) = (Vec::new(), Vec::new());
    let mut kept = KEPT.into_iter();
    for argument in arguments.iter().copied() {
        if let Some(register) = kept.next() {
            save.push(Instruction::copy(register, argument));
            restore.push(Instruction::copy(argument, register));
        } else {
            let slot = frame.take()?;
            save.push(Instruction::store(10, slot, argument));
            restore.push(Instruction::load(argument, 10, slot));
        }
    }
    let mut prologue = save;
    for (map, slot) in slots {
        // The slot is first the key: 0.
        prologue.extend([
            Instruction::store_word(10, *slot, 0),
            Instruction::copy(2, 10),
            Instruction::add(2, (*slot).into()),
        ]);
        prologue.extend(Instruction::wide(1, pseudo::MAP, (*map as u32).into()));
        prologue.extend([
            Instruction::call(LOOKUP),
            // if r0 != 0 goto +2; r0 = 0; exit: an array has all its entries, but the verifier doesn't know.
            Instruction { code: 0x55, dst: 0, src: 0, offset: 2, imm: 0 },
            Instruction::set(0, 0),
            Instruction { code: 0x95, ..Instruction::default() },
            Instruction::store(10, *slot, 0),
        ]);
    }
    prologue.extend(restore);
    Ok(prologue)
}
