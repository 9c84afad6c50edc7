//! Whether a program has a loop, as `check_cfg` of the verifier looked for one before Linux 5.3.

/// What the verifier says of the first jump back that is found; `None` where there is none, or where the instructions make no sense, which
/// the verifier tells itself.
pub fn objection(bytes: &[u8]) -> Option<String> {
    let instructions: Vec<&[u8]> = bytes.chunks_exact(8).collect();
    let mut state = vec![State::New; instructions.len()];
    // Each function by itself: a call of one that is being walked is recursion, which the verifier refuses in other words.
    let mut functions = vec![0];
    let mut next = 0;
    while let Some(function) = functions.get(next).copied() {
        next += 1;
        let mut path = vec![(function, 0)];
        while let Some((at, branch)) = path.pop() {
            let Some(targets) = instructions.get(at).map(|instruction| targets(instruction, at)) else {
                continue;
            };
            if branch == 0 {
                if *state.get(at)? == State::Done {
                    continue;
                }
                *state.get_mut(at)? = State::Open;
                functions.extend(targets.called.filter(|called| state.get(*called) == Some(&State::New)));
            }
            let Some(target) = targets.next.get(branch).copied().flatten() else {
                if branch < targets.next.len() {
                    path.push((at, branch + 1));
                } else {
                    *state.get_mut(at)? = State::Done;
                }
                continue;
            };
            path.push((at, branch + 1));
            match state.get(target) {
                Some(State::Open) => return Some(format!("back-edge from insn {at} to {target}\n")),
                Some(State::New) => path.push((target, 0)),
                _ => {}
            }
        }
    }
    None
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Where an instruction leads.
pub struct Targets {
    pub next: [Option<usize>; 2],
    /// A function that is called, or whose address is taken.
    pub called: Option<usize>,
}

pub fn targets(instruction: &[u8], at: usize) -> Targets {
    let [code, registers, low, high, imm @ ..] = instruction else {
        return Targets { next: [None; 2], called: None };
    };
    let by = |distance: i64| usize::try_from(at as i64 + 1 + distance).ok();
    let offset = i64::from(i16::from_le_bytes([*low, *high]));
    let immediate = i64::from(i32::from_le_bytes(imm.try_into().unwrap_or_default()));
    let (next, called) = match code {
        // The address of a function, and any other load of 64 bits: two slots.
        0x18 => ([by(1), None], (registers >> 4 == 4).then(|| by(immediate)).flatten()),
        0x85 => ([by(0), None], (registers >> 4 == 1).then(|| by(immediate)).flatten()),
        0x95 => ([None, None], None),
        0x05 => ([by(offset), None], None),
        0x06 => ([by(immediate), None], None),
        // The other jumps of the classes JMP and JMP32.
        _ if matches!(code & 7, 5 | 6) => ([by(0), by(offset)], None),
        _ => ([by(0), None], None),
    };
    Targets { next, called }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(instructions: &[[u8; 8]]) -> Option<String> {
        objection(&instructions.concat())
    }

    const fn jump(code: u8, by: i16) -> [u8; 8] {
        let [low, high] = by.to_le_bytes();
        [code, 1, low, high, 0, 0, 0, 0]
    }

    const MOVE: [u8; 8] = [0xb7, 0, 0, 0, 0, 0, 0, 0];
    const EXIT: [u8; 8] = [0x95, 0, 0, 0, 0, 0, 0, 0];
    const LOAD: [u8; 8] = [0x18, 0, 0, 0, 0, 0, 0, 0];

    #[test]
    fn jumps_back_to_what_leads_to_them_are_loops() {
        assert_eq!(found(&[MOVE, jump(0x15, -2), EXIT]), Some("back-edge from insn 1 to 0\n".to_owned()));
        assert_eq!(
            found(&[LOAD, [0; 8], jump(0x15, -3), EXIT]),
            Some("back-edge from insn 2 to 0\n".to_owned())
        );
        assert_eq!(found(&[jump(0x05, -1)]), Some("back-edge from insn 0 to 0\n".to_owned()));
    }

    #[test]
    fn jumps_back_to_what_does_not_lead_to_them_are_none() {
        // 0 -> 2 or 1; 2 -> 1: back, but 1 leads to the end only.
        assert_eq!(found(&[jump(0x15, 1), EXIT, jump(0x05, -2)]), None);
        assert_eq!(found(&[MOVE, EXIT]), None);
    }

    #[test]
    fn functions_that_are_called_are_looked_at_and_calls_are_no_jumps() {
        let call = [0x85, 0x10, 0, 0, 1, 0, 0, 0];
        let looping = [call, EXIT, MOVE, jump(0x15, -2), EXIT];
        assert_eq!(found(&looping), Some("back-edge from insn 3 to 2\n".to_owned()));
        assert_eq!(found(&[[0x85, 0x10, 0, 0, 0xff, 0xff, 0xff, 0xff], EXIT]), None, "recursion");
    }

    #[test]
    fn instructions_that_make_no_sense_are_passed_over() {
        assert_eq!(found(&[]), None);
        assert_eq!(found(&[jump(0x05, 9000)]), None);
        assert_eq!(found(&[jump(0x15, -9000), LOAD]), None);
        assert_eq!(objection(&[0xff; 13]), None);
    }
}
