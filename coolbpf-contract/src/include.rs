//! Finding `#include`s in C text without a preprocessor.

/// One `#include`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Include {
    /// What stands between the quotes or angle brackets.
    pub name: String,
    /// Whether it stands between quotes.
    pub quoted: bool,
}

/// Every `#include`, `#include_next`, `#import` and `__has_include` with a literal name, also under an `#if` that is
/// false or inside a comment or a string: a superset of what a preprocessor would open. Includes whose name a macro
/// makes can't be seen.
///
/// `docs/CONTRACT.md` has the rule.
#[must_use]
pub fn includes(text: &[u8]) -> Vec<Include> {
    let text = joined_lines(text);
    let mut found: Vec<Include> = operands(&text).filter_map(header_name).collect();
    for (at, operator) in text.match_indices("__has_include") {
        let rest = &text[at + operator.len()..];
        let rest = skip_blanks(rest.strip_prefix("_next").unwrap_or(rest));
        found.extend(rest.strip_prefix('(').and_then(|rest| header_name(skip_blanks(rest))));
    }
    found
}

/// Whether a macro makes the name in some `#include` of `text`, so that [`includes`] doesn't have it.
#[must_use]
pub fn has_computed_include(text: &[u8]) -> bool {
    let starts_a_word = |c: char| c.is_ascii_alphabetic() || c == '_';
    operands(&joined_lines(text)).any(|operand| operand.starts_with(starts_a_word))
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

/// What stands behind each `#include`, `#include_next` and `#import`.
fn operands(text: &str) -> impl Iterator<Item = &str> {
    let hashes = text.match_indices('#').map(|(at, _)| (at, &text[at + 1..]));
    let digraphs = text.match_indices('%').filter_map(|(at, _)| Some((at, text[at..].strip_prefix("%:")?)));
    hashes.chain(digraphs).filter(|(at, _)| starts_a_directive(&text[..*at])).filter_map(|(_, rest)| {
        let rest = skip_blanks(rest);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (word, operand) = rest.split_at(end);
        matches!(word, "include" | "include_next" | "import").then(|| skip_blanks(operand))
    })
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

/// `text` without the blanks and comments that it starts with.
fn skip_blanks(mut text: &str) -> &str {
    loop {
        text = text.trim_start_matches(is_blank);
        match text.strip_prefix("/*").and_then(|comment| comment.split_once("*/")) {
            Some((_, rest)) => text = rest,
            None => return text,
        }
    }
}

/// The name in quotes or angle brackets that `text` starts with.
fn header_name(text: &str) -> Option<Include> {
    let quoted = text.starts_with('"');
    let rest = text.strip_prefix(['"', '<'])?;
    let (name, _) = rest.split_once(if quoted { '"' } else { '>' })?;
    (!name.contains(['\n', '\r'])).then(|| Include { name: name.to_owned(), quoted })
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
}
