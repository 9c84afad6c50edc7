//! An instruction as text, in the words of LLVM's assembler for BPF and of the verifier's log.

use crate::instruction::{
    ABS, ALU, ALU64, ATOMIC, CALL, DIV, END, EXIT, FETCH, IND, Instruction, JA, JCOND, JMP, JMP32, LD, LDX,
    LOAD_ACQUIRE, MEM, MEMSX, MOD, MOV, PSEUDO_CALL, PSEUDO_KFUNC_CALL, ST, STORE_RELEASE, STX,
};
use coolbpf_linux::helper;

/// How the places that jumps lead to are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Jumps {
    /// By distance and label, as in `goto +5 <L2>`.
    #[default]
    ByDistance,
    /// By label alone, as in `goto L2`, so that instructions that come in between change no line.
    ByLabel,
}

/// What the text of an instruction shows instead of numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Names<'n> {
    /// What the instruction's relocation refers to, or the function that it calls.
    pub(super) referent: Option<&'n str>,
    /// Whether a call is of a function of the kernel.
    pub(super) calls_kernel: bool,
    /// Where it jumps to.
    pub(super) label: Option<&'n str>,
    /// How that is shown.
    pub(super) jumps: Jumps,
}

/// The text; `None` for codes that no kernel knows.
pub(super) fn text(instruction: Instruction, names: Names<'_>) -> Option<String> {
    match instruction.class() {
        LD => load(instruction, names),
        LDX => load_from_register(instruction),
        ST | STX => store(instruction),
        ALU | ALU64 => arithmetic(instruction),
        _ => jump(instruction, names),
    }
}

/// A register, by the width that it is used in.
fn register(instruction: Instruction, number: u8) -> String {
    let letter = if matches!(instruction.class(), ALU | JMP32) { 'w' } else { 'r' };
    format!("{letter}{number}")
}

/// The second operand.
fn source(instruction: Instruction) -> String {
    match instruction.has_source_register() {
        true => register(instruction, instruction.src),
        false => instruction.imm.to_string(),
    }
}

/// The type of a value in memory, as in `u32`.
fn width(instruction: Instruction, letter: char) -> String {
    let bits = match instruction.code & 0x18 {
        0x00 => 32,
        0x08 => 16,
        0x10 => 8,
        _ => 64,
    };
    format!("{letter}{bits}")
}

fn memory(instruction: Instruction, letter: char, base: u8) -> String {
    format!("*({} *){}", width(instruction, letter), place(instruction, base))
}

fn place(instruction: Instruction, base: u8) -> String {
    let offset = i32::from(instruction.offset);
    let sign = if offset < 0 { '-' } else { '+' };
    format!("(r{base} {sign} {})", offset.abs())
}

fn load(instruction: Instruction, names: Names<'_>) -> Option<String> {
    let Instruction { dst, src, imm, .. } = instruction;
    if instruction.is_load_immediate() {
        let high = instruction.high?;
        return Some(match names.referent {
            Some(name) => format!("r{dst} = {name} ll"),
            None => {
                let value = u64::from(high.cast_unsigned()) << 32 | u64::from(imm.cast_unsigned());
                format!("r{dst} = {} ll", value.cast_signed())
            }
        });
    }
    match instruction.mode() {
        ABS => Some(format!("r0 = *({} *)skb[{imm}]", width(instruction, 'u'))),
        IND => Some(format!("r0 = *({} *)skb[r{src}]", width(instruction, 'u'))),
        _ => None,
    }
}

fn load_from_register(instruction: Instruction) -> Option<String> {
    let letter = match instruction.mode() {
        MEM => 'u',
        MEMSX => 's',
        _ => return None,
    };
    Some(format!("r{} = {}", instruction.dst, memory(instruction, letter, instruction.src)))
}

fn store(instruction: Instruction) -> Option<String> {
    let Instruction { dst, src, imm, .. } = instruction;
    match (instruction.class(), instruction.mode()) {
        (ST, MEM) => Some(format!("{} = {imm}", memory(instruction, 'u', dst))),
        (STX, MEM) => Some(format!("{} = r{src}", memory(instruction, 'u', dst))),
        (STX, ATOMIC) => atomic(instruction),
        _ => None,
    }
}

fn atomic(instruction: Instruction) -> Option<String> {
    let Instruction { dst, src, imm, .. } = instruction;
    let (letter, suffix) = match instruction.code & 0x18 {
        0x00 => ('w', "32_32"),
        0x18 => ('r', "_64"),
        // Bytes and half words can only be loaded and stored.
        _ if instruction.is_load_acquire_or_store_release() => ('w', ""),
        _ => return None,
    };
    let typed = format!("({} *){}", width(instruction, 'u'), place(instruction, dst));
    let bare = place(instruction, dst);
    let bare = bare.trim_matches(['(', ')']);
    Some(match imm {
        LOAD_ACQUIRE => {
            let from = format!("({} *){}", width(instruction, 'u'), place(instruction, src));
            format!("{letter}{dst} = load_acquire({from})")
        }
        STORE_RELEASE => format!("store_release({typed}, {letter}{src})"),
        0xe1 => format!("{letter}{src} = xchg{suffix}({bare}, {letter}{src})"),
        0xf1 => format!("{letter}0 = cmpxchg{suffix}({bare}, {letter}0, {letter}{src})"),
        _ => {
            let (sign, name) = match imm & !FETCH {
                0x00 => ("+=", "add"),
                0x40 => ("|=", "or"),
                0x50 => ("&=", "and"),
                0xa0 => ("^=", "xor"),
                _ => return None,
            };
            match imm & FETCH {
                0 => format!("lock *{typed} {sign} {letter}{src}"),
                _ => format!("{letter}{src} = atomic_fetch_{name}({typed}, {letter}{src})"),
            }
        }
    })
}

fn arithmetic(instruction: Instruction) -> Option<String> {
    let Instruction { offset, imm, .. } = instruction;
    let dst = register(instruction, instruction.dst);
    let is_signed = offset == 1;
    let sign = match instruction.operation() {
        MOV if instruction.has_source_register() && matches!(offset, 8 | 16 | 32) => {
            return Some(format!("{dst} = (s{offset}){}", source(instruction)));
        }
        MOV if instruction.has_source_register() && offset == 1 => {
            let (from, to) = (imm & 0xffff, imm.cast_unsigned() >> 16);
            return Some(format!("{dst} = addr_space_cast({}, {from}, {to})", source(instruction)));
        }
        END => {
            let order = match (instruction.class(), instruction.has_source_register()) {
                (ALU64, _) => "bswap",
                (_, false) => "le",
                (_, true) => "be",
            };
            let dst = instruction.dst;
            return matches!(imm, 16 | 32 | 64).then(|| format!("r{dst} = {order}{imm} r{dst}"));
        }
        0x80 => return Some(format!("{dst} = -{dst}")),
        0x00 => "+=",
        0x10 => "-=",
        0x20 => "*=",
        DIV if is_signed => "s/=",
        DIV => "/=",
        0x40 => "|=",
        0x50 => "&=",
        0x60 => "<<=",
        0x70 => ">>=",
        MOD if is_signed => "s%=",
        MOD => "%=",
        0xa0 => "^=",
        MOV => "=",
        0xc0 => "s>>=",
        _ => return None,
    };
    Some(format!("{dst} {sign} {}", source(instruction)))
}

fn jump(instruction: Instruction, names: Names<'_>) -> Option<String> {
    let to = || {
        let by = instruction.jump().unwrap_or_default();
        match (names.label, names.jumps) {
            (Some(label), Jumps::ByLabel) => label.to_owned(),
            (Some(label), Jumps::ByDistance) => format!("{by:+} <{label}>"),
            (None, _) => format!("{by:+}"),
        }
    };
    let sign = match (instruction.class(), instruction.operation()) {
        (JMP, CALL) => return Some(call(instruction, names)),
        (JMP, EXIT) => return Some("exit".to_owned()),
        (JMP, JA) if instruction.has_source_register() => {
            return Some(format!("gotox r{}", instruction.dst));
        }
        (JMP, JA) => return Some(format!("goto {}", to())),
        (JMP32, JA) => return Some(format!("gotol {}", to())),
        (JMP, JCOND) => return Some(format!("may_goto {}", to())),
        (_, 0x10) => "==",
        (_, 0x20) => ">",
        (_, 0x30) => ">=",
        (_, 0x40) => "&",
        (_, 0x50) => "!=",
        (_, 0x60) => "s>",
        (_, 0x70) => "s>=",
        (_, 0xa0) => "<",
        (_, 0xb0) => "<=",
        (_, 0xc0) => "s<",
        (_, 0xd0) => "s<=",
        _ => return None,
    };
    let dst = register(instruction, instruction.dst);
    Some(format!("if {dst} {sign} {} goto {}", source(instruction), to()))
}

fn call(instruction: Instruction, names: Names<'_>) -> String {
    let imm = instruction.imm;
    match (names.referent, instruction.src) {
        _ if instruction.has_source_register() => format!("callx r{}", instruction.dst),
        (Some(name), PSEUDO_CALL | PSEUDO_KFUNC_CALL) if names.calls_kernel => format!("call {name}#kfunc"),
        (Some(name), _) => format!("call {name}"),
        (None, 0) => match instruction.helper().and_then(helper) {
            Some(helper) => format!("call {}#{}", helper.name, helper.id),
            None => format!("call unknown#{imm}"),
        },
        (None, _) => format!("call pc{:+}", i64::from(imm) + 1),
    }
}
