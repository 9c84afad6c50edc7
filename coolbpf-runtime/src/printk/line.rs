//! A line of tracefs' `trace_pipe`.
//!
//! `trace_print_context()` in `kernel/trace/trace_output.c` writes what stands before the text: the name of the task in 16 columns, `-`, the
//! thread's number, with `record-tgid` the process's in parentheses, the CPU in brackets, with `irq-info` letters about interrupts, and the time.

use std::fmt;
use std::time::Duration;

use crate::messages::escaped;

/// A line that a program printed with `bpf_printk`: [`printk`](crate::printk()).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PrintkLine {
    /// The name of the thread that the program ran in; `<idle>`, or `<...>` where the kernel has forgotten it.
    pub task: String,
    /// The thread's number, as the first PID namespace has it; 0 where the CPU was idle.
    pub tid: u32,
    /// The CPU.
    pub cpu: u32,
    /// When: the monotonic clock (`bpf_ktime_get_ns`), to the microsecond. Of the [shared](crate::Printk::is_shared) pipe, the clock that is
    /// chosen for it, and `None` if that does not count seconds.
    pub time: Option<Duration>,
    /// The text. Control characters are escaped, but for tabs; what isn't UTF-8 becomes `U+FFFD`.
    pub text: String,
}

impl fmt::Display for PrintkLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{} [{}] ", self.task, self.tid, self.cpu)?;
        if let Some(time) = self.time {
            write!(f, "{}.{:06}: ", time.as_secs(), time.subsec_micros())?;
        }
        f.write_str(&self.text)
    }
}

/// Who printed the line before.
#[derive(Debug, Default)]
pub(super) struct Parser {
    /// Without text; `None` where it was no program.
    before: Option<PrintkLine>,
}

/// What a line is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Parsed {
    /// A program's.
    Line(PrintkLine),
    /// So many events found no room before this.
    Lost(u64),
    /// Somebody else's, or empty.
    Other,
}

impl Parser {
    /// A text of several lines has all but the first without what else stands before it: those are given as the same program's.
    pub(super) fn line(&mut self, line: &[u8]) -> Parsed {
        if let Some(lost) = lost(line) {
            return Parsed::Lost(lost);
        }
        let text = match of_event(line) {
            Some((origin, event)) => {
                let text = text_of_program(event);
                self.before = text.is_some().then_some(origin);
                text
            }
            None => Some(line),
        };
        match (&self.before, text) {
            (Some(origin), Some(text)) if !text.is_empty() => {
                Parsed::Line(PrintkLine { text: shown(text), ..origin.clone() })
            }
            _ => Parsed::Other,
        }
    }
}

/// `CPU:3 [LOST 512 EVENTS]`
fn lost(line: &[u8]) -> Option<u64> {
    let (cpu, rest) = number(line.strip_prefix(b"CPU:")?)?;
    let (lost, rest) = number(rest.strip_prefix(b" [LOST ")?)?;
    u32::try_from(cpu).ok()?;
    (rest == b" EVENTS]").then_some(lost)
}

/// Where a line comes from, and what is behind the time: `` `            cat-123     [000] d..2.  4321.123456: bpf_trace_printk: text` ``
fn of_event(line: &[u8]) -> Option<(PrintkLine, &[u8])> {
    /// `TASK_COMM_LEN`: a name has at most 15 bytes, and is filled up in front. It may hold whatever it likes.
    const NAME: usize = 16;

    let (name, rest) = line.split_at_checked(NAME)?;
    let (tid, rest) = number(rest.strip_prefix(b"-")?)?;
    let mut rest = rest.trim_ascii_start();
    if rest.starts_with(b"(") {
        let end = rest.iter().position(|byte| *byte == b')')?;
        rest = rest.get(end + 1..)?.trim_ascii_start();
    }
    let (cpu, rest) = number(rest.strip_prefix(b"[")?)?;
    let rest = rest.strip_prefix(b"]")?;
    let (time, rest) = match word(rest)? {
        (letters, rest) if !letters.ends_with(b":") => word(rest)?,
        time => time,
    };
    let time = time.strip_suffix(b":")?;
    let origin = PrintkLine {
        task: shown(name.trim_ascii_start()),
        tid: u32::try_from(tid).ok()?,
        cpu: u32::try_from(cpu).ok()?,
        time: seconds(time)?,
        text: String::new(),
    };
    Some((origin, rest.strip_prefix(b" ").unwrap_or(rest)))
}

/// The text, if a program printed it: behind the name of the event, or before Linux 5.9 (ac5a72ea5c89) behind an address that is none, 0 or 1.
fn text_of_program(event: &[u8]) -> Option<&[u8]> {
    let end = event.iter().position(|byte| *byte == b':')?;
    let (label, rest) = event.split_at_checked(end)?;
    let number = label.strip_prefix(b"0x").unwrap_or(label);
    let is_none = number
        .split_last()
        .is_some_and(|(last, rest)| matches!(last, b'0' | b'1') && rest.iter().all(|digit| *digit == b'0'));
    let text = rest.strip_prefix(b":")?;
    (label == b"bpf_trace_printk" || is_none).then(|| text.strip_prefix(b" ").unwrap_or(text))
}

/// `12.345678`, or what another clock counts. Nothing if it is neither.
#[allow(clippy::option_option)]
fn seconds(text: &[u8]) -> Option<Option<Duration>> {
    const DIGITS: usize = 9;

    let (seconds, rest) = number(text)?;
    if rest.is_empty() {
        return Some(None);
    }
    let fraction = rest.strip_prefix(b".")?;
    let (value, rest) = number(fraction)?;
    let scale = u32::try_from(DIGITS.checked_sub(fraction.len())?).ok()?;
    let nanoseconds = u32::try_from(value.checked_mul(10_u64.checked_pow(scale)?)?).ok()?;
    rest.is_empty().then_some(Some(Duration::new(seconds, nanoseconds)))
}

/// The number that a text starts with, and the rest.
fn number(text: &[u8]) -> Option<(u64, &[u8])> {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((std::str::from_utf8(digits).ok()?.parse().ok()?, rest))
}

/// The first word, and the rest.
fn word(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let text = text.trim_ascii_start();
    let end = text.iter().position(|byte| *byte == b' ')?;
    text.split_at_checked(end)
}

fn shown(text: &[u8]) -> String {
    escaped(&String::from_utf8_lossy(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostile::{self, Random};

    fn parse(text: &str) -> Vec<Parsed> {
        let mut parser = Parser::default();
        text.lines().map(|line| parser.line(line.as_bytes())).collect()
    }

    fn line(task: &str, tid: u32, cpu: u32, time: Option<(u64, u32)>, text: &str) -> Parsed {
        let time = time.map(|(seconds, nanoseconds)| Duration::new(seconds, nanoseconds));
        Parsed::Line(PrintkLine { task: task.into(), tid, cpu, time, text: text.into() })
    }

    #[test]
    fn lines_of_all_kernels_are_read() {
        let cases = [
            (
                "             cat-1234    [001] d..21  4321.000123: bpf_trace_printk: hello",
                line("cat", 1234, 1, Some((4321, 123_000)), "hello"),
            ),
            // Before 5.9, by another clock, without letters, and with the number of the process.
            (
                "           <...>-7     [000] d...  12.345678: 0: hello",
                line("<...>", 7, 0, Some((12, 345_678_000)), "hello"),
            ),
            (
                "          <idle>-0       [063] ..s.     0.000001: 0x00000001: a: b",
                line("<idle>", 0, 63, Some((0, 1000)), "a: b"),
            ),
            (
                " a-1 [000] x: 0:-12      (     12) [003] 99887766: bpf_trace_printk:  two",
                line("a-1 [000] x: 0:", 12, 3, None, " two"),
            ),
            (
                "             cat-12      (-------) [003] d..1. 1.5: bpf_trace_printk: \u{1b}[2J\tx",
                line("cat", 12, 3, Some((1, 500_000_000)), "\\u{1b}[2J\tx"),
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_follows_on_a_line_is_of_the_same_program_and_others_lines_are_left_out() {
        let text = "            bash-1       [000] d..1. 1.000000: bpf_trace_printk: one\ntwo\n\n\
                    CPU:0 [LOST 12 EVENTS]\n            bash-1       [000] d..1. 2.000000: sched_switch: x\nthree\n";
        let one = |text: &str| line("bash", 1, 0, Some((1, 0)), text);
        let expected =
            [one("one"), one("two"), Parsed::Other, Parsed::Lost(12), Parsed::Other, Parsed::Other];
        assert_eq!(parse(text), expected);
        assert_eq!(parse("three\n"), [Parsed::Other]);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut random = Random(7);
        for text in hostile::texts(&["hello", "a: b [001] -1", "bpf_trace_printk: 0"], 2000) {
            let text = text.replace('\n', " ");
            let name: String = text.chars().filter(char::is_ascii).take(15).collect();
            let (tid, cpu, micros) = (random.below(1 << 22), random.below(4096), random.below(1_000_000));
            let seconds = random.below(1 << 30);
            let written = format!(
                "{name:>16}-{tid:<7} [{cpu:03}] d..2. {seconds:>5}.{micros:06}: bpf_trace_printk: {text}"
            );
            let parsed = Parser::default().line(written.as_bytes());
            if text.is_empty() {
                assert_eq!(parsed, Parsed::Other);
                continue;
            }
            let time = Some((seconds as u64, micros as u32 * 1000));
            let expected = line(
                &escaped(name.trim_start_matches([' ', '\t', '\r'])),
                tid as u32,
                cpu as u32,
                time,
                &escaped(&text),
            );
            assert_eq!(parsed, expected, "{written:?}");
        }
    }

    #[test]
    fn no_text_makes_a_line_that_a_terminal_obeys() {
        let seeds = [
            "             cat-1234    [001] d..21  4321.000123: bpf_trace_printk: hello",
            "          <idle>-0       (-------) [063] ..s.     0.000001: 0x00000001: a: b",
            "CPU:0 [LOST 12 EVENTS]",
        ];
        let mut parser = Parser::default();
        for text in hostile::texts(&seeds, 5000) {
            if let Parsed::Line(line) = parser.line(text.as_bytes()) {
                let shown = line.to_string();
                assert!(!shown.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')), "{shown:?}");
            }
        }
    }
}
