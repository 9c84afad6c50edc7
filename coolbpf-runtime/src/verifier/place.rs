//! Where in the user's C something is.

use super::steps::Step;
use super::{Line, Source, escaped};

/// A place in C, with the line that stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The file: the Rust file for inline C.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
    /// Where in the line, in bytes, counted from 1; 0 where that isn't known.
    pub column: u32,
    /// The line's text.
    pub text: String,
}

impl Place {
    /// Where the C of a step is: by the instruction's index, unless the line that the log shows is found at another one, as where
    /// coolbpf has changed the instructions.
    pub(super) fn of(source: Source<'_>, lines: &[Line], step: &Step<'_>) -> Option<Self> {
        let line_of = |index| {
            let at = lines.partition_point(|line| line.instruction <= index);
            at.checked_sub(1).and_then(|at| lines.get(at))
        };
        let line = match step.code {
            None => line_of(step.index),
            Some((code, first)) => {
                let code = code.trim_start_matches(';');
                // Since Linux 6.9 with the place behind it.
                let said = code.rsplit_once(" @ ").map_or(code, |(code, _)| code).trim();
                let is_said = |line: &&Line| escaped(&line.text).trim() == said;
                match line_of(first).filter(is_said) {
                    Some(_) => line_of(step.index),
                    None => only(lines.iter().filter(is_said)),
                }
            }
        }?;
        let is_inline = line.file.rsplit('/').next() == source.rust_file.rsplit('/').next();
        let (file, number) = if is_inline && source.rust_file.ends_with(".rs") {
            (source.rust_file, line.line.saturating_add(source.start.saturating_sub(1)))
        } else {
            (line.file.strip_prefix("./").unwrap_or(&line.file), line.line)
        };
        Some(Self { file: escaped(file), line: number, column: line.column, text: escaped(&line.text) })
    }

    /// The place, and below it the line with a caret.
    pub(super) fn shown(&self) -> String {
        let Self { file, line, column, text } = self;
        let shown = text.trim_start().replace('\t', " ");
        let indented = text.len() - text.trim_start().len();
        let before = (*column as usize).checked_sub(1 + indented);
        let caret = before.and_then(|before| text.trim_start().get(..before)).map(|before| {
            // As wide as what stands before it, whatever that is.
            format!("\n    {}^", before.chars().map(|_| ' ').collect::<String>())
        });
        let column = if *column > 0 { format!(":{column}") } else { String::new() };
        format!("  --> {file}:{line}{column}\n    {}{}", shown.trim_end(), caret.unwrap_or_default())
    }
}

/// The first, where all are of one line of C.
fn only<'a>(mut lines: impl Iterator<Item = &'a Line>) -> Option<&'a Line> {
    let first = lines.next()?;
    lines.all(|line| (&line.file, line.line) == (&first.file, first.line)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::super::steps::objected_to;
    use super::*;

    const SOURCE: Source<'_> = Source { rust_file: "src/tools/main.rs", start: 30 };

    fn line(instruction: u32, file: &str, line: u32, column: u32, text: &str) -> Line {
        Line { instruction, file: file.into(), line, column, text: text.into() }
    }

    #[test]
    fn a_place_is_shown_with_a_caret() {
        let lines = [line(0, "main.rs", 5, 2, "\tu64 *p = f();"), line(1, "main.rs", 7, 9, "\treturn *p;")];
        let steps = ["; return *p; @ src/tools/main.rs:36", "1: (79) r0 = *(u64 *)(r0 +0)"];
        let place = Place::of(SOURCE, &lines, &objected_to(&steps, "").unwrap()).unwrap();
        assert_eq!(place.shown(), "  --> src/tools/main.rs:36:9\n    return *p;\n           ^");
    }

    #[test]
    fn kernels_that_tell_no_lines_are_helped_by_the_index() {
        let lines = [line(0, "x.bpf.c", 5, 2, "\ta();"), line(3, "x.bpf.c", 7, 0, "\tb();")];
        let steps = ["4: (95) exit"];
        let place = Place::of(SOURCE, &lines, &objected_to(&steps, "").unwrap()).unwrap();
        assert_eq!((place.file.as_str(), place.line), ("x.bpf.c", 7));
        assert_eq!(place.shown(), "  --> x.bpf.c:7\n    b();");
    }

    #[test]
    fn where_instructions_have_moved_the_line_that_is_shown_counts() {
        let lines = [line(0, "x.bpf.c", 5, 2, "\ta();"), line(3, "x.bpf.c", 7, 2, "\tb();")];
        let steps = ["; a();", "9: (95) exit"];
        assert_eq!(Place::of(SOURCE, &lines, &objected_to(&steps, "").unwrap()).unwrap().line, 5);
        let steps = ["; c();", "9: (95) exit"];
        assert_eq!(Place::of(SOURCE, &lines, &objected_to(&steps, "").unwrap()), None);
        // Which of two lines with the same text is meant can't be told.
        let other = line(1, "x.bpf.c", 9, 2, "\ta();");
        let lines = [lines[0].clone(), other, lines[1].clone()];
        let steps = ["; a();", "9: (95) exit"];
        assert_eq!(Place::of(SOURCE, &lines, &objected_to(&steps, "").unwrap()), None);
    }

    #[test]
    fn a_column_that_is_beyond_the_line_has_no_caret() {
        for column in [0, 1, 99, 1023] {
            let place = Place { file: "x".into(), line: 1, column, text: "  é = ü;".into() };
            assert!(!place.shown().contains('^'), "{column}");
        }
    }
}
