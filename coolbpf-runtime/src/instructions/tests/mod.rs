//! Random programs, and an interpreter of them: wherever it comes to must be what is said to be in reach.

mod frame_memory;
mod inline;
mod machine;
mod variables;

use super::*;

/// xorshift64*: the same programs on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() >> 33) as usize % limit
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

const JUMPS: [u8; 11] = [0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0xa0, 0xb0, 0xc0, 0xd0];
const CONSTANTS: [i32; 6] = [0, 1, 2, -1, i32::MIN, i32::MAX];

/// An instruction that jumps to within `length` slots, mostly.
fn instruction(random: &mut Random, index: usize, length: usize) -> Instruction {
    let (dst, src) = (random.below(4) as u8, random.below(4) as u8);
    let imm = random.pick(&CONSTANTS);
    let offset = (random.below(length + 1) as i64 - index as i64 - 1) as i16;
    let code = match random.below(10) {
        0..=2 => random.pick(&[0xb7, 0xb4]),
        3 => return Instruction { src, ..Instruction::set(dst, 0) }.with_code(random.pick(&[0xbf, 0xbc])),
        4 => return Instruction { code: 0x07, dst, src: 0, offset: 0, imm },
        5 => return Instruction { code: 0x85, dst: 0, src: 0, offset: 0, imm: 5 },
        6 => return Instruction { code: 0x95, ..Instruction::default() },
        7 => return Instruction::jump(offset),
        _ => {
            let class = random.pick(&[5, 6]);
            let source = random.pick(&[0, 8]);
            return Instruction { code: random.pick(&JUMPS) | source | class, dst, src, offset, imm };
        }
    };
    Instruction { code, dst, src: 0, offset: 0, imm }
}

impl Instruction {
    fn with_code(self, code: u8) -> Self {
        Self { code, ..self }
    }
}

/// A program of some instructions, among them wide ones.
fn program(random: &mut Random) -> Vec<Instruction> {
    let length = 2 + random.below(30);
    let mut code = Vec::new();
    while code.len() < length {
        if random.below(8) == 0 {
            let dst = random.below(4) as u8;
            code.push(Instruction {
                code: LOAD_IMMEDIATE,
                dst,
                imm: random.pick(&CONSTANTS),
                ..Instruction::default()
            });
            code.push(Instruction { imm: random.pick(&[0, 0, 1]), ..Instruction::default() });
        } else {
            code.push(instruction(random, code.len(), length));
        }
    }
    code
}

/// The instructions that a run comes to, of at most so many steps.
fn run(code: &[Instruction], random: &mut Random) -> Vec<usize> {
    let mut registers: [u64; REGISTERS] = std::array::from_fn(|_| random.next());
    let mut visited = Vec::new();
    let mut index = 0;
    while let Some(&now) = code.get(index).filter(|_| visited.len() < 200) {
        visited.push(index);
        let immediate = i64::from(now.imm) as u64;
        let operand = if now.has_source_register() { registers[usize::from(now.src)] } else { immediate };
        let dst = usize::from(now.dst);
        let mut next = index + now.width();
        let jump = (index as i64 + 1 + i64::from(now.offset)) as usize;
        match now.code {
            0x18 => registers[dst] = wide_immediate(code, index).unwrap_or(0),
            0xb7 | 0xbf => registers[dst] = operand,
            0xb4 | 0xbc => registers[dst] = operand as u32 as u64,
            0x07 => registers[dst] = registers[dst].wrapping_add(operand),
            0x85 => (0..=5).for_each(|register| registers[register] = random.next()),
            0x95 => break,
            0x05 => next = jump,
            0x00 => {}
            _ => {
                let (first, second) = (registers[dst], operand);
                let (a, b, signed_a, signed_b) = if now.class() == class::JMP {
                    (first, second, first as i64, second as i64)
                } else {
                    (first as u32 as u64, second as u32 as u64, first as i32 as i64, second as i32 as i64)
                };
                let taken = match now.operation() {
                    0x10 => a == b,
                    0x20 => a > b,
                    0x30 => a >= b,
                    0x40 => a & b != 0,
                    0x50 => a != b,
                    0x60 => signed_a > signed_b,
                    0x70 => signed_a >= signed_b,
                    0xa0 => a < b,
                    0xb0 => a <= b,
                    0xc0 => signed_a < signed_b,
                    _ => signed_a <= signed_b,
                };
                if taken {
                    next = jump;
                }
            }
        }
        index = next;
    }
    visited
}

#[test]
fn what_a_program_comes_to_is_said_to_be_in_reach() {
    let mut random = Random(0x1234_5678_9abc_def1);
    let mut out_of_reach = 0;
    for number in 0..5000 {
        let code = program(&mut random);
        let reached = reached(&code);
        out_of_reach += reached.iter().filter(|reached| !**reached).count();
        for _ in 0..5 {
            for index in run(&code, &mut random) {
                assert!(reached[index], "program {number} comes to {index}: {code:#?}");
            }
        }
    }
    assert!(out_of_reach > 1000, "{out_of_reach}");
}

/// Some slots of random bytes.
fn random_slots(random: &mut Random) -> Vec<Instruction> {
    let length = random.below(20);
    let slot = |_| {
        let [code, registers, a, b, rest @ ..] = random.next().to_le_bytes();
        Instruction {
            code,
            dst: registers & 15,
            src: registers >> 4,
            offset: i16::from_le_bytes([a, b]),
            imm: i32::from_le_bytes(rest),
        }
    };
    (0..length).map(slot).collect()
}

#[test]
fn random_bytes_are_followed_without_harm() {
    let mut random = Random(7);
    for _ in 0..5000 {
        let code = random_slots(&mut random);
        assert_eq!(reached(&code).len(), code.len());
        let _ = (functions(&code), jump_targets(&code));
        for instruction in code {
            assert_eq!(Instruction::from(bpf_insn::from(instruction)), instruction);
        }
    }
}

#[test]
fn a_known_constant_leaves_one_side() {
    // r1 = 0; goto +0; if r1 == 0 goto +2; call 131; exit; call 25; exit
    let call = |helper| Instruction { code: 0x85, imm: helper, ..Instruction::default() };
    let exit = Instruction { code: 0x95, ..Instruction::default() };
    let is_zero = Instruction { code: 0x15, dst: 1, src: 0, offset: 2, imm: 0 };
    let mut code = [Instruction::set(1, 0), Instruction::jump(0), is_zero, call(131), exit, call(25), exit];
    assert_eq!(reached(&code), [true, true, true, false, false, true, true]);
    code[0] = Instruction::set(1, 1);
    assert_eq!(reached(&code), [true, true, true, true, true, false, false]);
    code[0] = Instruction::jump(0);
    assert_eq!(reached(&code), [true; 7]);
}

#[test]
fn functions_are_found_by_who_calls_them_or_takes_their_address() {
    let exit = Instruction { code: 0x95, ..Instruction::default() };
    let code = [
        Instruction { code: 0x85, src: pseudo::CALL, imm: 4, ..Instruction::default() },
        Instruction { code: 0x18, src: pseudo::FUNCTION, imm: 4, ..Instruction::default() },
        Instruction::default(),
        exit,
        exit,
        exit,
        exit,
    ];
    assert_eq!(functions(&code).into_iter().collect::<Vec<_>>(), [0, 5, 6]);
    assert_eq!(reached(&code), [true, true, true, true, false, true, true]);
}

#[test]
fn a_jump_to_what_a_register_holds_may_go_anywhere() {
    let code = [Instruction { code: 0x0d, ..Instruction::default() }, Instruction::default()];
    assert_eq!(reached(&code), [true, true]);
}
