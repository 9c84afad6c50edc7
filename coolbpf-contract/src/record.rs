//! What a build script leaves for the `#[coolbpf::program]` macro.

use std::fmt::Write as _;

use crate::encoding::Encoder;
use crate::source::use_unix_line_ends;
use crate::toml_text::{self, Table, quoted};
use crate::{Diagnostic, Digest, Error, Level, Result, SourcePath};

const RECORD_VERSION: u32 = 1;

/// Finds the record of a program: both sides compute it from what they see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey(Digest);

impl RecordKey {
    /// The key of the program called `name` in the Rust file `rust_file` (relative to the package), with the given
    /// C text: the literal's for inline C, the main file's for `include_str!`.
    #[must_use]
    pub fn new(name: &str, rust_file: &SourcePath, text: &[u8]) -> Self {
        let mut encoder = Encoder::new("record");
        let mut text = text.to_vec();
        use_unix_line_ends(&mut text);
        encoder.text(name).text(rust_file.as_str()).bytes(&text);
        Self(Digest::of(&encoder.finish()))
    }

    /// The name of the record's directory under `OUT_DIR/coolbpf`.
    #[must_use]
    pub fn directory(&self) -> String {
        self.0.hex()[..32].to_owned()
    }
}

/// How a build got on with one program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// `object.bpf.o` and `bindings.rs` lie beside the record.
    Ready,
    /// The C has errors, which are among the diagnostics. The bindings and the object of the last good build lie
    /// beside the record if there was one.
    Failed,
}

/// One program's record: a directory in `OUT_DIR/coolbpf` with `record.toml`, `object.bpf.o` and `bindings.rs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The program's name.
    pub program: String,
    /// The Rust file that holds the attribute, relative to the package.
    pub rust_file: SourcePath,
    /// How Rust code there names the runtime crate, as in `coolbpf`.
    pub runtime: String,
    /// Where the object comes from, for people: `vendored`, `clang 19.1.7`.
    pub origin: String,
    /// The digest of the sources.
    pub source: Digest,
    /// What a compile in this build was keyed by: request and toolchain. Empty for vendored objects.
    pub compiled_as: String,
    /// The digest of `object.bpf.o`, if there is one.
    pub object: Option<Digest>,
    /// How it went.
    pub outcome: Outcome,
    /// What the compiler said. Lines of inline C are counted within its text.
    pub diagnostics: Vec<Diagnostic>,
}

impl Record {
    /// The file in the record's directory that holds [`Record::to_toml`].
    pub const FILE: &'static str = "record.toml";
    /// The file that holds the object.
    pub const OBJECT: &'static str = "object.bpf.o";
    /// The file that holds the bindings.
    pub const BINDINGS: &'static str = "bindings.rs";

    /// Reads the text of a record.
    ///
    /// # Errors
    /// Where it was not written by the same version of this crate.
    pub fn parse(text: &str) -> Result<Self> {
        toml_text::read(text, |mut root| {
            let version = root.number("version")?;
            if version != RECORD_VERSION {
                return Err(Error::new(format!(
                    "the build script's record is of version {version}, the macro's is {RECORD_VERSION}: \
                     coolbpf-build and coolbpf-runtime should be of the same version"
                )));
            }
            let record = Self {
                program: root.text("program")?.to_owned(),
                rust_file: root.parsed("rust-file")?,
                runtime: root.text("runtime")?.to_owned(),
                origin: root.text("origin")?.to_owned(),
                source: root.parsed("source")?,
                compiled_as: root.text("compiled-as")?.to_owned(),
                object: root.optional("object")?,
                outcome: match root.text("outcome")? {
                    "ready" => Outcome::Ready,
                    "failed" => Outcome::Failed,
                    other => {
                        return Err(Error::new(format!("`outcome`: `{other}` is neither ready nor failed")));
                    }
                },
                diagnostics: root
                    .tables("diagnostic")?
                    .into_iter()
                    .map(read_diagnostic)
                    .collect::<Result<_>>()?,
            };
            root.finish()?;
            Ok(record)
        })
    }

    /// The text of the record.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let outcome = match self.outcome {
            Outcome::Ready => "ready",
            Outcome::Failed => "failed",
        };
        let mut text = format!(
            "version = {RECORD_VERSION}\nprogram = {}\nrust-file = {}\nruntime = {}\norigin = {}\nsource = \"{}\"\n\
             compiled-as = {}\noutcome = \"{outcome}\"\n",
            quoted(&self.program),
            quoted(self.rust_file.as_str()),
            quoted(&self.runtime),
            quoted(&self.origin),
            self.source,
            quoted(&self.compiled_as),
        );
        // Writing into a String can't fail.
        if let Some(object) = self.object {
            let _ = writeln!(text, "object = \"{object}\"");
        }
        for diagnostic in &self.diagnostics {
            let Diagnostic { file, line, column, level, message, snippet } = diagnostic;
            let (file, message, snippet) = (quoted(file), quoted(message), quoted(snippet));
            let level = level.as_str();
            let _ = write!(
                text,
                "\n[[diagnostic]]\nfile = {file}\nline = {line}\ncolumn = {column}\nlevel = \"{level}\"\n\
                 message = {message}\nsnippet = {snippet}\n"
            );
        }
        text
    }
}

fn read_diagnostic(mut table: Table<'_>) -> Result<Diagnostic> {
    let diagnostic = Diagnostic {
        file: table.text("file")?.to_owned(),
        line: table.number("line")?,
        column: table.number("column")?,
        level: match table.text("level")? {
            "error" => Level::Error,
            "warning" => Level::Warning,
            _ => Level::Note,
        },
        message: table.text("message")?.to_owned(),
        snippet: table.text("snippet")?.to_owned(),
    };
    table.finish()?;
    Ok(diagnostic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back_what_it_writes() {
        let record = Record {
            program: "x".into(),
            rust_file: "src/a \"b\" é.rs".parse().unwrap(),
            runtime: "coolbpf".into(),
            origin: "vendored".into(),
            source: Digest::of(b""),
            compiled_as: String::new(),
            object: Some(Digest::of(b"o")),
            outcome: Outcome::Failed,
            diagnostics: vec![Diagnostic {
                file: "src/a.c".into(),
                line: 1,
                column: 2,
                level: Level::Error,
                message: "expected '\\\\' or \"quote\"\u{7}".into(),
                snippet: "\tx = 1;".into(),
            }],
        };
        assert_eq!(Record::parse(&record.to_toml()), Ok(record));
    }
}
