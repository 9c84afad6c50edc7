//! Words, numbers and signs.

use super::super::classic::Unreadable;
use super::extension;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Word(&'a str),
    Number(u32),
    /// A number that is too large.
    Beyond(&'a str),
    Sign(char),
    /// A comment without an end.
    Unended,
    End,
}

#[derive(Debug)]
pub(super) struct Tokens<'a> {
    rest: &'a str,
    line: usize,
    is_start_of_line: bool,
    /// What was read last, and its line.
    last: (Token<'a>, usize),
}

impl<'a> Tokens<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let mut tokens = Self { rest: text, line: 1, is_start_of_line: true, last: (Token::End, 1) };
        tokens.skip();
        tokens
    }

    /// The line of the next token.
    pub(crate) fn line(&self) -> usize {
        self.line
    }

    pub(crate) fn is_over(&self) -> bool {
        self.last.0 == Token::End
    }

    pub(crate) fn next(&mut self) -> Token<'a> {
        let (token, length) = self.peek();
        self.last = (token, self.line);
        self.advance(length);
        self.skip();
        token
    }

    /// Whether this sign comes next, which is then read.
    pub(crate) fn take(&mut self, sign: char) -> bool {
        self.next_if(|token| token == Token::Sign(sign))
    }

    pub(crate) fn expect(&mut self, sign: char) -> Result<(), Unreadable> {
        if self.next() == Token::Sign(sign) { Ok(()) } else { Err(self.unexpected(format!("`{sign}`"))) }
    }

    /// Whether `x` or `%x` comes next, which is then read.
    pub(crate) fn index_register(&mut self) -> bool {
        self.register("x")
    }

    pub(crate) fn register(&mut self, name: &str) -> bool {
        let _ = self.take('%');
        self.next_if(|token| matches!(token, Token::Word(word) if word.eq_ignore_ascii_case(name)))
    }

    /// The extension that comes next, if one does, which is then read.
    pub(crate) fn extension(&mut self) -> Option<u32> {
        let Token::Word(word) = self.peek().0 else { return None };
        let extension = extension(word)?;
        let _ = self.next();
        Some(extension)
    }

    pub(crate) fn number(&mut self) -> Result<u32, Unreadable> {
        let is_negative = self.take('-');
        let _ = !is_negative && self.take('+');
        match self.next() {
            Token::Number(number) if !is_negative => Ok(number),
            Token::Number(number) if number <= 1 << 31 => Ok(number.wrapping_neg()),
            Token::Number(_) | Token::Beyond(_) => {
                Err(self.unexpected("a number from -2147483648 to 4294967295"))
            }
            _ => Err(self.unexpected("a number")),
        }
    }

    /// The name of a label to jump to, and its line.
    pub(crate) fn label(&mut self) -> Result<(&'a str, usize), Unreadable> {
        match self.next() {
            Token::Word(word) => Ok((word, self.last.1)),
            _ => Err(self.unexpected("a label")),
        }
    }

    /// What was read last should have been something else.
    pub(crate) fn unexpected(&self, wanted: impl Into<String>) -> Unreadable {
        let (token, line) = self.last;
        let found = match token {
            Token::Word(text) | Token::Beyond(text) => text.to_owned(),
            Token::Number(number) => number.to_string(),
            Token::Sign(sign) => sign.to_string(),
            Token::Unended => return Unreadable::new(line, self.rest, "a `*/` that ends the comment"),
            Token::End => String::new(),
        };
        let is_known = !matches!(token, Token::Sign(sign) if !":,#%[]()+-*&".contains(sign));
        let wanted =
            if is_known { wanted.into() } else { "`[12]`, a word, a number or a comment".to_owned() };
        Unreadable::new(line, found, wanted)
    }

    fn next_if(&mut self, wanted: impl FnOnce(Token<'a>) -> bool) -> bool {
        let is_wanted = wanted(self.peek().0);
        if is_wanted {
            let _ = self.next();
        }
        is_wanted
    }

    /// The next token, and how many bytes of the text it has.
    fn peek(&self) -> (Token<'a>, usize) {
        let rest = self.rest;
        let Some(first) = rest.chars().next() else { return (Token::End, 0) };
        if rest.starts_with("/*") {
            return (Token::Unended, 0);
        }
        if !first.is_ascii_alphanumeric() && first != '_' {
            return (Token::Sign(first), first.len_utf8());
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (text, _) = rest.split_at(end);
        let token = if first.is_ascii_digit() { number(text) } else { Token::Word(text) };
        (token, end)
    }

    /// Passes over blanks and comments.
    fn skip(&mut self) {
        loop {
            let to_line_end = self.rest.find('\n').unwrap_or(self.rest.len());
            let length = match self.rest.chars().next() {
                Some(blank) if blank.is_ascii_whitespace() => 1,
                Some(';') => to_line_end,
                Some('#') if self.is_start_of_line => to_line_end,
                Some('/') => match self.rest.strip_prefix("/*").and_then(|comment| comment.find("*/")) {
                    Some(end) => end + 4,
                    None => return,
                },
                _ => return,
            };
            self.advance(length);
        }
    }

    fn advance(&mut self, length: usize) {
        let (passed, rest) = self.rest.split_at(length);
        self.line += passed.matches('\n').count();
        if length > 0 {
            self.is_start_of_line = passed.ends_with('\n');
        }
        self.rest = rest;
    }
}

/// To the base 16, 2, 8 or 10, as C has it.
fn number(text: &str) -> Token<'_> {
    let lower = text.to_ascii_lowercase();
    let read = if let Some(digits) = lower.strip_prefix("0x") {
        u32::from_str_radix(digits, 16)
    } else if let Some(digits) = lower.strip_prefix("0b") {
        u32::from_str_radix(digits, 2)
    } else if lower.len() > 1 && lower.starts_with('0') {
        u32::from_str_radix(&lower, 8)
    } else {
        lower.parse()
    };
    read.map_or(Token::Beyond(text), Token::Number)
}
