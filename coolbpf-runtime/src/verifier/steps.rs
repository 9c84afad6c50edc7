//! The steps of a verifier's log: instructions, and what is known of registers.

/// The step that the verifier objects to, with those before it.
#[derive(Debug)]
pub(super) struct Step<'a> {
    /// The instruction's index in the program.
    pub(super) index: u32,
    /// As the log shows it, without what follows from it.
    pub(super) instruction: &'a str,
    /// The last line of C that is shown, as in `; CODE @ FILE:LINE`, and before Linux 6.9 `; CODE`; and the index of the first
    /// instruction below it. After a jump that may be another line than this instruction's.
    pub(super) code: Option<(&'a str, u32)>,
    /// The steps before it.
    before: &'a [&'a str],
}

/// The instruction that `message` is about: the one that it names, else the last that was looked at.
pub(super) fn objected_to<'a>(steps: &'a [&'a str], message: &str) -> Option<Step<'a>> {
    let named = named_instruction(message);
    let last = |wanted: Option<u32>| {
        steps.iter().enumerate().rev().find_map(|(at, line)| {
            let (index, instruction) = instruction(line)?;
            wanted.is_none_or(|wanted| wanted == index).then_some((at, index, instruction))
        })
    };
    let (at, index, instruction) = named.and_then(|index| last(Some(index))).or_else(|| last(None))?;
    let before = steps.get(..at).unwrap_or_default();
    let code = before.iter().rposition(|line| line.starts_with(';')).and_then(|code| {
        let first = steps.get(code..)?.iter().find_map(|line| self::instruction(line));
        Some((*before.get(code)?, first.map_or(index, |(first, _)| first)))
    });
    Some(Step { index, instruction, code, before })
}

/// As in `infinite loop detected at insn 5` and `back-edge from insn 7 to 3`.
fn named_instruction(message: &str) -> Option<u32> {
    let (_, rest) = [" at insn ", "from insn "].iter().find_map(|words| message.split_once(words))?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest.get(..digits)?.parse().ok()
}

/// The index and the text of an instruction, as in `7: (79) r0 = *(u64 *)(r0 +0)  ; R0=scalar()`.
fn instruction(line: &str) -> Option<(u32, &str)> {
    let (index, rest) = line.split_once(": (")?;
    let index = index.parse().ok()?;
    let text = rest.split("; ").next().unwrap_or(rest);
    // A jump is followed by the state where it leads to, as in `goto pc+4 13: R0=...`.
    let text = match text.split_once(" goto pc") {
        Some((_, after)) => {
            let jump = after.split(' ').next().unwrap_or(after);
            let length = text.len() - after.len() + jump.len();
            text.get(..length).unwrap_or(text)
        }
        None => text,
    };
    let length = line.len() - rest.len() + text.trim_end().len();
    line.get(..length).map(|text| (index, text))
}

/// The longest state of a register that is shown.
const LONGEST_STATE: usize = 160;

impl Step<'_> {
    /// What is known of the registers that the instruction or the message names, those of the message first.
    pub(super) fn registers(&self, message: &str) -> Vec<String> {
        let mut numbers = registers_in(message, &['R']);
        for number in registers_in(self.instruction, &['r', 'w']) {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers.into_iter().filter_map(|number| self.state(number)).collect()
    }

    fn state(&self, number: u8) -> Option<String> {
        let name = format!("R{number}");
        for line in self.before.iter().rev() {
            if let Some(state) = state_in(line, &name) {
                let short = state.char_indices().nth(LONGEST_STATE).and_then(|(end, _)| state.get(..end));
                return Some(match short {
                    Some(short) => format!("{name}={short}..."),
                    None => format!("{name}={state}"),
                });
            }
            // From here on, all that is known has been written down.
            if line.starts_with("from ") {
                return None;
            }
        }
        None
    }
}

/// The numbers of the registers that a text names by one of some letters, as in `R0` and `w3`.
fn registers_in(text: &str, letters: &[char]) -> Vec<u8> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let number = |word: &str| word.strip_prefix(letters)?.parse().ok().filter(|number| *number <= 10);
    let mut numbers = Vec::new();
    for number in words.filter_map(number) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
}

/// What a line says of a register: `scalar(umax=63)` of `R0=ctx() R1_w=scalar(umax=63) R10=fp0` for `R1`.
fn state_in<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = line;
    loop {
        let at = rest.find(name)?;
        let (before, after) = (rest.get(..at)?, rest.get(at + name.len()..)?);
        let mark = after.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_').count();
        let state = after.get(mark..)?.strip_prefix('=');
        if let Some(state) = state
            && before.chars().next_back().is_none_or(|c| !c.is_ascii_alphanumeric())
        {
            return state.get(..length_of_state(state));
        }
        rest = after;
    }
}

/// Up to the first space that is not within parentheses.
fn length_of_state(state: &str) -> usize {
    let mut depth = 0_u32;
    for (at, byte) in state.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b' ' if depth == 0 => return at,
            _ => {}
        }
    }
    state.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instruction_is_told_from_what_follows_from_it() {
        for (line, read) in [
            (
                "0: (85) call bpf_get_current_task#35          ; R0=scalar()",
                "0: (85) call bpf_get_current_task#35",
            ),
            (
                "8: (26) if w1 > 0x64 goto pc+4 13: R0=ringbuf_mem(ref_obj_id=2,sz=8) refs=2",
                "8: (26) if w1 > 0x64 goto pc+4",
            ),
            ("1: (79) r0 = *(u64 *)(r0 +0)", "1: (79) r0 = *(u64 *)(r0 +0)"),
        ] {
            assert_eq!(instruction(line).unwrap().1, read);
        }
        assert_eq!(instruction("13: R0=ringbuf_mem()"), None);
        assert_eq!(instruction("; x(a: (b))"), None);
    }

    #[test]
    fn a_register_s_state_is_the_last_that_was_written_down() {
        let steps = [
            "0: R1=ctx(id=0,off=0,imm=0) R10=fp0",
            "0: (85) call bpf_map_lookup_elem#1",
            "1: R0_w=map_value_or_null(id=1,off=0,ks=4,vs=64,imm=0) R10=fp0",
            "; return *value;",
            "1: (79) r0 = *(u64 *)(r0 +0)",
        ];
        let step = objected_to(&steps, "R0 invalid mem access 'map_value_or_null'").unwrap();
        assert_eq!((step.index, step.code), (1, Some(("; return *value;", 1))));
        assert_eq!(step.registers(""), ["R0=map_value_or_null(id=1,off=0,ks=4,vs=64,imm=0)"]);
        assert_eq!(
            step.registers("R1 too"),
            ["R1=ctx(id=0,off=0,imm=0)", "R0=map_value_or_null(id=1,off=0,ks=4,vs=64,imm=0)"]
        );
    }

    #[test]
    fn what_was_known_on_another_way_is_not_taken_for_what_is_known_here() {
        let steps = ["0: (b7) r7 = 1 ; R7=1", "from 1 to 3: R1=ctx() R10=fp0", "3: (bf) r0 = r7"];
        assert!(objected_to(&steps, "R7 !read_ok").unwrap().registers("R7 !read_ok").is_empty());
    }

    #[test]
    fn a_message_may_name_the_instruction() {
        let steps = ["5: (63) *(u32 *)(r10 -4) = r0", "8: (a6) if w1 < 0xa goto pc-4", "; x"];
        assert_eq!(objected_to(&steps, "infinite loop detected at insn 5").unwrap().index, 5);
        assert_eq!(objected_to(&steps, "back-edge from insn 5 to 2").unwrap().index, 5);
        assert_eq!(objected_to(&steps, "at insn 99").unwrap().index, 8);
    }
}
