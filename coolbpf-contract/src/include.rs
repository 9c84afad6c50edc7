//! Finding `#include`s in C text without a preprocessor.

use std::collections::HashMap;

/// One `#include`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Include {
    /// What stands between the quotes or angle brackets.
    pub name: String,
    /// Whether it stands between quotes.
    pub quoted: bool,
}

/// The longest name in bytes: the kernel's `PATH_MAX`, beyond which no file can be opened.
const MOST_NAME: usize = 4096;

/// Every `#include`, `#include_next`, `#import` and `__has_include` with a literal name, also under an `#if` that is
/// false or inside a comment or a string: a superset of what a preprocessor would open. Includes whose name a macro
/// makes can't be seen.
///
/// `docs/CONTRACT.md` has the rule. It takes time in proportion to the text, whatever stands in it.
#[must_use]
pub fn includes(text: &[u8]) -> Vec<Include> {
    let text = joined_lines(text);
    let mut gaps = Gaps::of(&text);
    let mut names = operands(&text, &mut gaps);
    for (at, operator) in text.match_indices("__has_include") {
        let after = at + operator.len();
        let after = after + if text[after..].starts_with("_next") { "_next".len() } else { 0 };
        let open = gaps.end(after);
        if text[open..].starts_with('(') {
            names.push(gaps.end(open + 1));
        }
    }
    // Inside comments, many may have the same name behind them.
    names.sort_unstable();
    names.dedup();
    let (mut quotes, mut brackets) = (Closes::of(&text, '"'), Closes::of(&text, '>'));
    let name = |at: usize| {
        let quoted = text[at..].starts_with('"');
        if !quoted && !text[at..].starts_with('<') {
            return None;
        }
        let end = if quoted { quotes.after(at + 1) } else { brackets.after(at + 1) }?;
        let name = text.get(at + 1..end).filter(|name| name.len() <= MOST_NAME)?;
        (!name.contains(['\n', '\r'])).then(|| Include { name: name.to_owned(), quoted })
    };
    names.into_iter().filter_map(name).collect()
}

/// Whether a macro makes the name in some `#include` of `text`, so that [`includes`] doesn't have it.
#[must_use]
pub fn has_computed_include(text: &[u8]) -> bool {
    let text = joined_lines(text);
    let starts_a_word = |c: char| c.is_ascii_alphabetic() || c == '_';
    operands(&text, &mut Gaps::of(&text)).into_iter().any(|at| text[at..].starts_with(starts_a_word))
}

/// `text` without each backslash that ends a line, blanks between the two or not.
#[must_use]
pub fn joined_lines(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let mut joined = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some(at) = rest.find('\\') {
        let after = rest[at + 1..].trim_start_matches([' ', '\t', '\x0b', '\x0c']);
        let next = ["\r\n", "\n\r", "\n", "\r"].into_iter().find_map(|end| after.strip_prefix(end));
        joined.push_str(&rest[..at + usize::from(next.is_none())]);
        rest = next.unwrap_or(&rest[at + 1..]);
    }
    joined.push_str(rest);
    joined
}

/// Where what stands behind each `#include`, `#include_next` and `#import` begins.
fn operands(text: &str, gaps: &mut Gaps<'_>) -> Vec<usize> {
    let hashes = text.match_indices('#').map(|(at, hash)| (at, at + hash.len()));
    let digraphs = text.match_indices("%:").map(|(at, hash)| (at, at + hash.len()));
    let mut found = Vec::new();
    for (_, after) in hashes.chain(digraphs).filter(|(at, _)| starts_a_directive(&text[..*at])) {
        let word = gaps.end(after);
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let directive = ["include", "include_next", "import"].into_iter().find(|directive| {
            text[word..].strip_prefix(directive).is_some_and(|rest| !rest.starts_with(is_word))
        });
        if let Some(directive) = directive {
            found.push(gaps.end(word + directive.len()));
        }
    }
    found
}

/// Whether a directive may follow on `before`: only blanks since a line began or a comment ended.
fn starts_a_directive(before: &str) -> bool {
    let before = before.trim_end_matches(is_blank);
    before.is_empty() || before.ends_with(['\n', '\r']) || before.ends_with("*/")
}

/// White space but for the ends of lines. Clang warns of the odd ones, a NUL and Unicode's, and takes them for blanks.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\x0b' | '\x0c' | '\0') || !c.is_ascii()
}

/// Where blanks and comments end. A comment that isn't closed is none.
struct Gaps<'a> {
    text: &'a str,
    /// Where each `*/` ends.
    closes: Vec<usize>,
    /// The end of each gap that was looked at, by where it begins and by where each comment in it ends: comments
    /// hold what looks like directives with the same gap behind them, a million times if somebody wants it.
    ends: HashMap<usize, usize>,
}

impl<'a> Gaps<'a> {
    fn of(text: &'a str) -> Self {
        let closes = text.match_indices("*/").map(|(at, close)| at + close.len()).collect();
        Self { text, closes, ends: HashMap::new() }
    }

    /// The end of the gap that begins at `start`.
    fn end(&mut self, start: usize) -> usize {
        let (mut at, mut passed) = (start, Vec::new());
        let end = loop {
            if let Some(end) = self.ends.get(&at) {
                break *end;
            }
            passed.push(at);
            let rest = self.text[at..].trim_start_matches(is_blank);
            at = self.text.len() - rest.len();
            let close = self.closes.partition_point(|close| *close < at + "/**/".len());
            match self.closes.get(close).filter(|_| rest.starts_with("/*")) {
                Some(close) => at = *close,
                None => break at,
            }
        };
        self.ends.extend(passed.into_iter().map(|passed| (passed, end)));
        end
    }
}

/// Where a character stands next, for places that are asked for in order.
struct Closes<'a> {
    text: &'a str,
    close: char,
    next: Option<usize>,
}

impl<'a> Closes<'a> {
    fn of(text: &'a str, close: char) -> Self {
        Self { text, close, next: Some(0) }
    }

    fn after(&mut self, start: usize) -> Option<usize> {
        let known = self.next?;
        if known < start {
            self.next = self.text[start..].find(self.close).map(|at| start + at);
        }
        self.next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_include_whose_name_a_macro_makes_is_told() {
        for (text, computed) in [
            ("#include A\n", true),
            ("/* c */ # include_next _A(x)\n", true),
            ("#include <a.h>\n", false),
            ("#define X include A\n", false),
        ] {
            assert_eq!(has_computed_include(text.as_bytes()), computed, "{text}");
        }
    }

    #[test]
    fn a_comment_is_closed_by_two_characters_of_its_own() {
        let names =
            |text: &str| includes(text.as_bytes()).into_iter().map(|found| found.name).collect::<Vec<_>>();
        assert_eq!(names("#include /*/ <a.h> */ <b.h>\n"), ["b.h"]);
        assert_eq!(names("#include /**/<a.h>\n#/*\n#/*\n*/include <b.h>\n"), ["a.h", "b.h"]);
        assert_eq!(names("#include /* <a.h>\n"), [""; 0]);
        assert_eq!(
            names(&format!("#include <{}>\n#include <{}>\n", "a".repeat(4097), "b".repeat(4096))).len(),
            1
        );
    }

    #[test]
    fn texts_that_are_made_to_take_long_take_no_longer_than_others() {
        for (piece, end) in [
            ("#/*\n", ""),
            ("#/*\n", "*/include <a.h>"),
            ("#/*\n#/**/", ""),
            ("#/*\n#", &*format!("*/{}", " ".repeat(1 << 20))),
            ("#/*\n", &*format!("*/{}", "a".repeat(1 << 20))),
            ("/**/#include <", ""),
            ("#include \"", "\""),
            ("__has_include/*", ""),
            ("__has_include(/*", "*/<a.h>"),
            ("\\ ", ""),
            ("%:/*\n", "*/"),
        ] {
            // Where each piece is followed to the end, this takes minutes.
            let text = piece.repeat((1 << 20) / piece.len()) + end;
            let found = includes(text.as_bytes());
            let computed = has_computed_include(text.as_bytes());
            assert!(found.len() < 2 && !computed || piece.contains("include"), "{piece:?}");
        }
    }
}
