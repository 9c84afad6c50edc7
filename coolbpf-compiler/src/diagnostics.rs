//! Reading what clang says.

use std::collections::HashMap;

use coolbpf_contract::{Diagnostic, Level, SourcePath};

use crate::job;

/// The words that clang puts before a message, and what they mean here.
const LEVELS: [(&str, Level); 5] = [
    ("fatal error", Level::Error),
    ("error", Level::Error),
    ("warning", Level::Warning),
    ("note", Level::Note),
    ("remark", Level::Note),
];

/// The most diagnostics that are kept beside errors, of which clang itself gives no more than 20.
const MOST: usize = 100;
/// The most of all; a source can have clang write lines that look like errors.
const MOST_OF_ALL: usize = 200;
/// The most bytes that they have together.
const MOST_BYTES: usize = 256 << 10;
/// The most notes that an error keeps, however many are left out elsewhere.
const MOST_NOTES_OF_ERROR: usize = 10;
/// The most characters of a message, a path or a source line.
const MOST_CHARACTERS: usize = 1000;

/// The diagnostics among the lines of clang's standard error.
///
/// `source` gives the text of a file that clang names, for the snippets, with what the file is known by.
pub(crate) fn parse<'a>(
    stderr: &str,
    source: impl Fn(&str) -> Option<(String, &'a [u8])>,
) -> Vec<Diagnostic> {
    let mut texts = Texts::default();
    let mut kept: Vec<Diagnostic> = Vec::new();
    let (mut notes_to_keep, mut bytes) = (0, 0);
    for line in stderr.lines() {
        let Some((place, level, message)) = split(line) else { continue };
        match level {
            Level::Error => notes_to_keep = MOST_NOTES_OF_ERROR,
            Level::Warning => notes_to_keep = 0,
            Level::Note => {}
        }
        if kept.len() >= MOST && level != Level::Error {
            match notes_to_keep.checked_sub(1) {
                Some(rest) if level == Level::Note => notes_to_keep = rest,
                _ => continue,
            }
        }
        let (path, line, column) = place.unwrap_or(("", 0, 0));
        let diagnostic = Diagnostic {
            file: plain(&job::readable(path)),
            line,
            column,
            level,
            message: plain(&job::without_paths_of_clang(message)),
            snippet: texts.line(path, line, &source),
        };
        bytes += diagnostic.file.len() + diagnostic.message.len() + diagnostic.snippet.len();
        if kept.len() >= MOST_OF_ALL || bytes > MOST_BYTES {
            break;
        }
        kept.push(diagnostic);
    }
    kept
}

/// The files that diagnostics name.
#[derive(Default)]
struct Texts<'a> {
    /// What a path that clang names stands for.
    names: HashMap<String, Option<String>>,
    files: HashMap<String, Text<'a>>,
}

/// A text, and where its lines begin.
struct Text<'a> {
    bytes: &'a [u8],
    lines: Vec<usize>,
}

impl<'a> Texts<'a> {
    /// A line of the file at `path`, without what follows a length that nobody reads.
    fn line(&mut self, path: &str, line: u32, source: impl Fn(&str) -> Option<(String, &'a [u8])>) -> String {
        if !self.names.contains_key(path) {
            let found = source(path).map(|(name, bytes)| {
                // One file can be named in many ways.
                self.files.entry(name.clone()).or_insert_with(|| Text::of(bytes));
                name
            });
            self.names.insert(path.to_owned(), found);
        }
        let file = self.names.get(path).and_then(|name| self.files.get(name.as_ref()?));
        file.and_then(|text| text.line(line)).unwrap_or_default()
    }
}

impl<'a> Text<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        Self { bytes, lines }
    }

    fn line(&self, number: u32) -> Option<String> {
        let index = (number as usize).checked_sub(1)?;
        let start = *self.lines.get(index)?;
        let end = self.lines.get(index + 1).map_or(self.bytes.len(), |next| next - 1);
        // Four bytes are the most that a character has.
        let line = self.bytes.get(start..end.min(start + 4 * MOST_CHARACTERS))?;
        Some(plain(String::from_utf8_lossy(line).trim_end()))
    }
}

/// The text as it can be shown on any terminal: cut, and without characters that move the cursor or turn the direction
/// of writing.
pub(crate) fn plain(text: &str) -> String {
    let steers = |c: char| {
        (c.is_control() && c != '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .take(MOST_CHARACTERS)
        .map(|c| if steers(c) { char::REPLACEMENT_CHARACTER } else { c })
        .collect()
}

/// An error about all of `main`, which has no line of its own.
pub(crate) fn about(main: &SourcePath, message: &str) -> Diagnostic {
    Diagnostic {
        file: plain(main.as_str()),
        line: 1,
        column: 1,
        level: Level::Error,
        message: plain(message),
        snippet: String::new(),
    }
}

/// A path, a line and a column.
type Place<'a> = (&'a str, u32, u32);

/// The parts of `path:line:column: level: message` or `level: message`; `None` if the line is neither.
fn split(line: &str) -> Option<(Option<Place<'_>>, Level, &str)> {
    for (word, level) in LEVELS {
        if let Some(message) = line.strip_prefix(word).and_then(|rest| rest.strip_prefix(": ")) {
            return Some((None, level, message));
        }
    }
    // The first place-and-level in the line is clang's own; a message may quote another.
    let found = LEVELS.iter().filter_map(|(word, level)| {
        let marker = format!(": {word}: ");
        let at = line.find(&marker)?;
        let place = place(&line[..at])?;
        Some((at, place, *level, &line[at + marker.len()..]))
    });
    let (_, place, level, message) = found.min_by_key(|(at, ..)| *at)?;
    Some((Some(place), level, message))
}

fn place(text: &str) -> Option<Place<'_>> {
    let (rest, column) = text.rsplit_once(':')?;
    let (path, line) = rest.rsplit_once(':')?;
    Some((path, line.parse().ok()?, column.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &[u8] = b"int x;\n\treturn y;  \n";

    fn one(line: &str) -> Diagnostic {
        parse(line, |path| (path == "src/a b.bpf.c").then(|| (path.to_owned(), TEXT))).pop().unwrap()
    }

    #[test]
    fn place_level_message_and_source_line_are_told_apart() {
        let diagnostic = one("src/a b.bpf.c:2:9: error: use of undeclared identifier 'y'");
        let expected = Diagnostic {
            file: "src/a b.bpf.c".into(),
            line: 2,
            column: 9,
            level: Level::Error,
            message: "use of undeclared identifier 'y'".into(),
            snippet: "\treturn y;".into(),
        };
        assert_eq!(diagnostic, expected);
    }

    #[test]
    fn a_message_that_quotes_a_diagnostic_is_still_one_message() {
        let diagnostic = one("x.c:1:1: warning: quoting: \"y.c:2:2: error: no\"");
        assert_eq!((diagnostic.level, diagnostic.line), (Level::Warning, 1));
        assert_eq!(diagnostic.message, "quoting: \"y.c:2:2: error: no\"");
    }

    #[test]
    fn fatal_errors_and_errors_without_a_place_are_errors() {
        assert_eq!(one("x.c:1:10: fatal error: 'y.h' file not found").level, Level::Error);
        let backend = one("fatal error: error in backend: Cannot select: 0x1");
        assert_eq!((backend.file.as_str(), backend.line, backend.level), ("", 0, Level::Error));
    }

    #[test]
    fn headers_of_the_bundle_have_readable_names() {
        assert_eq!(one("../bundle/bpf/bpf_helpers.h:3:1: note: here").file, "<bpf/bpf_helpers.h>");
    }

    #[test]
    fn what_steers_a_terminal_is_made_visible() {
        let source = |_: &str| Some((String::new(), b"int \x1b[31m \xe2\x80\xae y;".as_slice()));
        let line = "x.c:1:1: error: a \x1b]0;title\x07 \u{2066}b\tc";
        let diagnostic = parse(line, source).pop().unwrap();
        assert_eq!(diagnostic.message, "a \u{fffd}]0;title\u{fffd} \u{fffd}b\tc");
        assert_eq!(diagnostic.snippet, "int \u{fffd}[31m \u{fffd} y;");
    }

    #[test]
    fn errors_and_their_notes_are_kept_however_many_warnings_there_are() {
        let stderr = "x.c:1:1: warning: w\nx.c:1:1: note: n\n".repeat(10_000)
            + "x.c:2:1: error: e\n"
            + &"x.c:2:1: note: m\n".repeat(1000);
        let kept = parse(&stderr, |_| None);
        assert_eq!(kept.len(), MOST + 1 + MOST_NOTES_OF_ERROR);
        assert_eq!((kept[MOST].level, kept[MOST + 1].message.as_str()), (Level::Error, "m"));
        let long = parse(&format!("x.c:1:1: error: {}", "x".repeat(1 << 20)), |_| None);
        assert_eq!(long[0].message.len(), MOST_CHARACTERS);
    }

    #[test]
    fn other_lines_are_no_diagnostics() {
        let stderr = "In file included from src/x.bpf.c:1:\n1 warning generated.\n";
        assert_eq!(parse(stderr, |_| None), []);
    }

    #[test]
    fn lines_that_look_like_errors_are_bounded_in_number_and_bytes() {
        let kept = parse(&"x.c:1:1: error: e\n".repeat(60_000), |_| None);
        assert_eq!(kept.len(), MOST_OF_ALL);
        let long = format!("x.c:1:1: error: {}\n", "\u{20ac}".repeat(1000));
        let bytes: usize = parse(&long.repeat(1000), |_| None).iter().map(|kept| kept.message.len()).sum();
        assert!(bytes <= MOST_BYTES && bytes > MOST_BYTES / 2, "{bytes}");
    }

    #[test]
    fn a_file_is_gone_through_once_however_it_is_named() {
        let reads = std::cell::Cell::new(0);
        let text = b"int x;\n".repeat(2 << 20);
        let stderr: String = (0..60_000)
            .map(|i| format!("{}x.c:{}:1: error: e\n", "./".repeat(i % 500), 2_000_000 - i))
            .collect();
        let kept = parse(&stderr, |_| {
            reads.set(reads.get() + 1);
            Some(("x.c".to_owned(), text.as_slice()))
        });
        assert_eq!(kept.last().map(|last| last.snippet.as_str()), Some("int x;"));
        assert!(reads.get() <= MOST_OF_ALL + 1);
        // Where each one has the text read to its line, or read again, this takes minutes.
    }
}
