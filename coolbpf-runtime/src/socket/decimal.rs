//! Programs of classic BPF as numbers: how many instructions, then four numbers for each, each in a line or behind a comma. That is what
//! `tcpdump -ddd` and `bpf_asm` print.

use super::classic::{Unreadable, Written};
use super::instruction::{Instruction, MOST};

/// Whether the text is one of numbers.
pub(super) fn is_decimal(text: &str) -> bool {
    text.trim_start().starts_with(|first: char| first.is_ascii_digit())
}

pub(super) fn read(text: &str) -> Result<Vec<Written>, Unreadable> {
    let lines = (1..).zip(text.lines());
    let mut entries = lines
        .flat_map(|(line, text)| text.split(',').map(move |entry| (line, entry.trim())))
        .filter(|(_, entry)| !entry.is_empty());
    let wanted_count = || format!("how many instructions follow, at most {MOST}");
    let (line, count) = entries.next().unwrap_or((1, ""));
    let announced: usize = number(line, count, wanted_count)?;
    if announced > MOST {
        return Err(Unreadable::new(line, count, wanted_count()));
    }
    let mut program = Vec::new();
    for (line, entry) in entries {
        if program.len() == announced {
            return Err(Unreadable::new(line, entry, format!("nothing behind {announced} instructions")));
        }
        program.push(Written { instruction: instruction(line, entry)?, line });
    }
    if program.len() < announced {
        let wanted = format!("{announced} instructions, and here are {}", program.len());
        return Err(Unreadable::new(text.lines().count(), "", wanted));
    }
    Ok(program)
}

fn instruction(line: usize, entry: &str) -> Result<Instruction, Unreadable> {
    let numbers: Vec<_> = entry.split_whitespace().collect();
    let &[code, jump_true, jump_false, operand] = numbers.as_slice() else {
        return Err(Unreadable::new(line, entry, "four numbers, as in `40 0 0 12`"));
    };
    Ok(Instruction {
        code: number(line, code, || "a code of at most 65535")?,
        jump_true: number(line, jump_true, || "a jump of at most 255")?,
        jump_false: number(line, jump_false, || "a jump of at most 255")?,
        operand: number(line, operand, || "an operand of at most 4294967295")?,
    })
}

fn number<T: std::str::FromStr, W: Into<String>>(
    line: usize,
    text: &str,
    wanted: impl FnOnce() -> W,
) -> Result<T, Unreadable> {
    text.parse().map_err(|_| Unreadable::new(line, text, wanted()))
}
