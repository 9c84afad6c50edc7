//! What the kernel asks of a program of classic BPF (`bpf_check_classic` of `net/core/filter.c`): it answers all of it by one number.

use super::instruction::code::{
    A, ABS, ADD, ALU, AND, B, DIV, H, IMM, IND, JA, JEQ, JGE, JGT, JMP, JSET, K, LD, LDX, LEN, LSH, MEM,
    MISC, MOD, MSH, MUL, NEG, OR, RET, RSH, ST, STX, SUB, TAX, TXA, W, X, XOR,
};
use super::instruction::{ANCILLARY, Instruction, MOST};

/// What is wrong, and in which instruction.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(crate) instruction: usize,
    pub(crate) what: String,
}

/// The last word that [`ANCILLARY`] has, `SKF_AD_VLAN_TPID`.
const LAST_ANCILLARY: u32 = 60;

const WORDS: u32 = 16;

pub(super) fn check(program: &[Instruction]) -> Result<(), Fault> {
    let last = program.len().saturating_sub(1);
    let at = |instruction, what: String| Err(Fault { instruction, what });
    if program.len() > MOST {
        return at(last, format!("a filter has at most {MOST} instructions, and this has {}", program.len()));
    }
    match program.last().map(|last| last.code) {
        None => return at(0, "there is no instruction".to_owned()),
        Some(code) if is_return(code) => {}
        Some(_) => return at(last, "the last instruction is not `ret`".to_owned()),
    }
    for (instruction, here) in program.iter().enumerate() {
        if let Some(what) = wrong(here, last - instruction) {
            return at(instruction, what);
        }
    }
    memory(program)
}

fn is_return(code: u16) -> bool {
    code == RET | K || code == RET | A
}

/// What is wrong with an instruction that so many others follow.
fn wrong(instruction: &Instruction, following: usize) -> Option<String> {
    let Instruction { code, jump_true, jump_false, operand } = *instruction;
    let is_beyond = |jump: usize| jump >= following;
    if code == RET | X {
        return Some("the kernel has no `ret x`: `txa` and `ret a` do the same".to_owned());
    }
    if !is_known(code) {
        return Some(format!("the kernel has no instruction of the code {code}"));
    }
    if [ALU | DIV | K, ALU | MOD | K].contains(&code) && operand == 0 {
        return Some("a division by 0".to_owned());
    }
    if [ALU | LSH | K, ALU | RSH | K].contains(&code) && operand >= 32 {
        return Some(format!("a shift by {operand} of 32 bits"));
    }
    if uses_memory(code) && operand >= WORDS {
        return Some(format!("M[{operand}]: the memory has {WORDS} words, from M[0] on"));
    }
    if code == JMP | JA && is_beyond(operand as usize) {
        return Some("a jump behind the end, or backwards".to_owned());
    }
    if is_condition(code) && (is_beyond(jump_true.into()) || is_beyond(jump_false.into())) {
        return Some("a jump behind the end".to_owned());
    }
    let is_packet = [LD | W | ABS, LD | H | ABS, LD | B | ABS].contains(&code);
    if is_packet && operand.checked_sub(ANCILLARY).is_some_and(|at| at % 4 != 0 || at > LAST_ANCILLARY) {
        return Some(format!("the kernel has nothing to be loaded from {operand:#x}"));
    }
    None
}

fn uses_memory(code: u16) -> bool {
    [LD | MEM, LDX | MEM, ST, STX].contains(&code)
}

fn is_condition(code: u16) -> bool {
    [JEQ, JGT, JGE, JSET].iter().any(|operation| code == JMP | operation | K || code == JMP | operation | X)
}

fn is_known(code: u16) -> bool {
    const OPERATIONS: [u16; 10] = [ADD, SUB, MUL, DIV, MOD, AND, OR, XOR, LSH, RSH];
    let is_operation = |operation: &u16| code == ALU | operation | K || code == ALU | operation | X;
    let is_load = |size: &u16| code == LD | size | ABS || code == LD | size | IND;
    is_return(code)
        || is_condition(code)
        || uses_memory(code)
        || OPERATIONS.iter().any(is_operation)
        || [W, H, B].iter().any(is_load)
        || [ALU | NEG, LD | IMM, LD | W | LEN, LDX | IMM, LDX | W | LEN, LDX | B | MSH].contains(&code)
        || [MISC | TAX, MISC | TXA, JMP | JA].contains(&code)
}

/// What is loaded from the memory has been stored there, whichever way leads to it.
fn memory(program: &[Instruction]) -> Result<(), Fault> {
    const ALL: u16 = u16::MAX;
    // A bit for each word that holds something where an instruction is jumped to.
    let mut jumped = vec![ALL; program.len()];
    let mut stored: u16 = 0;
    for (instruction, here) in program.iter().enumerate() {
        let Some(at_jump) = jumped.get(instruction) else { break };
        stored &= at_jump;
        let word = 1_u16.checked_shl(here.operand).unwrap_or(0);
        let mut to = |jump: usize| {
            if let Some(target) = jumped.get_mut(instruction + 1 + jump) {
                *target &= stored;
            }
        };
        match here.code {
            ST | STX => stored |= word,
            code if (code == LD | MEM || code == LDX | MEM) && stored & word == 0 => {
                let what = format!("M[{}] is loaded before anything is stored there", here.operand);
                return Err(Fault { instruction, what });
            }
            code if code == JMP | JA => {
                to(here.operand as usize);
                stored = ALL;
            }
            code if is_condition(code) => {
                to(here.jump_true.into());
                to(here.jump_false.into());
                stored = ALL;
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::net::UdpSocket;

    use super::*;
    use crate::hostile::Random;
    use crate::socket::classic::attach;

    #[test]
    fn the_kernel_takes_what_is_found_right_and_nothing_else() {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let mut random = Random(0x5851_f42d_4c95_7f2d);
        let (mut right, mut wrong) = (0, 0);
        for _ in 0..20_000 {
            let mut program: Vec<_> = (0..=random.below(5)).map(|_| any_instruction(&mut random)).collect();
            if random.below(8) > 0 {
                program.push(Instruction::new(RET | K, 0));
            }
            let found = check(&program);
            let asked = attach(&socket, &program);
            assert_eq!(found.is_ok(), asked.is_ok(), "{found:?}, {asked:?}: {program:?}");
            if found.is_ok() { right += 1 } else { wrong += 1 }
        }
        assert!(right > 1000 && wrong > 1000, "{right} right, {wrong} wrong");
    }

    /// Mostly one that could be right.
    fn any_instruction(random: &mut Random) -> Instruction {
        let code = loop {
            let code = random.below(0x100) as u16;
            if is_known(code) || random.below(200) == 0 {
                break code;
            }
        };
        let operand = match random.below(8) {
            0 => random.below(70) as u32,
            1 => ANCILLARY.wrapping_add(random.below(80) as u32).wrapping_sub(8),
            2 => random.below(20) as u32,
            _ => random.below(3) as u32,
        };
        Instruction { code, jump_true: random.below(3) as u8, jump_false: random.below(3) as u8, operand }
    }

    #[test]
    fn what_is_wrong_is_said_with_the_instruction() {
        let ret = Instruction::new(RET | K, 0);
        for (program, instruction, what) in [
            (vec![], 0, "there is no instruction"),
            (vec![ret, Instruction::new(MISC | TAX, 0)], 1, "the last instruction is not `ret`"),
            (
                vec![Instruction::new(RET | X, 0), ret],
                0,
                "the kernel has no `ret x`: `txa` and `ret a` do the same",
            ),
            (vec![Instruction::new(0xff, 0), ret], 0, "the kernel has no instruction of the code 255"),
            (vec![Instruction::new(ALU | DIV | K, 0), ret], 0, "a division by 0"),
            (vec![Instruction::new(ALU | RSH | K, 32), ret], 0, "a shift by 32 of 32 bits"),
            (vec![ret, Instruction::new(ST, 16), ret], 1, "M[16]: the memory has 16 words, from M[0] on"),
            (vec![Instruction::new(LD | MEM, 3), ret], 0, "M[3] is loaded before anything is stored there"),
            (vec![Instruction::new(JMP | JA, 1), ret], 0, "a jump behind the end, or backwards"),
            (
                vec![Instruction { jump_true: 1, ..Instruction::new(JMP | JEQ, 0) }, ret],
                0,
                "a jump behind the end",
            ),
            (
                vec![Instruction::new(LD | ABS, ANCILLARY + 64), ret],
                0,
                "the kernel has nothing to be loaded from 0xfffff040",
            ),
        ] {
            assert_eq!(check(&program), Err(Fault { instruction, what: what.to_owned() }));
        }
        let fault = check(&vec![ret; 4097]).unwrap_err();
        assert_eq!(fault.what, "a filter has at most 4096 instructions, and this has 4097");
        assert_eq!(check(&vec![ret; 4096]), Ok(()));
    }
}
