//! Reading the verifier's log: what it objects to, in which line of C, and what mends it.

mod explanation;
mod line;
mod place;
mod report;
mod steps;

use std::borrow::Cow;
use std::fmt::Write as _;

pub use self::explanation::Explanation;
pub(crate) use self::line::Line;
pub use self::place::Place;
use self::report::Report;
use crate::object::About;

/// Where the C of an object came from, for naming places in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source<'a> {
    /// The Rust file that holds the program's module.
    pub rust_file: &'a str,
    /// The line of that file where inline C starts; 1 if the C is in a file of its own.
    pub start: u32,
}

impl Source<'_> {
    /// The log with the places in inline C as places in the Rust file, and without what a terminal would obey: lines of C
    /// come from the object. The kernel writes a line of C as
    /// `; CODE @ FILE:LINE`, FILE without its directories (since Linux 6.9; before, without the place).
    fn relocated(&self, log: &str) -> String {
        let file = self.rust_file.rsplit('/').next().unwrap_or(self.rust_file);
        let mut relocated = String::with_capacity(log.len());
        for line in log.lines().map(escaped) {
            let place = line
                .starts_with(';')
                .then(|| line.rsplit_once(" @ "))
                .flatten()
                .and_then(|(code, place)| Some((code, place.rsplit_once(':')?)))
                .and_then(|(code, (name, number))| Some((code, name, number.parse::<u32>().ok()?)))
                .filter(|(_, name, _)| *name == file && name.ends_with(".rs"));
            // Writing into a String can't fail.
            let _ = match place {
                Some((code, _, number)) => {
                    let number = number.saturating_add(self.start.saturating_sub(1));
                    writeln!(relocated, "{code} @ {}:{number}", self.rust_file)
                }
                None => writeln!(relocated, "{line}"),
            };
        }
        relocated
    }
}

fn escaped(line: &str) -> String {
    let escape = |c: char| c.is_control() && c != '\t';
    line.chars().fold(String::with_capacity(line.len()), |mut escaped, c| {
        if escape(c) {
            escaped.extend(c.escape_default());
        } else {
            escaped.push(c);
        }
        escaped
    })
}

/// What the verifier objects to in a program, and where.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Rejection {
    /// What the verifier says, in its own words.
    pub message: String,
    /// What that means and what mends it: [`Explanation::of`] the message, else what the kernel suggests itself, since Linux 7.3.
    pub explanation: Option<Cow<'static, str>>,
    /// The C that is objected to, where the object has line information.
    pub place: Option<Place>,
    /// The instruction that is objected to, as in `7: (79) r0 = *(u64 *)(r0 +0)`.
    pub instruction: Option<String>,
    /// What the verifier knows of the registers that the instruction or the message names, as in `R0=map_value(map=counts,ks=4,vs=8)`.
    pub registers: Vec<String>,
    /// The line of C and the instructions that led there: a few lines of the log.
    pub steps: Vec<String>,
    /// The whole log.
    pub log: String,
}

/// An excerpt is to fit a screen together with the rest of an error.
const EXCERPT_LINES: usize = 14;

impl Rejection {
    /// Reads what the verifier wrote about a program of an object. `None` where the log says nothing.
    pub(crate) fn read(log: &str, about: About<'_>, program: &str) -> Option<Self> {
        Self::read_with(log, about.source, || Line::all_of(about.object, program))
    }

    /// Reads what the verifier wrote about C in a file of its own.
    #[cfg(test)]
    pub(crate) fn of_log(log: &str) -> Option<Self> {
        Self::read_with(log, Source { rust_file: "src/main.rs", start: 1 }, Vec::new)
    }

    fn read_with(log: &str, source: Source<'_>, lines: impl FnOnce() -> Vec<Line>) -> Option<Self> {
        let log = source.relocated(log);
        let whole: Vec<&str> =
            log.lines().filter(|line| !line.trim().is_empty() && !is_statistic(line)).collect();
        let (said, report) = Report::taken_out(&whole);
        let after_steps = said.iter().rposition(|line| is_step(line)).map_or(0, |last| last + 1);
        let (steps, message) = said.split_at(after_steps);
        // A log that was cut ends with a step; its last line is the best there is.
        let message = if message.is_empty() { said.last()?.to_string() } else { message.join("; ") };
        let step = steps::objected_to(steps, &message);
        let instruction = step.as_ref().map(|step| step.instruction.to_owned());
        let registers = step.as_ref().map(|step| step.registers(&message)).unwrap_or_default();
        let place = step.as_ref().and_then(|step| Place::of(source, &lines(), step));
        let explanation = Explanation::of(&message).map(|known| Cow::Borrowed(known.text));
        let explanation = explanation.or_else(|| report.text().map(Cow::Owned));
        let steps = excerpt(steps);
        Some(Self { message, explanation, place, instruction, registers, steps, log })
    }

    /// What is shown below the verifier's message: the line of C with a caret, the instruction with what is known of its registers,
    /// and what mends it.
    pub(crate) fn shown(&self) -> String {
        let mut shown = String::new();
        match &self.place {
            Some(place) => {
                shown.extend(["\n", &place.shown()]);
                for line in self.instruction.iter().chain(&self.registers) {
                    shown.extend(["\n    ", line]);
                }
            }
            None => self.steps.iter().for_each(|step| shown.extend(["\n    ", step])),
        }
        if let Some(explanation) = &self.explanation {
            shown.extend(["\nhelp: ", explanation]);
        }
        shown
    }
}

/// The last line of C and what comes after it.
fn excerpt(steps: &[&str]) -> Vec<String> {
    let code = steps.iter().rposition(|line| line.starts_with(';')).unwrap_or(steps.len());
    let start = code.max(steps.len().saturating_sub(EXCERPT_LINES));
    let mut excerpt = Vec::new();
    if start > code
        && let Some(code) = steps.get(code)
    {
        excerpt.extend([(*code).to_owned(), "...".to_owned()]);
    }
    excerpt.extend(steps.iter().skip(start).map(|&line| line.to_owned()));
    excerpt
}

/// Lines in which the verifier sums up what the check has cost.
fn is_statistic(line: &str) -> bool {
    ["processed ", "verification time ", "stack depth ", "max_states_per_insn ", "insns_processed "]
        .iter()
        .any(|start| line.starts_with(start))
}

/// Lines in which the verifier tells what it looks at, as opposed to what it says about it: instructions and register
/// states (`12: ...`), lines of C (`; ...`), jumps (`from 1 to 2: ...`) and backtracking.
fn is_step(line: &str) -> bool {
    let number = line.bytes().take_while(u8::is_ascii_digit).count();
    (number > 0 && line[number..].starts_with(':'))
        || [
            ";",
            " R",
            "from ",
            "mark_precise:",
            "last_idx ",
            "regs=",
            "parent ",
            "func#",
            "Live regs before",
            "Validating ",
        ]
        .iter()
        .any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: Source<'_> = Source { rust_file: "src/tools/main.rs", start: 30 };

    /// Written by Linux 6.18 for a program that reads through a number.
    const LOG: &str = "\
0: R1=ctx() R10=fp0
; u64 *p = (u64 *)bpf_get_current_pid_tgid(); @ main.rs:5
0: (85) call bpf_get_current_pid_tgid#14      ; R0=scalar()
; return *p; @ main.rs:7
1: (79) r0 = *(u64 *)(r0 +0)
R0 invalid mem access 'scalar'
processed 2 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
";

    #[test]
    fn a_rejection_shows_what_the_verifier_said_and_the_line_of_c() {
        let rejection = Rejection::read_with(LOG, SOURCE, Vec::new).unwrap();
        assert_eq!(rejection.message, "R0 invalid mem access 'scalar'");
        assert_eq!(rejection.steps, ["; return *p; @ src/tools/main.rs:36", "1: (79) r0 = *(u64 *)(r0 +0)"]);
        assert!(
            rejection.log.contains("; u64 *p = (u64 *)bpf_get_current_pid_tgid(); @ src/tools/main.rs:34\n")
        );
        assert!(rejection.log.ends_with("mark_read 0\n"));
    }

    #[test]
    fn places_in_c_files_stay_as_they_are() {
        let log = LOG.replace("main.rs", "hello.bpf.c");
        let rejection = Rejection::read_with(&log, SOURCE, Vec::new).unwrap();
        assert_eq!(rejection.steps[0], "; return *p; @ hello.bpf.c:7");
    }

    #[test]
    fn what_a_terminal_would_obey_is_escaped() {
        let log = LOG
            .replace("return *p;", "return\t*p; // \u{1b}]0;x\u{7}\u{9b}2J\r")
            .replace("R0 inv", "\u{1b}[2JR0 inv");
        let rejection = Rejection::read_with(&log, SOURCE, Vec::new).unwrap();
        assert_eq!(rejection.message, r"\u{1b}[2JR0 invalid mem access 'scalar'");
        let code = "; return\t*p; // \\u{1b}]0;x\\u{7}\\u{9b}2J\\r @ src/tools/main.rs:36";
        assert_eq!(rejection.steps[0], code);
        assert!(!rejection.log.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n')));
    }

    #[test]
    fn a_kernel_that_knows_no_places_shows_the_code() {
        let log = LOG.replace(" @ main.rs:7", "");
        assert_eq!(Rejection::read_with(&log, SOURCE, Vec::new).unwrap().steps[0], "; return *p;");
    }

    #[test]
    fn a_message_of_several_lines_is_kept_whole() {
        let log = "0: (b7) r0 = 0\ninvalid access to map value, value_size=4 off=8 size=4\n\
                   R0 min value is outside of the allowed memory range\nprocessed 1 insns";
        let rejection = Rejection::read_with(log, SOURCE, Vec::new).unwrap();
        assert_eq!(
            rejection.message,
            "invalid access to map value, value_size=4 off=8 size=4; \
             R0 min value is outside of the allowed memory range"
        );
    }

    #[test]
    fn a_long_way_from_the_line_of_c_is_cut() {
        let steps: String = (0..100).map(|at| format!("{at}: (b7) r0 = {at}\n")).collect();
        let log = format!("; for (;;) @ x.bpf.c:1\n{steps}too bad\n");
        let steps = Rejection::read_with(&log, SOURCE, Vec::new).unwrap().steps;
        assert_eq!(steps[..3], ["; for (;;) @ x.bpf.c:1", "...", "86: (b7) r0 = 86"]);
        assert_eq!(steps.last().unwrap(), "99: (b7) r0 = 99");
    }

    #[test]
    fn an_empty_log_is_no_rejection() {
        for log in ["", "\n", "processed 0 insns (limit 1000000) max_states_per_insn 0"] {
            assert!(Rejection::read_with(log, SOURCE, Vec::new).is_none(), "{log:?}");
        }
    }

    #[test]
    fn whatever_a_verifier_says_is_shown_in_a_few_lines_without_control_characters() {
        let other = "func#0 @0\n0: R1=ctx() R10=fp0\n; for (;;) @ main.rs:4294967295\nfrom 1 to 2: safe\n\
                     12: (85) call unknown#195896080\ninvalid func unknown#195896080\nprocessed 2 insns (limit 1000000)\n";
        let mut rejections = 0;
        for log in crate::hostile::texts(&[LOG, other], 4000) {
            let Some(rejection) = Rejection::read_with(&log, SOURCE, Vec::new) else { continue };
            assert!(rejection.steps.len() <= EXCERPT_LINES + 2);
            for text in rejection.steps.iter().chain([&rejection.message, &rejection.log]) {
                assert!(!text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n')), "{text:?}");
            }
            rejections += 1;
        }
        assert!(rejections > 3000);
    }
}
