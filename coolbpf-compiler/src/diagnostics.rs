//! Reading what clang says.

use std::collections::BTreeMap;

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
/// The most notes that an error keeps, however many are left out elsewhere.
const MOST_NOTES_OF_ERROR: usize = 10;
/// The most characters of a message, a path or a source line.
const MOST_CHARACTERS: usize = 1000;

/// The diagnostics among the lines of clang's standard error.
///
/// `source` gives the text of a file that clang names, for the snippets.
pub(crate) fn parse(stderr: &str, source: impl Fn(&str) -> Option<Vec<u8>>) -> Vec<Diagnostic> {
    let mut texts = BTreeMap::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    let mut notes_to_keep = 0;
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
        let text = texts.entry(path.to_owned()).or_insert_with_key(|path| source(path).unwrap_or_default());
        kept.push(Diagnostic {
            file: plain(&job::readable(path)),
            line,
            column,
            level,
            message: plain(&job::without_paths_of_clang(message)),
            snippet: snippet(text, line),
        });
    }
    kept
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

/// Line `line` of `text`, without what follows a length that nobody reads.
fn snippet(text: &[u8], line: u32) -> String {
    let Some(index) = (line as usize).checked_sub(1) else { return String::new() };
    let line = text.split(|byte| *byte == b'\n').nth(index).unwrap_or_default();
    plain(String::from_utf8_lossy(line).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str) -> Diagnostic {
        let source = |path: &str| (path == "src/a b.bpf.c").then(|| b"int x;\n\treturn y;  \n".to_vec());
        parse(line, source).pop().unwrap()
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
        let source = |_: &str| Some(b"int \x1b[31m \xe2\x80\xae y;".to_vec());
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
}
