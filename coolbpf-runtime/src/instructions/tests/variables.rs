//! Random programs with variables compute the same when their variables are moved, and when their constants are put in.

use super::super::constants::Constants;
use super::super::variables::{Obstacle, Section, move_variables};
use super::super::*;
use super::Random;
use super::machine::{Memory, run};

const DATA: i32 = 5;
const CONSTANTS: i32 = 6;
const BSS: i32 = 7;
/// How many bytes each has.
const SIZE: usize = 64;

/// What a register holds while a program is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unset,
    Number,
    /// So many bytes into a section, with eight bytes behind.
    Address(i32),
    /// Somewhere in the frame, with eight bytes behind.
    Frame,
}

struct Maker<'a> {
    random: &'a mut Random,
    code: Vec<Instruction>,
    kinds: [Kind; REGISTERS],
    /// Where calls of the second function are.
    calls: Vec<usize>,
    depth: i16,
}

impl Maker<'_> {
    fn of_kind(&mut self, wanted: impl Fn(Kind) -> bool) -> Option<u8> {
        let all: Vec<u8> = (0..10).filter(|register| wanted(self.kinds[usize::from(*register)])).collect();
        (!all.is_empty()).then(|| self.random.pick(&all))
    }

    fn any(&mut self) -> u8 {
        self.random.below(10) as u8
    }

    fn give(&mut self, register: u8, kind: Kind) {
        self.kinds[usize::from(register)] = kind;
    }

    /// Some instructions.
    fn block(&mut self, length: usize, deep: usize) {
        for _ in 0..length {
            let register = self.any();
            match self.random.below(14) {
                0 | 1 => {
                    let imm = self.random.pick(&[0, 1, 3, -1, 1000]);
                    self.code.push(Instruction::set(register, imm));
                    self.give(register, Kind::Number);
                }
                2..=4 => {
                    let map = self.random.pick(&[DATA, CONSTANTS, CONSTANTS, BSS]);
                    let at = self.random.below(SIZE / 8 - 1) as u64 * 8;
                    let imm = (map as u64) | at << 32;
                    self.code.extend(Instruction::wide(register, pseudo::MAP_VALUE, imm));
                    self.give(register, Kind::Address(map));
                }
                5 => {
                    let at = -8 * (1 + self.random.below(4) as i16);
                    self.depth = self.depth.min(at);
                    self.code.push(Instruction::copy(register, 10));
                    self.code.push(Instruction::add(register, at.into()));
                    self.code.push(Instruction::store_word(register, 0, 12));
                    self.code.push(Instruction::store_word(register, 4, 34));
                    self.give(register, Kind::Frame);
                }
                6 | 7 => {
                    let is_address = |kind| matches!(kind, Kind::Address(_) | Kind::Frame);
                    if let Some(from) = self.of_kind(is_address) {
                        let code = self.random.pick(&[0x61, 0x69, 0x71, 0x79]);
                        let offset = self.random.pick(&[0, 0, 0, if code == 0x79 { 0 } else { 4 }]);
                        self.code.push(Instruction { code, dst: register, src: from, offset, imm: 0 });
                        self.give(register, Kind::Number);
                    }
                }
                8 => {
                    let to = self.of_kind(|kind| matches!(kind, Kind::Address(DATA | BSS) | Kind::Frame));
                    let number = self.of_kind(|kind| kind == Kind::Number);
                    if let (Some(to), Some(number)) = (to, number) {
                        self.code.push(Instruction::store(to, 0, number));
                    }
                }
                9 => {
                    if let Some(from) = self.of_kind(|kind| kind != Kind::Unset) {
                        self.code.push(Instruction::copy(register, from));
                        self.give(register, self.kinds[usize::from(from)]);
                    }
                }
                10 => {
                    let number = self.of_kind(|kind| kind == Kind::Number);
                    let other = self.of_kind(|kind| kind == Kind::Number);
                    if let (Some(dst), Some(src)) = (number, other) {
                        let kind = self.random.pick(&[0x00, 0x10, 0x20, 0x40, 0x50, 0x60, 0x70, 0xa0, 0xc0]);
                        let code = kind | self.random.pick(&[0x04, 0x07, 0x0c, 0x0f]);
                        let imm = if code & 8 == 0 { self.random.pick(&[1, 5, 31]) } else { 0 };
                        let src = if code & 8 == 0 { 0 } else { src };
                        self.code.push(Instruction { code, dst, src, offset: 0, imm });
                    }
                }
                11 => {
                    if let Some(address) = self.of_kind(|kind| matches!(kind, Kind::Address(_) | Kind::Frame))
                    {
                        self.code.push(Instruction::copy(1, address));
                        let length = self.random.pick(&[1, 4, 7, 8]);
                        self.code.push(Instruction::set(2, length));
                        self.called(6);
                    }
                }
                12 if deep > 0 => self.branch(deep),
                _ if !self.calls.is_empty() || self.random.below(2) == 0 => self.called(5),
                _ => {
                    let number = self.of_kind(|kind| kind == Kind::Number);
                    let address = self.of_kind(|kind| matches!(kind, Kind::Address(_) | Kind::Frame));
                    if let (Some(number), Some(address)) = (number, address)
                        && address != 1
                    {
                        self.code.push(Instruction::copy(1, number));
                        self.code.push(Instruction::copy(2, address));
                        self.calls.push(self.code.len());
                        let call = Instruction { src: pseudo::CALL, ..Instruction::call(0) };
                        self.code.push(call);
                        self.forget();
                    }
                }
            }
        }
    }

    fn called(&mut self, helper: u32) {
        self.code.push(Instruction::call(helper));
        self.forget();
    }

    fn forget(&mut self) {
        self.kinds[1..6].fill(Kind::Unset);
        self.kinds[0] = Kind::Number;
    }

    /// A jump over some instructions, often on what is a constant.
    fn branch(&mut self, deep: usize) {
        let Some(register) = self.of_kind(|kind| kind == Kind::Number) else { return };
        let code = self.random.pick(&super::JUMPS) | self.random.pick(&[5, 6]);
        let imm = self.random.pick(&[0, 1, 1000]);
        let jump = self.code.len();
        self.code.push(Instruction { code, dst: register, src: 0, offset: 0, imm });
        let before = self.kinds;
        let length = 1 + self.random.below(6);
        self.block(length, deep - 1);
        self.code[jump].offset = (self.code.len() - jump - 1) as i16;
        for (now, before) in self.kinds.iter_mut().zip(before) {
            if *now != before {
                *now = Kind::Unset;
            }
        }
    }

    fn end(&mut self) {
        if self.kinds[0] != Kind::Number {
            self.code.push(Instruction::set(0, 9));
        }
        self.code.push(Instruction { code: 0x95, ..Instruction::default() });
    }
}

/// A program of a function, and sometimes of a second one, which gets a number and an address.
fn program(random: &mut Random) -> Vec<Instruction> {
    program_of(random, 2)
}

/// A program of up to so many functions, of which each calls the next one with a number and an address.
pub(super) fn program_of(random: &mut Random, most: usize) -> Vec<Instruction> {
    let start = |first, second| {
        let mut kinds = [Kind::Unset; REGISTERS];
        (kinds[1], kinds[2]) = (first, second);
        kinds
    };
    let kinds = start(Kind::Number, Kind::Unset);
    let mut maker = Maker { random, code: Vec::new(), kinds, calls: Vec::new(), depth: 0 };
    let length = 4 + maker.random.below(30);
    maker.block(length, 3);
    maker.end();
    for number in 2..=most {
        let calls = std::mem::take(&mut maker.calls);
        if calls.is_empty() {
            break;
        }
        let function = maker.code.len();
        for call in calls {
            maker.code[call].imm = (function - call - 1) as i32;
        }
        maker.kinds = start(Kind::Number, Kind::Address(CONSTANTS));
        // The last one would call itself.
        let is_last = number == most;
        maker.calls.extend(is_last.then_some(0));
        let length = 2 + maker.random.below(10);
        maker.block(length, 2);
        maker.end();
    }
    maker.code
}

pub(super) fn memory(random: &mut Random) -> Memory {
    let mut bytes = || (0..SIZE).map(|_| random.pick(&[0, 0, 0, 1, 255])).collect();
    vec![(DATA, bytes()), (CONSTANTS, bytes()), (BSS, bytes())]
}

pub(super) fn sections(memory: &Memory) -> Vec<Section> {
    let constants = |map| if map == CONSTANTS { Some(memory[1].1.clone()) } else { None };
    memory.iter().map(|(map, _)| Section { map: *map, constants: constants(*map) }).collect()
}

/// Each slot that a function, or a line, may start at is where it was said to be.
fn check_places(before: &[Instruction], after: &Changed) {
    assert_eq!(after.places.len(), before.len() + 1);
    assert_eq!(after.places.last(), Some(&after.code.len()));
    assert!(after.places.is_sorted());
}

#[test]
fn programs_compute_the_same_when_their_variables_are_moved() {
    let mut random = Random(0x0123_4567_89ab_cdef);
    let (mut looked_up, mut shorter, mut copied) = (0, 0, 0);
    for number in 0..4000 {
        let code = program(&mut random);
        let memory = memory(&mut random);
        let expected = run(&code, &memory, 1000).unwrap_or_else(|fault| panic!("{number}: {fault:?}"));
        for may_shrink in [false, true] {
            let moved = move_variables(&code, &sections(&memory), may_shrink, &|_| None).unwrap();
            check_places(&code, &moved);
            assert!(each(&moved.code).all(|(_, one)| !one.is_wide() || one.src != pseudo::MAP_VALUE));
            let found = run(&moved.code, &memory, 1000);
            assert_eq!(found.as_ref(), Ok(&expected), "{number}: {code:#?} {:#?}", moved.code);
            looked_up += usize::from(each(&moved.code).any(|(_, one)| one.helper() == Some(1)));
            copied += usize::from(!expected.printed.is_empty());
            shorter += usize::from(moved.code.len() < code.len());
            if may_shrink {
                assert!(reached(&moved.code).iter().all(|reached| *reached), "{number}: {:#?}", moved.code);
            } else {
                let starts = |code: &[Instruction]| functions(code).into_iter().collect::<Vec<_>>();
                let places: Vec<_> = starts(&code).iter().map(|start| moved.places[*start]).collect();
                assert_eq!(places, starts(&moved.code));
                assert!(
                    moved.places.windows(2).all(|pair| pair[0] < pair[1]),
                    "lines have places of their own"
                );
            }
        }
    }
    assert!(looked_up > 1000 && shorter > 100 && copied > 200, "{looked_up} {shorter} {copied}");
}

#[test]
fn programs_compute_the_same_when_their_constants_are_put_in() {
    let mut random = Random(0xfedc_ba98_7654_3211);
    for number in 0..4000 {
        let code = program(&mut random);
        let memory = memory(&mut random);
        let constants = [Constants { map: CONSTANTS, bytes: memory[1].1.clone() }];
        let expected = run(&code, &memory, 3).unwrap();
        for may_shrink in [false, true] {
            let folded = fold(&code, &constants, may_shrink).unwrap();
            check_places(&code, &folded);
            assert_eq!(run(&folded.code, &memory, 3).as_ref(), Ok(&expected), "{number}: {code:#?}");
        }
    }
}

/// `if (!flag) { call 131 } exit`, where the flag is a constant 1, as clang compiles it for the first instruction set.
#[test]
fn what_a_constant_puts_out_of_reach_is_gone_with_what_asked_for_it() {
    let exit = Instruction { code: 0x95, ..Instruction::default() };
    let mut code = Instruction::wide(1, pseudo::MAP_VALUE, CONSTANTS as u64).to_vec();
    code.extend([
        Instruction { code: 0x71, dst: 1, src: 1, ..Instruction::default() },
        Instruction { code: 0x67, dst: 1, imm: 32, ..Instruction::default() },
        Instruction { code: 0x77, dst: 1, imm: 32, ..Instruction::default() },
        Instruction { code: 0x55, dst: 1, offset: 1, ..Instruction::default() },
        Instruction::call(131),
        Instruction::set(0, 0),
        exit,
    ]);
    let sections = [Section { map: CONSTANTS, constants: Some(vec![1]) }];
    let moved = move_variables(&code, &sections, true, &|_| None).unwrap();
    assert_eq!(moved.code, [Instruction::set(0, 0), exit]);
    let kept = move_variables(&code, &sections, false, &|_| None).unwrap();
    assert!(each(&kept.code).all(|(_, one)| one.helper() != Some(131)));
}

#[test]
fn a_frame_without_room_is_an_obstacle() {
    let mut code = vec![Instruction::store_word(10, -508, 1)];
    code.extend(Instruction::wide(1, pseudo::MAP_VALUE, DATA as u64));
    code.extend([Instruction::store_word(1, 0, 1), Instruction::set(0, 0)]);
    code.push(Instruction { code: 0x95, ..Instruction::default() });
    let sections = [Section { map: DATA, constants: None }];
    assert_eq!(move_variables(&code, &sections, true, &|_| None), Err(Obstacle::Frame));
    code[0].offset = -504;
    assert!(move_variables(&code, &sections, true, &|_| None).is_ok());
}

#[test]
fn a_key_among_constants_is_written_into_the_frame() {
    let mut code = Instruction::wide(1, pseudo::MAP, 9).to_vec();
    code.extend(Instruction::wide(2, pseudo::MAP_VALUE, CONSTANTS as u64 | 2 << 32));
    code.extend([Instruction::call(1), Instruction::set(0, 0)]);
    code.push(Instruction { code: 0x95, ..Instruction::default() });
    let sections = [Section { map: CONSTANTS, constants: Some(vec![0, 0, 1, 2, 3, 4]) }];
    let moved = move_variables(&code, &sections, true, &|map| (map == 9).then_some((4, 8))).unwrap();
    let key = Instruction::store_word(10, -8, i32::from_ne_bytes([1, 2, 3, 4]));
    assert_eq!(moved.code[2..5], [key, Instruction::copy(2, 10), Instruction::add(2, -8)]);
    assert_eq!(moved.code.len(), 8);
}

#[test]
fn random_instructions_are_rewritten_without_harm() {
    let mut random = Random(99);
    for _ in 0..5000 {
        let code = super::random_slots(&mut random);
        let sections = [Section { map: 1, constants: Some(vec![0; 9]) }, Section { map: 2, constants: None }];
        for may_shrink in [false, true] {
            if let Ok(moved) = move_variables(&code, &sections, may_shrink, &|_| Some((4, 4))) {
                check_places(&code, &moved);
            }
        }
    }
}
