//! Doc comments of constants, which only the C text has.

/// A piece of C.
enum Token<'a> {
    NewLine,
    /// White space, and comments for those who read the C.
    Space,
    /// The text of `/// ...` or `/** ... */`.
    Doc(String),
    Word(&'a str),
    /// Any other character, or a string by its quote.
    Other(char),
}

/// The `const volatile` variables right above which there is a doc comment, by their names, with its text. What
/// `#if` leaves out is not known here, and is among them.
pub(super) fn documented(c: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let (mut doc, mut words) = (String::new(), Vec::new());
    let (mut starts_line, mut in_directive) = (true, false);
    let mut rest = c;
    while let Some((token, behind)) = next(rest) {
        rest = behind;
        match token {
            Token::NewLine => (starts_line, in_directive) = (true, false),
            Token::Space => {}
            _ if in_directive => {}
            Token::Doc(text) => {
                if !words.is_empty() {
                    (doc, words) = (String::new(), Vec::new());
                }
                doc.push_str(&text);
                doc.push('\n');
            }
            Token::Word(word) => {
                starts_line = false;
                // Words that nothing is said of are nothing that is looked for.
                if !doc.is_empty() {
                    words.push(word);
                }
            }
            Token::Other(what) => {
                in_directive = starts_line && what == '#';
                starts_line = false;
                if words.contains(&"const") && words.contains(&"volatile") {
                    if what == '(' {
                        // `limit SEC(".rodata.own")`
                        words.pop();
                    }
                    let doc = doc.trim();
                    found.extend(words.pop().filter(|_| !doc.is_empty()).map(|name| (name, doc.to_owned())));
                }
                (doc, words) = (String::new(), Vec::new());
            }
        }
    }
    found
}

/// The first token of `text`, and what stands behind it.
fn next(text: &str) -> Option<(Token<'_>, &str)> {
    let first = text.chars().next()?;
    let is_of_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let (token, length) = if text.starts_with("//") {
        let length = line_end(text);
        (comment(&text[2..length], '/'), length)
    } else if let Some(inside) = text.strip_prefix("/*") {
        let end = inside.find("*/").unwrap_or(inside.len());
        (comment(&inside[..end], '*'), text.len().min(end + 4))
    } else if text.starts_with("\\\n") {
        (Token::Space, 2)
    } else if first == '\n' {
        (Token::NewLine, 1)
    } else if first.is_whitespace() {
        (Token::Space, first.len_utf8())
    } else if is_of_word(first) {
        let length = text.find(|c| !is_of_word(c)).unwrap_or(text.len());
        (Token::Word(&text[..length]), length)
    } else if matches!(first, '"' | '\'') {
        (Token::Other(first), string(text, first))
    } else {
        (Token::Other(first), first.len_utf8())
    };
    Some((token, &text[length..]))
}

/// A comment, of what stands in it behind `//` or `/*`. Those that start with one `mark` more are for users, unless they
/// are rulers (`////`) or about what stands before them (`///<`).
fn comment(inside: &str, mark: char) -> Token<'_> {
    match inside.strip_prefix(mark) {
        Some(text) if !text.starts_with([mark, '<']) => {
            let clean = |line: &str| {
                let line = line.trim();
                let line = if mark == '*' { line.strip_prefix('*').unwrap_or(line) } else { line };
                line.trim().to_owned()
            };
            Token::Doc(text.lines().map(clean).collect::<Vec<_>>().join("\n"))
        }
        _ => Token::Space,
    }
}

/// Where the line ends, with those that it goes on in behind a `\`.
fn line_end(text: &str) -> usize {
    let is_end = |(at, _): &(usize, &str)| !text[..*at].ends_with('\\');
    text.match_indices('\n').find(is_end).map_or(text.len(), |(at, _)| at)
}

/// Where a string ends, with its quotes; at the latest where its line does.
fn string(text: &str, quote: char) -> usize {
    let mut characters = text.char_indices().skip(1);
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' => _ = characters.next(),
            '\n' => return at,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doc_comments_are_of_the_constant_below_them() {
        let c = r#"
/// Only what failed.
const volatile bool failed = false;
/**
 * Names that start so.
 *
 * 63 bytes at most.
 */
const volatile char name[64] = "";
/* Not for users. */
const volatile u32 plain = 0; ///< Nor this.
/// Two lines,
/// and a note.
/* for those who read on */
static volatile const struct which *which;
/// In a section of its own.
const volatile u32 limit SEC(".rodata.own") = 5;
#error don't "/*
/// Behind what was no text.
const volatile u32 last = '"';
"#;
        let expected = [
            ("failed", "Only what failed."),
            ("name", "Names that start so.\n\n63 bytes at most."),
            ("which", "Two lines,\nand a note."),
            ("limit", "In a section of its own."),
            ("last", "Behind what was no text."),
        ];
        assert_eq!(documented(c), expected.map(|(name, doc)| (name, doc.to_owned())));
    }

    #[test]
    fn what_only_looks_like_one_is_not_one() {
        for c in [
            "/// A variable.\nu32 x = 0;",
            "/// A function.\nint f(const volatile u32 *x);",
            "//// A ruler.\nconst volatile u32 x = 0;",
            "/**/ const volatile u32 x = 0;",
            "/*** A ruler. ***/ const volatile u32 x = 0;",
            "/// Of another.\nLICENSE;\nconst volatile u32 x = 0;",
            "/// Of what may not be there.\n#if 1\nconst volatile u32 x = 0;",
            "char text[] = \"/// A text.\\\"\\\n\"; const volatile u32 x = 0;",
            "#define X /// A macro. \\\n const volatile u32 x = 0;",
            "#define X \\\n/** A macro. */ const volatile u32 x = 0;",
            "// A note. \\\n/// Of it.\nconst volatile u32 x = 0;",
            "///\nconst volatile u32 x = 0;",
            "/** */ const volatile u32 x = 0;",
            "/// Without an end.\nconst volatile u32 x",
        ] {
            assert_eq!(documented(c), [], "{c}");
        }
    }

    #[test]
    fn whatever_stands_above_a_declaration_is_over_at_its_lines_end() {
        // xorshift64*: the same texts on every run.
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut below = |limit: usize| {
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit
        };
        let pieces = [
            "/", "//", "///", "/*", "*", "**/", "\\", "\n", "\\\n", "\"", "'", "#", "(", ";", "const",
            "volatile", "é", "\u{2028}", " ", "x", "<", "\0",
        ];
        for _ in 0..20_000 {
            let text: String = (0..below(24)).map(|_| pieces[below(pieces.len())]).collect();
            documented(&text);
            // A comment may be open, and a directive may go on.
            let whole = format!("{text} */\n\n;/// It.\nconst volatile bool wanted = 0;");
            assert_eq!(documented(&whole).pop(), Some(("wanted", "It.".to_owned())), "{whole:?}");
        }
    }
}
