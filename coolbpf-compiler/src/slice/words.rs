//! Reading C as text: which identifiers stand in it.

use std::collections::HashSet;

use super::kernel_types::{hash, short_hash};

/// A piece of C that matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// An identifier or a keyword.
    Word(&'a [u8]),
    /// A string or a character, with its quotes.
    Literal(&'a [u8]),
    /// `#` as the first thing on a line.
    Directive,
    /// The end of a line.
    Line,
    /// Any other character, but white space.
    Mark(u8),
}

/// The tokens of `text`, without comments, numbers and white space.
pub(crate) fn tokens(text: &[u8]) -> Tokens<'_> {
    Tokens { text, at: 0, line_is_empty: true }
}

/// An iterator over the tokens of a text.
pub(crate) struct Tokens<'a> {
    text: &'a [u8],
    at: usize,
    line_is_empty: bool,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let text = self.text;
        loop {
            let byte = *text.get(self.at)?;
            let start = self.at;
            self.at += 1;
            let token = match byte {
                b'\n' => {
                    self.line_is_empty = true;
                    return Some(Token::Line);
                }
                b' ' | b'\t' | b'\r' => continue,
                b'\\' if text.get(self.at) == Some(&b'\n') => {
                    self.at += 1;
                    continue;
                }
                b'\\' if text.get(self.at..self.at + 2) == Some(b"\r\n") => {
                    self.at += 2;
                    continue;
                }
                b'/' if text.get(self.at) == Some(&b'/') => {
                    self.at = find(text, self.at, b"\n");
                    continue;
                }
                b'/' if text.get(self.at) == Some(&b'*') => {
                    self.at = (find(text, self.at + 1, b"*/") + 2).min(text.len());
                    continue;
                }
                b'"' | b'\'' => {
                    self.skip_literal(byte);
                    Token::Literal(&text[start..self.at.min(text.len())])
                }
                b'#' if self.line_is_empty => Token::Directive,
                b'0'..=b'9' => {
                    self.skip_word();
                    self.line_is_empty = false;
                    continue;
                }
                byte if is_word(byte) => {
                    self.skip_word();
                    Token::Word(&text[start..self.at])
                }
                other => Token::Mark(other),
            };
            self.line_is_empty = false;
            return Some(token);
        }
    }
}

impl Tokens<'_> {
    /// Where the last token ended.
    pub(crate) fn position(&self) -> usize {
        self.at.min(self.text.len())
    }

    fn skip_word(&mut self) {
        while self.text.get(self.at).is_some_and(|byte| is_word(*byte)) {
            self.at += 1;
        }
    }

    /// Skips to after the literal that started with `quote`. One that isn't closed ends with its line: an
    /// apostrophe may stand in the text of an `#error`.
    fn skip_literal(&mut self, quote: u8) {
        while let Some(byte) = self.text.get(self.at) {
            match byte {
                b'\n' => return,
                b'\\' => self.at += 2,
                byte => {
                    self.at += 1;
                    if *byte == quote {
                        return;
                    }
                }
            }
        }
    }
}

/// Where `wanted` stands in `text` at or after `from`; the end of the text if it doesn't.
fn find(text: &[u8], from: usize, wanted: &[u8]) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    rest.windows(wanted.len()).position(|window| window == wanted).map_or(text.len(), |at| from + at)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

/// A set of identifiers.
#[derive(Default)]
pub(crate) struct Words {
    hashes: HashSet<u64>,
    short: HashSet<u32>,
}

impl Words {
    /// Adds each identifier of `text`.
    pub(crate) fn add(&mut self, text: &[u8]) {
        for token in tokens(text) {
            if let Token::Word(word) = token {
                self.add_word(word);
            }
        }
    }

    /// Adds one identifier; tells whether it is new.
    pub(crate) fn add_word(&mut self, word: &[u8]) -> bool {
        let hash = hash(word);
        let is_new = self.hashes.insert(hash);
        if is_new {
            self.short.insert(short_hash(hash));
        }
        is_new
    }

    /// The hash of each.
    pub(crate) fn hashes(&self) -> impl Iterator<Item = u64> {
        self.hashes.iter().copied()
    }

    /// Whether a word has this short hash.
    pub(crate) fn contains_short(&self, short: u32) -> bool {
        self.short.contains(&short)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let words = tokens(text.as_bytes()).filter_map(|token| match token {
            Token::Word(word) => Some(String::from_utf8_lossy(word).into_owned()),
            _ => None,
        });
        words.collect()
    }

    #[test]
    fn identifiers_are_found_and_literals_and_comments_left_out() {
        let text = "int a1 = 0x1fULL + _b; // c d\n/* e\n f */ g(\"h \\\" i\", 'j'); k/**/l\n#error don't\nm";
        assert_eq!(words(text), ["int", "a1", "_b", "g", "k", "l", "error", "don", "m"]);
    }

    #[test]
    fn an_open_comment_or_literal_at_the_end_is_the_end() {
        assert_eq!(words("a /* b"), ["a"]);
        assert_eq!(words("a \"b\\"), ["a"]);
        assert_eq!(words("a //"), ["a"]);
        assert_eq!(words("a /*"), ["a"]);
    }

    #[test]
    fn literals_have_their_quotes() {
        let literals: Vec<_> =
            tokens(br#"a("b\"c", 'd') // "e""#).filter(|token| matches!(token, Token::Literal(_))).collect();
        assert_eq!(literals, [Token::Literal(br#""b\"c""#), Token::Literal(b"'d'")]);
    }

    #[test]
    fn a_directive_is_a_hash_that_starts_a_line() {
        let marks: Vec<_> = tokens(b"  #x\ny # z").filter(|token| !matches!(token, Token::Word(_))).collect();
        assert_eq!(marks, [Token::Directive, Token::Line, Token::Mark(b'#')]);
    }
}
