//! Reading and writing the small TOML documents of this crate, without serde.

use std::str::FromStr;

use toml::de::{DeTable, DeValue};

use crate::{Error, Result};

/// A table with the path to it, for error messages. Keys that nobody read are refused by [`Table::finish`].
pub(crate) struct Table<'a> {
    at: String,
    table: &'a DeTable<'a>,
    read: Vec<&'static str>,
}

impl<'a> Table<'a> {
    pub(crate) fn new(at: impl Into<String>, table: &'a DeTable<'a>) -> Self {
        Self { at: at.into(), table, read: Vec::new() }
    }

    fn value(&mut self, key: &'static str) -> Option<&'a DeValue<'a>> {
        self.read.push(key);
        self.table.get(key).map(toml::Spanned::get_ref)
    }

    fn name(&self, key: &str) -> String {
        if self.at.is_empty() { key.to_owned() } else { format!("{}.{key}", self.at) }
    }

    fn wrong(&self, key: &str, found: &DeValue<'_>, wanted: &str) -> Error {
        Error::new(format!("`{}` should be {wanted}, found {}", self.name(key), found.type_str()))
    }

    pub(crate) fn optional_text(&mut self, key: &'static str) -> Result<Option<&'a str>> {
        match self.value(key) {
            None => Ok(None),
            Some(DeValue::String(text)) => Ok(Some(text)),
            Some(other) => Err(self.wrong(key, other, "a string")),
        }
    }

    pub(crate) fn text(&mut self, key: &'static str) -> Result<&'a str> {
        self.optional_text(key)?.ok_or_else(|| Error::new(format!("`{}` is missing", self.name(key))))
    }

    pub(crate) fn optional<T: FromStr<Err: std::fmt::Display>>(
        &mut self,
        key: &'static str,
    ) -> Result<Option<T>> {
        let Some(text) = self.optional_text(key)? else { return Ok(None) };
        text.parse().map(Some).map_err(|error| Error::new(format!("`{}`: {error}", self.name(key))))
    }

    pub(crate) fn parsed<T: FromStr<Err: std::fmt::Display>>(&mut self, key: &'static str) -> Result<T> {
        self.optional(key)?.ok_or_else(|| Error::new(format!("`{}` is missing", self.name(key))))
    }

    pub(crate) fn number(&mut self, key: &'static str) -> Result<u32> {
        self.optional_number(key)?.ok_or_else(|| Error::new(format!("`{}` is missing", self.name(key))))
    }

    pub(crate) fn optional_number(&mut self, key: &'static str) -> Result<Option<u32>> {
        match self.value(key) {
            None => Ok(None),
            Some(DeValue::Integer(number)) if number.radix() == 10 => {
                number.as_str().parse().map(Some).map_err(|_| {
                    Error::new(format!("`{}` should be a number of at most 32 bits", self.name(key)))
                })
            }
            Some(other) => Err(self.wrong(key, other, "a decimal number")),
        }
    }

    /// A flag, which is off where it is not there.
    pub(crate) fn flag(&mut self, key: &'static str) -> Result<bool> {
        match self.value(key) {
            None => Ok(false),
            Some(DeValue::Boolean(flag)) => Ok(*flag),
            Some(other) => Err(self.wrong(key, other, "true or false")),
        }
    }

    pub(crate) fn texts(&mut self, key: &'static str) -> Result<Vec<&'a str>> {
        let Some(value) = self.value(key) else { return Ok(Vec::new()) };
        let DeValue::Array(array) = value else { return Err(self.wrong(key, value, "an array of strings")) };
        array
            .iter()
            .map(|entry| {
                entry.get_ref().as_str().ok_or_else(|| self.wrong(key, value, "an array of strings"))
            })
            .collect()
    }

    /// The entries of an array, whatever they are.
    pub(crate) fn values(&mut self, key: &'static str) -> Result<Vec<&'a DeValue<'a>>> {
        match self.value(key) {
            None => Ok(Vec::new()),
            Some(DeValue::Array(array)) => Ok(array.iter().map(toml::Spanned::get_ref).collect()),
            Some(other) => Err(self.wrong(key, other, "an array")),
        }
    }

    /// One string, or an array of them.
    pub(crate) fn text_or_texts(&mut self, key: &'static str) -> Result<Option<Vec<&'a str>>> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let texts = match value {
            DeValue::String(text) => Some(vec![text.as_ref()]),
            DeValue::Array(array) => array.iter().map(|entry| entry.get_ref().as_str()).collect(),
            _ => None,
        };
        texts.map(Some).ok_or_else(|| self.wrong(key, value, "a string or an array of strings"))
    }

    pub(crate) fn table(&mut self, key: &'static str) -> Result<Option<Table<'a>>> {
        match self.value(key) {
            None => Ok(None),
            Some(DeValue::Table(table)) => Ok(Some(Table::new(self.name(key), table))),
            Some(other) => Err(self.wrong(key, other, "a table")),
        }
    }

    pub(crate) fn tables(&mut self, key: &'static str) -> Result<Vec<Table<'a>>> {
        let Some(value) = self.value(key) else { return Ok(Vec::new()) };
        let DeValue::Array(array) = value else { return Err(self.wrong(key, value, "an array of tables")) };
        let at = self.name(key);
        array
            .iter()
            .map(|entry| match entry.get_ref() {
                DeValue::Table(table) => Ok(Table::new(at.clone(), table)),
                other => Err(self.wrong(key, other, "an array of tables")),
            })
            .collect()
    }

    /// The entries of a table whose keys are the user's own.
    pub(crate) fn entries(self) -> impl Iterator<Item = (&'a str, &'a DeValue<'a>)> {
        self.table.iter().map(|(key, value)| (key.get_ref().as_ref(), value.get_ref()))
    }

    /// Where the table stands, for messages.
    pub(crate) fn at(&self) -> &str {
        &self.at
    }

    /// Refuses keys that nobody asked for, which are typing errors or a newer version's.
    pub(crate) fn finish(self) -> Result<()> {
        let unknown = self.table.keys().find(|key| !self.read.contains(&key.get_ref().as_ref()));
        match unknown {
            None => Ok(()),
            Some(key) => {
                let known = self.read.join(", ");
                // It stays on one line, whatever is in it.
                let key = self.name(&key.get_ref().escape_debug().to_string());
                Err(Error::new(format!("`{key}` is unknown; known are: {known}")))
            }
        }
    }
}

/// Parses a document and hands its root table to `read`.
pub(crate) fn read<T>(text: &str, read: impl FnOnce(Table<'_>) -> Result<T>) -> Result<T> {
    let document =
        DeTable::parse(text).map_err(|error| Error::new(error.to_string().trim_end().to_owned()))?;
    read(Table::new("", document.get_ref()))
}

/// `text` as a TOML basic string, on one line.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_hold_nothing_that_a_terminal_obeys() {
        let said = |text: &str| read(text, |table| table.finish()).unwrap_err().to_string();
        assert_eq!(said("\"a\\u001b[2J\\nb\" = 1"), "`a\\u{1b}[2J\\nb` is unknown; known are: ");
        assert!(!said("a = \u{1b}[2J").contains('\u{1b}'));
    }
}
