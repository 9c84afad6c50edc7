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

/// The diagnostics among the lines of clang's standard error.
///
/// `source` gives the text of a file that clang names, for the snippets.
pub(crate) fn parse(stderr: &str, source: impl Fn(&str) -> Option<Vec<u8>>) -> Vec<Diagnostic> {
    let mut texts = BTreeMap::new();
    stderr
        .lines()
        .filter_map(|line| {
            let (place, level, message) = split(line)?;
            let (path, line, column) = place.unwrap_or(("", 0, 0));
            let text =
                texts.entry(path.to_owned()).or_insert_with_key(|path| source(path).unwrap_or_default());
            Some(Diagnostic {
                file: job::readable(path),
                line,
                column,
                level,
                message: message.to_owned(),
                snippet: snippet(text, line),
            })
        })
        .collect()
}

/// An error about all of `main`, which has no line of its own.
pub(crate) fn about(main: &SourcePath, message: String) -> Diagnostic {
    Diagnostic {
        file: main.to_string(),
        line: 1,
        column: 1,
        level: Level::Error,
        message,
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
    let line = String::from_utf8_lossy(line);
    line.trim_end().chars().take(400).collect()
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
    fn other_lines_are_no_diagnostics() {
        let stderr = "In file included from src/x.bpf.c:1:\n1 warning generated.\n";
        assert_eq!(parse(stderr, |_| None), []);
    }
}
