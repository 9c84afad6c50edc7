//! BPF instructions, decoded: `struct bpf_insn` of the kernel's `include/uapi/linux/bpf.h`, whose instruction set is
//! described in `Documentation/bpf/standardization/instruction-set.rst`.

use coolbpf_contract::Cpu;
use coolbpf_contract::little_endian::{half, word};

/// The size of an instruction in bytes; those with a 64-bit immediate take two.
pub(crate) const SIZE: usize = 8;

// Classes: the low three bits of the code.
pub(crate) const LD: u8 = 0;
pub(crate) const LDX: u8 = 1;
pub(crate) const ST: u8 = 2;
pub(crate) const STX: u8 = 3;
pub(crate) const ALU: u8 = 4;
pub(crate) const JMP: u8 = 5;
pub(crate) const JMP32: u8 = 6;
pub(crate) const ALU64: u8 = 7;

// Modes of loads and stores: the high three bits.
pub(crate) const ABS: u8 = 0x20;
pub(crate) const IND: u8 = 0x40;
pub(crate) const MEM: u8 = 0x60;
pub(crate) const MEMSX: u8 = 0x80;
pub(crate) const ATOMIC: u8 = 0xc0;

// Operations of arithmetic and jumps: the high four bits.
pub(crate) const DIV: u8 = 0x30;
pub(crate) const MOD: u8 = 0x90;
pub(crate) const MOV: u8 = 0xb0;
pub(crate) const END: u8 = 0xd0;
pub(crate) const JA: u8 = 0x00;
pub(crate) const CALL: u8 = 0x80;
pub(crate) const EXIT: u8 = 0x90;
/// `may_goto` (Linux 6.9).
pub(crate) const JCOND: u8 = 0xe0;

/// `BPF_X`: the second operand is a register.
const SOURCE_REGISTER: u8 = 0x08;
/// `BPF_LD | BPF_IMM | BPF_DW`.
const LOAD_IMMEDIATE: u8 = 0x18;

// What an atomic instruction does: its immediate.
pub(crate) const FETCH: i32 = 0x01;
pub(crate) const LOAD_ACQUIRE: i32 = 0x100;
pub(crate) const STORE_RELEASE: i32 = 0x110;

/// `BPF_PSEUDO_CALL`: the call is of a function of the object, or, where that is undefined, of the kernel.
pub(crate) const PSEUDO_CALL: u8 = 1;
/// `BPF_PSEUDO_KFUNC_CALL`.
pub(crate) const PSEUDO_KFUNC_CALL: u8 = 2;

/// An instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Instruction {
    pub(crate) code: u8,
    pub(crate) dst: u8,
    pub(crate) src: u8,
    pub(crate) offset: i16,
    pub(crate) imm: i32,
    /// The upper half of a 64-bit immediate; `None` in all others, and where the code ends in the middle of one.
    pub(crate) high: Option<i32>,
}

/// The instructions of `code`, each with its place, counted in eight bytes.
pub(crate) fn decode(code: &[u8]) -> impl Iterator<Item = (usize, Instruction)> {
    let mut slots = code.chunks_exact(SIZE).enumerate();
    std::iter::from_fn(move || {
        let (index, bytes) = slots.next()?;
        let mut instruction = Instruction {
            code: bytes.first().copied().unwrap_or_default(),
            dst: bytes.get(1).map_or(0, |registers| registers & 15),
            src: bytes.get(1).map_or(0, |registers| registers >> 4),
            offset: half(bytes, 2).cast_signed(),
            imm: word(bytes, 4).cast_signed(),
            high: None,
        };
        if instruction.code == LOAD_IMMEDIATE {
            instruction.high = slots.next().map(|(_, bytes)| word(bytes, 4).cast_signed());
        }
        Some((index, instruction))
    })
}

impl Instruction {
    pub(crate) fn class(self) -> u8 {
        self.code & 7
    }

    pub(crate) fn operation(self) -> u8 {
        self.code & 0xf0
    }

    pub(crate) fn mode(self) -> u8 {
        self.code & 0xe0
    }

    pub(crate) fn has_source_register(self) -> bool {
        self.code & SOURCE_REGISTER != 0
    }

    pub(crate) fn is_call(self) -> bool {
        self.class() == JMP && self.operation() == CALL
    }

    pub(crate) fn is_load_immediate(self) -> bool {
        self.code == LOAD_IMMEDIATE
    }

    /// The 64-bit immediate.
    pub(crate) fn wide_immediate(self) -> Option<u64> {
        let high = self.high.filter(|_| self.src == 0)?;
        Some(u64::from(self.imm.cast_unsigned()) | u64::from(high.cast_unsigned()) << 32)
    }

    pub(crate) fn is_atomic(self) -> bool {
        self.class() == STX && self.mode() == ATOMIC
    }

    pub(crate) fn is_load_acquire_or_store_release(self) -> bool {
        self.is_atomic() && matches!(self.imm, LOAD_ACQUIRE | STORE_RELEASE)
    }

    /// The number of the helper that is called.
    pub(crate) fn helper(self) -> Option<u32> {
        let calls = self.is_call() && !self.has_source_register() && self.src == 0;
        calls.then_some(self.imm.cast_unsigned())
    }

    /// By how many instructions it jumps, counted from the next one.
    pub(crate) fn jump(self) -> Option<i64> {
        match (self.class(), self.operation()) {
            (JMP, CALL | EXIT) | (JMP32, CALL | EXIT) => None,
            (JMP32, JA) => Some(i64::from(self.imm)),
            // `gotox` jumps to what a register holds.
            (JMP, JA) if self.has_source_register() => None,
            (JMP | JMP32, _) => Some(i64::from(self.offset)),
            _ => None,
        }
    }

    /// Where it jumps to, if that is neither before the function nor beyond the largest place.
    pub(crate) fn jump_target(self, index: usize) -> Option<usize> {
        let next = i64::try_from(index).ok()?.checked_add(1)?;
        usize::try_from(next.checked_add(self.jump()?)?).ok()
    }

    /// The first instruction set that has the instruction, as clang's `-mcpu` counts them.
    pub(crate) fn cpu(self) -> Cpu {
        let is_fourth = match self.class() {
            ALU | ALU64 => match self.operation() {
                // A sign-extending move; 1 is the cast between address spaces, which is of no set.
                MOV => matches!(self.offset, 8 | 16 | 32) && self.has_source_register(),
                DIV | MOD => self.offset == 1,
                END => self.class() == ALU64,
                _ => false,
            },
            LDX => self.mode() == MEMSX,
            JMP32 => self.operation() == JA,
            STX => self.is_load_acquire_or_store_release(),
            _ => false,
        };
        if is_fourth {
            Cpu::V4
        } else if self.class() == JMP32 || self.is_atomic() && self.imm & FETCH != 0 {
            Cpu::V3
        } else if self.class() == JMP && matches!(self.operation(), 0xa0 | 0xb0 | 0xc0 | 0xd0) {
            Cpu::V2
        } else {
            Cpu::V1
        }
    }
}
