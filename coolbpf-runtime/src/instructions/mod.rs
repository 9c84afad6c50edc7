//! The instructions of programs, as the kernel is to get them: read, followed, changed.
//!
//! `struct bpf_insn` of the kernel's `include/uapi/linux/bpf.h`; the instruction set is described in
//! `Documentation/bpf/standardization/instruction-set.rst`. A program is a list of slots of eight bytes. Jumps count slots, and an
//! instruction with a 64-bit immediate takes two: so the functions here speak of slots, too, by their index.

mod arithmetic;
mod change;
mod constants;
mod control_flow;
mod frame_memory;
mod frames;
mod inline;
mod live;
mod needs;
mod program;
mod reach;
#[cfg(test)]
mod tests;
mod values;
mod variables;

use libbpf_rs::libbpf_sys::{__BindgenBitfieldUnit, bpf_insn};

pub(crate) use change::Changed;
pub(crate) use constants::{Constants, fold};
pub(crate) use control_flow::functions;
#[cfg(test)]
pub(crate) use control_flow::jump_targets;
pub(crate) use frame_memory::{Given, Obstacle as FrameObstacle, into_frame};
pub(crate) use inline::inline;
pub(crate) use needs::needs;
pub(crate) use program::{has_lines, read, replace, write};
pub(crate) use reach::reached;
pub(crate) use variables::{Section, move_variables};

/// Classes: the low three bits of the code.
pub(crate) mod class {
    pub(crate) const LD: u8 = 0;
    pub(crate) const LDX: u8 = 1;
    pub(crate) const ST: u8 = 2;
    pub(crate) const STX: u8 = 3;
    pub(crate) const ALU: u8 = 4;
    pub(crate) const JMP: u8 = 5;
    pub(crate) const JMP32: u8 = 6;
    pub(crate) const ALU64: u8 = 7;
}

/// Operations of arithmetic and jumps: the high four bits of the code.
pub(crate) mod operation {
    pub(crate) const ADD: u8 = 0x00;
    pub(crate) const SUB: u8 = 0x10;
    pub(crate) const MUL: u8 = 0x20;
    pub(crate) const OR: u8 = 0x40;
    pub(crate) const AND: u8 = 0x50;
    pub(crate) const LSH: u8 = 0x60;
    pub(crate) const RSH: u8 = 0x70;
    pub(crate) const NEG: u8 = 0x80;
    pub(crate) const XOR: u8 = 0xa0;
    pub(crate) const MOV: u8 = 0xb0;
    pub(crate) const ARSH: u8 = 0xc0;
    pub(crate) const JA: u8 = 0x00;
    pub(crate) const JEQ: u8 = 0x10;
    pub(crate) const JGT: u8 = 0x20;
    pub(crate) const JGE: u8 = 0x30;
    pub(crate) const JSET: u8 = 0x40;
    pub(crate) const JNE: u8 = 0x50;
    pub(crate) const JSGT: u8 = 0x60;
    pub(crate) const JSGE: u8 = 0x70;
    pub(crate) const CALL: u8 = 0x80;
    pub(crate) const EXIT: u8 = 0x90;
    pub(crate) const JLT: u8 = 0xa0;
    pub(crate) const JLE: u8 = 0xb0;
    pub(crate) const JSLT: u8 = 0xc0;
    pub(crate) const JSLE: u8 = 0xd0;
}

/// What the source register of a 64-bit immediate or a call says of it.
pub(crate) mod pseudo {
    /// `BPF_PSEUDO_CALL`: a function of the program.
    pub(crate) const CALL: u8 = 1;
    /// `BPF_PSEUDO_KFUNC_CALL`: a function of the kernel.
    pub(crate) const KFUNC_CALL: u8 = 2;
    /// `BPF_PSEUDO_MAP_FD` and `BPF_PSEUDO_MAP_VALUE`: a map, or its first value, by the map's descriptor.
    pub(crate) const MAP: u8 = 1;
    /// `BPF_PSEUDO_BTF_ID`: the address of a variable of the kernel.
    pub(crate) const KERNEL_VARIABLE: u8 = 3;
    pub(crate) const MAP_VALUE: u8 = 2;
    /// `BPF_PSEUDO_FUNC`: the address of a function of the program.
    pub(crate) const FUNCTION: u8 = 4;
}

/// `BPF_LD | BPF_IMM | BPF_DW`.
const LOAD_IMMEDIATE: u8 = 0x18;
/// `BPF_X`: the second operand is a register.
const SOURCE_REGISTER: u8 = 0x08;
/// `BPF_MEM`, and sizes.
const MEMORY: u8 = 0x60;
const SIZE: u8 = 0x18;
const DOUBLE_WORD: u8 = 0x18;
const BYTE: u8 = 0x10;
const HALF_WORD: u8 = 0x08;
/// The modes of `BPF_STX` and, in the low bits of their immediate, what fetches.
const ATOMIC: u8 = 0xc0;
const MODE: u8 = 0xe0;
const COMPARE_AND_EXCHANGE: i32 = 0xf1;
const LOAD_ACQUIRE: i32 = 0x100;
const FETCH: i32 = 0x01;

/// How many registers there are: ten, and the frame pointer.
const REGISTERS: usize = 11;

/// A slot of a program: an instruction, or the second half of one with a 64-bit immediate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Instruction {
    pub(crate) code: u8,
    pub(crate) dst: u8,
    pub(crate) src: u8,
    pub(crate) offset: i16,
    pub(crate) imm: i32,
}

impl Instruction {
    /// `goto +offset`; with 0 it does nothing.
    pub(crate) const fn jump(offset: i16) -> Self {
        Self { code: class::JMP | operation::JA, dst: 0, src: 0, offset, imm: 0 }
    }

    /// `rN = imm`.
    pub(crate) const fn set(register: u8, imm: i32) -> Self {
        Self { code: class::ALU64 | operation::MOV, dst: register, src: 0, offset: 0, imm }
    }

    /// `rN = M`.
    pub(crate) const fn copy(register: u8, from: u8) -> Self {
        Self {
            code: class::ALU64 | operation::MOV | SOURCE_REGISTER,
            dst: register,
            src: from,
            offset: 0,
            imm: 0,
        }
    }

    /// `rN += imm`.
    pub(crate) const fn add(register: u8, imm: i32) -> Self {
        Self { code: class::ALU64 | operation::ADD, dst: register, src: 0, offset: 0, imm }
    }

    /// `rN = *(u64 *)(rM + offset)`.
    pub(crate) const fn load(register: u8, from: u8, offset: i16) -> Self {
        Self { code: class::LDX | MEMORY | DOUBLE_WORD, dst: register, src: from, offset, imm: 0 }
    }

    /// `*(u64 *)(rN + offset) = rM`.
    pub(crate) const fn store(to: u8, offset: i16, register: u8) -> Self {
        Self { code: class::STX | MEMORY | DOUBLE_WORD, dst: to, src: register, offset, imm: 0 }
    }

    /// `*(u32 *)(rN + offset) = imm`.
    pub(crate) const fn store_word(to: u8, offset: i16, imm: i32) -> Self {
        Self { code: class::ST | MEMORY, dst: to, src: 0, offset, imm }
    }

    /// `*(u64 *)(rN + offset) = 0`.
    pub(crate) const fn store_zero(to: u8, offset: i16) -> Self {
        Self { code: class::ST | MEMORY | DOUBLE_WORD, dst: to, src: 0, offset, imm: 0 }
    }

    /// `rN = imm` with 64 bits, which `kind`, one of [`pseudo`], may say is something else.
    pub(crate) const fn wide(register: u8, kind: u8, imm: u64) -> [Self; 2] {
        let (low, high) = ((imm as u32).cast_signed(), ((imm >> 32) as u32).cast_signed());
        [
            Self { code: LOAD_IMMEDIATE, dst: register, src: kind, offset: 0, imm: low },
            Self { code: 0, dst: 0, src: 0, offset: 0, imm: high },
        ]
    }

    /// A call of a helper.
    pub(crate) const fn call(helper: u32) -> Self {
        Self { code: class::JMP | operation::CALL, dst: 0, src: 0, offset: 0, imm: helper.cast_signed() }
    }

    /// How many bytes it reads from memory at a register and an offset, if it puts them into a register as an unsigned number.
    pub(crate) const fn loaded_bytes(self) -> Option<usize> {
        if self.class() != class::LDX || self.code & MODE != MEMORY {
            return None;
        }
        Some(match self.code & SIZE {
            DOUBLE_WORD => 8,
            HALF_WORD => 2,
            BYTE => 1,
            _ => 4,
        })
    }

    pub(crate) const fn class(self) -> u8 {
        self.code & 7
    }

    pub(crate) const fn operation(self) -> u8 {
        self.code & 0xf0
    }

    pub(crate) const fn has_source_register(self) -> bool {
        self.code & SOURCE_REGISTER != 0
    }

    /// How many slots it takes.
    pub(crate) const fn width(self) -> usize {
        if self.code == LOAD_IMMEDIATE { 2 } else { 1 }
    }

    /// Whether it has a 64-bit immediate, whose upper half is in the next slot.
    pub(crate) const fn is_wide(self) -> bool {
        self.code == LOAD_IMMEDIATE
    }

    pub(crate) const fn is_call(self) -> bool {
        self.code == class::JMP | operation::CALL
    }

    /// Whether it calls a function of the program.
    pub(crate) const fn is_own_call(self) -> bool {
        self.is_call() && self.src == pseudo::CALL
    }

    /// The number of the helper that it calls.
    pub(crate) const fn helper(self) -> Option<u32> {
        if self.is_call() && self.src == 0 { Some(self.imm.cast_unsigned()) } else { None }
    }

    /// The register that it sets, if it is one; a call sets more.
    const fn sets(self) -> Option<u8> {
        match self.class() {
            class::ALU | class::ALU64 | class::LDX => Some(self.dst),
            // `LD_ABS` and `LD_IND` are calls in disguise.
            class::LD if self.is_wide() => Some(self.dst),
            class::STX if self.code & MODE == ATOMIC => match self.imm {
                COMPARE_AND_EXCHANGE => Some(0),
                LOAD_ACQUIRE => Some(self.dst),
                imm if imm & FETCH != 0 => Some(self.src),
                _ => None,
            },
            _ => None,
        }
    }
}

impl From<bpf_insn> for Instruction {
    fn from(raw: bpf_insn) -> Self {
        Self { code: raw.code, dst: raw.dst_reg(), src: raw.src_reg(), offset: raw.off, imm: raw.imm }
    }
}

impl From<Instruction> for bpf_insn {
    fn from(instruction: Instruction) -> Self {
        let mut raw = Self {
            code: instruction.code,
            _bitfield_align_1: [],
            _bitfield_1: __BindgenBitfieldUnit::new([0; 1]),
            off: instruction.offset,
            imm: instruction.imm,
        };
        raw.set_dst_reg(instruction.dst);
        raw.set_src_reg(instruction.src);
        raw
    }
}

/// The instructions among the slots, each with its index.
pub(crate) fn each(code: &[Instruction]) -> impl Iterator<Item = (usize, Instruction)> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let (index, instruction) = (next, *code.get(next)?);
        next = index + instruction.width();
        Some((index, instruction))
    })
}

/// The 64-bit immediate of the instruction at `index`, if it has one.
pub(crate) fn wide_immediate(code: &[Instruction], index: usize) -> Option<u64> {
    let low = code.get(index).filter(|instruction| instruction.is_wide())?;
    let high = code.get(index.checked_add(1)?)?;
    Some(u64::from(low.imm.cast_unsigned()) | u64::from(high.imm.cast_unsigned()) << 32)
}
