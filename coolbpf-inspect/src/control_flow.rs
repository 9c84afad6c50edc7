//! Whether a function has loops.

use crate::instruction::{self, EXIT, Instruction, JA, JMP, JMP32};

/// Whether some instruction can be come to again. A jump backwards alone is no loop: compilers put rare code behind the
/// rest, and jump back from there. Kernels before 5.3 look for loops by this same walk (`check_cfg` of
/// `kernel/bpf/verifier.c`).
pub(crate) fn has_loop(code: &[u8]) -> bool {
    const UNSEEN: u8 = 0;
    const OPEN: u8 = 1;
    const DONE: u8 = 2;
    let length = code.len() / instruction::SIZE;
    let mut successors: Vec<[Option<usize>; 2]> = vec![[None, None]; length];
    for (index, instruction) in instruction::decode(code) {
        if let Some(slot) = successors.get_mut(index) {
            *slot = following(index, instruction);
        }
    }
    let mut state = vec![UNSEEN; length];
    let mut path: Vec<(usize, usize)> = Vec::new();
    if let Some(first) = state.first_mut() {
        *first = OPEN;
        path.push((0, 0));
    }
    while let Some((index, edge)) = path.last_mut() {
        let index = *index;
        let Some(next) = successors.get(index).and_then(|edges| edges.get(*edge)) else {
            if let Some(done) = state.get_mut(index) {
                *done = DONE;
            }
            path.pop();
            continue;
        };
        *edge += 1;
        let Some(next) = *next else { continue };
        match state.get_mut(next) {
            Some(seen) if *seen == UNSEEN => {
                *seen = OPEN;
                path.push((next, 0));
            }
            Some(seen) if *seen == OPEN => return true,
            _ => {}
        }
    }
    false
}

/// Where a program goes after an instruction.
fn following(index: usize, instruction: Instruction) -> [Option<usize>; 2] {
    let width = if instruction.is_load_immediate() { 2 } else { 1 };
    let next = index.checked_add(width);
    match (instruction.class(), instruction.operation()) {
        (JMP, EXIT) => [None, None],
        (JMP | JMP32, JA) => [instruction.jump_target(index), None],
        (JMP | JMP32, _) => [next, instruction.jump_target(index)],
        _ => [next, None],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(jumps: &[(u8, i16)]) -> Vec<u8> {
        let instruction = |(code, offset): &(u8, i16)| {
            let [low, high] = offset.to_le_bytes();
            [*code, 0, low, high, 0, 0, 0, 0]
        };
        jumps.iter().flat_map(instruction).collect()
    }

    #[test]
    fn only_what_can_be_come_to_again_is_a_loop() {
        // `if r0 == 0`, `goto` and `exit`.
        const IF: u8 = 0x15;
        const GOTO: u8 = 0x05;
        const END: u8 = 0x95;
        for (jumps, expected) in [
            (&[(IF, 1), (GOTO, -2), (END, 0)][..], true),
            (&[(IF, -1), (END, 0)][..], true),
            // Rare code behind the rest.
            (&[(IF, 1), (END, 0), (GOTO, -2)][..], false),
            (&[(IF, 0), (IF, 0), (END, 0)][..], false),
            // What nobody comes to doesn't count.
            (&[(END, 0), (GOTO, -1)][..], false),
            (&[(GOTO, -1)][..], true),
            (&[(GOTO, 100), (IF, -100)][..], false),
            (&[][..], false),
        ] {
            assert_eq!(has_loop(&code(jumps)), expected, "{jumps:?}");
        }
    }
}
