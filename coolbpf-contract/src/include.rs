//! Finding `#include`s in C text without a preprocessor.

/// One `#include`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Include {
    /// What stands between the quotes or angle brackets.
    pub name: String,
    /// Whether it stands between quotes.
    pub quoted: bool,
}

/// Every `#include`, `#include_next`, `#import` and `__has_include` with a literal name, also under an `#if` that is false or
/// in a comment: a superset of what a preprocessor would open. Includes whose name a macro makes can't be seen.
#[must_use]
pub fn includes(text: &[u8]) -> Vec<Include> {
    let text = String::from_utf8_lossy(text).replace("\\\n", "").replace("\\\r\n", "");
    let mut found = Vec::new();
    for line in text.lines() {
        let line = line.trim_start();
        let Some(directive) = line.strip_prefix('#').or_else(|| line.strip_prefix("%:")) else { continue };
        let directive = directive.trim_start();
        let is_include = directive.starts_with("include") || directive.starts_with("import");
        let mut rest = match directive.find("__has_include") {
            _ if is_include => directive,
            Some(at) => &directive[at..],
            None => continue,
        };
        while let Some(at) = rest.find(['"', '<']) {
            let quoted = rest.as_bytes()[at] == b'"';
            let after = &rest[at + 1..];
            let Some(end) = after.find(if quoted { '"' } else { '>' }) else { break };
            found.push(Include { name: after[..end].to_owned(), quoted });
            rest = match after[end + 1..].find("__has_include") {
                Some(next) => &after[end + 1 + next..],
                None => break,
            };
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn includes_are_found_however_they_are_spelled() {
        let text = b"#include <a.h>\n  #  include \"b.h\" // x\n#include \\\n <c.h>\n#if __has_include(<d.h>) && __has_include(\"e.h\")\n#include_next <f.h>\n#define G \"g.h\"\n";
        let names: Vec<_> = includes(text).into_iter().map(|i| (i.name, i.quoted)).collect();
        let expected =
            [("a.h", false), ("b.h", true), ("c.h", false), ("d.h", false), ("e.h", true), ("f.h", false)];
        assert_eq!(names, expected.map(|(name, quoted)| (name.to_owned(), quoted)));
    }
}
