//! Writing one JSON object a line: texts, numbers, truth values, and lists of objects are all there is.

use std::fmt::{self, Display, Write as _};

/// An object that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line(String);

impl Line {
    pub(super) fn new() -> Self {
        Self(String::new())
    }

    pub(super) fn text(self, key: &str, value: &str) -> Self {
        self.member(key, Quoted(value))
    }

    /// Nothing where there is none.
    pub(super) fn optional(self, key: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.text(key, value),
            None => self,
        }
    }

    pub(super) fn number(self, key: &str, value: u64) -> Self {
        self.member(key, value)
    }

    pub(super) fn flag(self, key: &str, value: bool) -> Self {
        self.member(key, value)
    }

    pub(super) fn list(self, key: &str, values: &[Self]) -> Self {
        let values: Vec<String> = values.iter().map(Self::to_string).collect();
        self.member(key, format_args!("[{}]", values.join(",")))
    }

    fn member(mut self, key: &str, value: impl Display) -> Self {
        let comma = if self.0.is_empty() { "" } else { "," };
        // Writing into a String can't fail.
        let _ = write!(self.0, "{comma}{}:{value}", Quoted(key));
        self
    }
}

impl Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{}}}", self.0)
    }
}

struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' | '\\' => write!(f, "\\{c}")?,
                '\n' => f.write_str("\\n")?,
                // All controls are in the first plane, so that four digits are enough.
                c if c.is_control() => write!(f, "\\u{:04x}", u32::from(c))?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_whatever_its_texts_hold() {
        let inner = Line::new().text("kind", "ring-buffer").optional("map", None);
        let line = Line::new()
            .text("reason", "a \"b\" \\ c\n\t\u{1b}[2J\u{9b}\u{e9}")
            .number("protocol", 1)
            .flag("end", true)
            .list("channels", &[inner.clone(), inner])
            .list("none", &[]);
        assert_eq!(
            line.to_string(),
            "{\"reason\":\"a \\\"b\\\" \\\\ c\\n\\u0009\\u001b[2J\\u009b\u{e9}\",\"protocol\":1,\"end\":true,\
             \"channels\":[{\"kind\":\"ring-buffer\"},{\"kind\":\"ring-buffer\"}],\"none\":[]}"
        );
        assert_eq!(Line::new().to_string(), "{}");
    }
}
