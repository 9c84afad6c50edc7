//! Putting functions in the place of their calls, for kernels on which a program is one function (before Linux 4.16).
//!
//! What is called gets a part of the caller's frame, below what the caller uses. It has `r6` to `r9` for itself: what it uses of them is
//! given the names of others, which the caller doesn't read later, or these are kept in the frame meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::change::{Changes, Part};
use super::control_flow::{Next, function};
use super::frames::{FRAME, Frames};
use super::live::{has, live, read};
use super::values::{Registers, Value, follow};
use super::{Instruction, class, each, functions, pseudo};

/// `MAX_CALL_FRAMES`: how many functions call each other at most, where kernels know them.
const DEEPEST: usize = 8;
/// More slots than any kernel takes that has no functions (4096), and than a jump can pass over.
const LONGEST: usize = 1 << 16;
/// `BPF_FUNC_tail_call`.
const TAIL_CALL: u32 = 12;
/// What a function finds again in these registers after a call.
const KEPT: std::ops::RangeInclusive<u8> = 6..=9;

/// Why functions can't be put in the place of their calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// All together they use more than a frame has.
    Frame,
    /// A jump would be further than an instruction can tell, or the program endless.
    Length,
    /// One calls itself, or more are called by each other than kernels allow.
    Depth,
    /// One does what only a function of its own can: a tail call, which would end its caller, too; or what can't be told to stay within
    /// the part of the frame that it is given.
    Form,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Frame => "they take more than the 512 bytes of one frame",
            Self::Length => "the program would be too long with all of them in the place of their calls",
            Self::Depth => "one calls itself, or they call each other more than eight deep",
            Self::Form => "one can't be put in the place of its calls",
        })
    }
}

/// The program as one function. It is to be relocated.
pub(crate) fn inline(code: &[Instruction]) -> Result<Vec<Instruction>, Obstacle> {
    if each(code).any(|(_, instruction)| instruction.is_wide() && instruction.src == pseudo::FUNCTION) {
        return Err(Obstacle::Form);
    }
    let values = follow(code, &|_, _| None).ok_or(Obstacle::Form)?;
    let mut program = Program {
        code,
        starts: functions(code),
        frames: Frames::of(code, &values),
        live: live(code),
        values,
        done: BTreeMap::new(),
    };
    program.join(0, 0)?;
    program.done.remove(&0).map(|whole| whole.code).ok_or(Obstacle::Form)
}

struct Program<'a> {
    code: &'a [Instruction],
    starts: BTreeSet<usize>,
    frames: Frames,
    live: Vec<u16>,
    /// What registers hold before each slot.
    values: Vec<Option<Registers>>,
    /// The functions that call none any more, by where they started.
    done: BTreeMap<usize, Whole>,
}

/// A function with all that it calls.
struct Whole {
    code: Vec<Instruction>,
    /// How many bytes of the frame it uses.
    depth: i64,
    /// Which of the registers that a caller expects to be kept it sets.
    sets: BTreeSet<u8>,
}

impl Program<'_> {
    fn join(&mut self, start: usize, deep: usize) -> Result<(), Obstacle> {
        if self.done.contains_key(&start) {
            return Ok(());
        }
        if deep == DEEPEST {
            return Err(Obstacle::Depth);
        }
        let end = self.starts.range(start + 1..).next().copied().unwrap_or(self.code.len());
        let own = self.code.get(start..end).ok_or(Obstacle::Form)?;
        let own_depth = self.frames.depth(start);
        let mut depth = own_depth;
        let mut sets: BTreeSet<u8> = each(own).filter_map(|(_, instruction)| instruction.sets()).collect();
        let mut length = own.len();
        let mut changes = Changes::default();
        let mut filled = BTreeSet::new();
        for (at, instruction) in each(own).filter(|(_, instruction)| instruction.is_own_call()) {
            let called = function(start + at, instruction).ok_or(Obstacle::Form)?;
            self.join(called, deep + 1)?;
            let called = self.done.get(&called).ok_or(Obstacle::Form)?;
            let later = self.live.get(start + at + 1).copied().unwrap_or(u16::MAX);
            let (unread, read): (Vec<u8>, Vec<u8>) = KEPT.partition(|register| !has(later, *register));
            let names: BTreeMap<u8, u8> =
                called.sets.iter().copied().zip(unread.into_iter().chain(read)).collect();
            let (mut save, mut restore) = (Vec::new(), Vec::new());
            let mut base = own_depth;
            let held = self.values.get(start + at).copied().flatten();
            for register in names.values().copied().filter(|register| has(later, *register)) {
                // The verifier refuses to save nothing. On another way it may be something.
                if held.and_then(|held| held.get(usize::from(register)).copied()) == Some(Value::Unset) {
                    filled.insert(register);
                }
                base += 8;
                let slot = i16::try_from(-base).map_err(|_| Obstacle::Frame)?;
                save.push(Instruction::store(10, slot, register));
                restore.push(Instruction::load(register, 10, slot));
            }
            depth = depth.max(base + called.depth);
            if depth > FRAME {
                return Err(Obstacle::Frame);
            }
            let body = called.placed(base, &names)?;
            length += save.len() + body.len() + restore.len();
            if length > LONGEST {
                return Err(Obstacle::Length);
            }
            sets.extend(names.values());
            let parts = save.into_iter().chain(body).chain(restore).map(Part::New).collect();
            changes.instead.insert(at, parts);
        }
        changes.before.insert(0, filled.into_iter().map(|register| Instruction::set(register, 0)).collect());
        let code = changes.applied(own).ok_or(Obstacle::Length)?.code;
        sets.retain(|register| KEPT.contains(register));
        self.done.insert(start, Whole { code, depth, sets });
        Ok(())
    }
}

/// Whether it reads or writes before where a pointer leads. If that is into the caller's frame, the caller need not name what lies there, so
/// that it would not be known to be the caller's.
fn reaches_back(instruction: Instruction) -> bool {
    let pointer = match instruction.class() {
        class::LDX => instruction.src,
        class::ST | class::STX => instruction.dst,
        _ => return false,
    };
    pointer != 10 && instruction.offset < 0
}

impl Whole {
    /// What stands in the place of a call by a function that uses `base` bytes of the frame itself, with other names for registers.
    fn placed(&self, base: i64, names: &BTreeMap<u8, u8>) -> Result<Vec<Instruction>, Obstacle> {
        let code = &self.code;
        let base = i16::try_from(base).map_err(|_| Obstacle::Frame)?;
        let targets: BTreeSet<usize> =
            each(code).filter_map(|(index, instruction)| Next::of(index, instruction).target()).collect();
        // Before Linux 4.14, an address of the frame's may be added to once: so an addition that is there gets another number.
        let is_added = |index: usize, register: u8| {
            let next = code.get(index).filter(|_| !targets.contains(&index));
            next.is_some_and(|next| *next == Instruction::add(register, next.imm))
        };
        let mut placed = code.clone();
        let mut changes = Changes::default();
        for (index, instruction) in each(code) {
            let is_access_in_disguise = instruction.class() == class::LD && !instruction.is_wide();
            if is_access_in_disguise || instruction.helper() == Some(TAIL_CALL) || reaches_back(instruction) {
                return Err(Obstacle::Form);
            }
            if Next::of(index, instruction) == Next::Exit {
                let is_last = index + 1 == code.len();
                changes
                    .instead
                    .insert(index, if is_last { Vec::new() } else { vec![Part::Jump(code.len())] });
            }
            let name = |register: u8| names.get(&register).copied().unwrap_or(register);
            let Some(now) = placed.get_mut(index) else { continue };
            now.dst = name(instruction.dst);
            if !instruction.is_wide() {
                now.src = name(instruction.src);
            }
            if base == 0 || !has(read(instruction), 10) {
                continue;
            }
            match instruction.class() {
                class::LDX => now.offset = now.offset.checked_sub(base).ok_or(Obstacle::Frame)?,
                class::ST | class::STX if instruction.src != 10 => {
                    now.offset = now.offset.checked_sub(base).ok_or(Obstacle::Frame)?;
                }
                _ if instruction == Instruction::copy(instruction.dst, 10) => {
                    if is_added(index + 1, instruction.dst)
                        && let Some(addition) = placed.get_mut(index + 1)
                    {
                        addition.imm = addition.imm.checked_sub(base.into()).ok_or(Obstacle::Frame)?;
                    } else {
                        let addition = Instruction::add(name(instruction.dst), (-base).into());
                        changes.instead.insert(index, vec![Part::Same, Part::New(addition)]);
                    }
                }
                _ => return Err(Obstacle::Form),
            }
        }
        Ok(changes.applied(&placed).ok_or(Obstacle::Length)?.code)
    }
}
