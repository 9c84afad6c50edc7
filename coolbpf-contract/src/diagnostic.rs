//! What a compiler says about a source, as data.

use std::fmt::{self, Write as _};

use crate::toml_text::{Table, quoted};
use crate::{Error, Result};

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "wire", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Level {
    /// Belongs to the diagnostic before it.
    Note,
    /// The object was made all the same.
    Warning,
    /// No object was made.
    Error,
}

impl Level {
    /// The word that clang uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One message of the compiler.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Diagnostic {
    /// The file, relative to the package; empty where the message has no place.
    pub file: String,
    /// The line, counted from 1; 0 where the message has no place. For C inside a Rust file, the line within the
    /// C text until [`Diagnostic::moved`] makes it the Rust file's.
    pub line: u32,
    /// The column, counted from 1 in bytes; 0 where the message has no place.
    pub column: u32,
    /// How grave it is.
    pub level: Level,
    /// The message, without place and level.
    pub message: String,
    /// The source line that the message is about, as it stands in the file; empty if it isn't known.
    pub snippet: String,
}

impl Diagnostic {
    /// The diagnostic with its line moved down, if it is about `file`: C that starts at line `start` of a Rust
    /// file calls that line 1.
    #[must_use]
    pub fn moved(mut self, file: &str, start: u32) -> Self {
        if self.file == file && self.line > 0 {
            self.line = self.line.saturating_add(start.saturating_sub(1));
        }
        self
    }
}

/// `file:line:column: level: message`, then the source line with a caret. Characters that a terminal would obey are
/// escaped.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "{}:{}:{}: ", printable(&self.file), self.line, self.column)?;
        }
        write!(f, "{}: {}", self.level.as_str(), printable(&self.message))?;
        if !self.snippet.is_empty() {
            // The snippet is one line.
            let before = self.snippet.get(..(self.column.max(1) - 1) as usize).unwrap_or("");
            let indent: String =
                printable_line(before).chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
            write!(f, "\n{:>5} | {}\n      | {indent}^", self.line, printable_line(&self.snippet))?;
        }
        Ok(())
    }
}

/// `text` with the characters escaped that a terminal would obey rather than show: control characters but for line
/// ends and tabs, and those that turn the direction of writing.
#[must_use]
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => shown.push(c),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => shown.extend(c.escape_unicode()),
            c if c.is_control() => shown.extend(c.escape_default()),
            c => shown.push(c),
        }
    }
    shown
}

/// The same for a name, which is not to start a line of its own: line ends are escaped, too.
#[must_use]
pub fn printable_line(text: &str) -> String {
    printable(text).replace('\n', "\\n")
}

/// Reads the `[[diagnostic]]` tables of a document.
pub(crate) fn read_all(root: &mut Table<'_>) -> Result<Vec<Diagnostic>> {
    root.tables("diagnostic")?.into_iter().map(read).collect()
}

fn read(mut table: Table<'_>) -> Result<Diagnostic> {
    let diagnostic = Diagnostic {
        file: table.text("file")?.to_owned(),
        line: table.number("line")?,
        column: table.number("column")?,
        level: match table.text("level")? {
            "error" => Level::Error,
            "warning" => Level::Warning,
            "note" => Level::Note,
            other => {
                return Err(Error::new(format!("`level`: `{other}` is none of note, warning and error")));
            }
        },
        message: table.text("message")?.to_owned(),
        snippet: table.text("snippet")?.to_owned(),
    };
    table.finish()?;
    Ok(diagnostic)
}

/// Writes the `[[diagnostic]]` tables at the end of a document.
pub(crate) fn write_all(text: &mut String, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        let Diagnostic { file, line, column, level, message, snippet } = diagnostic;
        let (file, message, snippet) = (quoted(file), quoted(message), quoted(snippet));
        let level = level.as_str();
        // Writing into a String can't fail.
        let _ = write!(
            text,
            "\n[[diagnostic]]\nfile = {file}\nline = {line}\ncolumn = {column}\nlevel = \"{level}\"\n\
             message = {message}\nsnippet = {snippet}\n"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnostic_is_shown_with_its_line_and_a_caret_under_the_column() {
        let diagnostic = Diagnostic {
            file: "src/main.rs".into(),
            line: 3,
            column: 5,
            level: Level::Error,
            message: "use of undeclared identifier 'x'".into(),
            snippet: "\treturn x;".into(),
        };
        assert_eq!(
            diagnostic.moved("src/main.rs", 10).to_string(),
            "src/main.rs:12:5: error: use of undeclared identifier 'x'\n   12 | \treturn x;\n      | \t   ^"
        );
    }

    #[test]
    fn characters_that_a_terminal_would_obey_are_escaped() {
        let diagnostic = Diagnostic {
            file: "a\u{9b}2J.h".into(),
            line: 1,
            column: 4,
            level: Level::Error,
            message: "\u{1b}]0;title\u{7} é\r\nnext \u{202e}line".into(),
            snippet: "x\u{1b}\u{7f}y\nz".into(),
        };
        assert_eq!(
            diagnostic.to_string(),
            "a\\u{9b}2J.h:1:4: error: \\u{1b}]0;title\\u{7} é\\r\nnext \\u{202e}line\n    1 | \
             x\\u{1b}\\u{7f}y\\nz\n      |              ^"
        );
    }

    #[test]
    fn a_level_that_is_none_is_refused() {
        let text = "[[diagnostic]]\nfile = \"\"\nline = 0\ncolumn = 0\nlevel = \"fatal\"\nmessage = \"\"\nsnippet = \"\"\n";
        let read = |text: &str| crate::toml_text::read(text, |mut root| read_all(&mut root));
        let error = read(text).unwrap_err().to_string();
        assert_eq!(error, "`level`: `fatal` is none of note, warning and error");
        assert_eq!(read(&text.replace("fatal", "note")).unwrap()[0].level, Level::Note);
    }
}
