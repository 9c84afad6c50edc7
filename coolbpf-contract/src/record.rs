//! What a build script leaves for the `#[coolbpf::program]` macro.

use std::fmt::Write as _;

use crate::encoding::Encoder;
use crate::source::use_unix_line_ends;
use crate::toml_text::{self, Table, quoted};
use crate::{Cpu, Diagnostic, Digest, Error, Made, Result, SourcePath, diagnostic};

const RECORD_VERSION: u32 = 3;

/// Finds the record of a program: both sides compute it from what they see.
///
/// A program that is compiled for several instruction sets has a record for each of them. The newest's has the plain
/// key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    program: Digest,
    /// The instruction set, unless it is the newest.
    older: Option<Cpu>,
}

impl RecordKey {
    /// The key of the program called `name` in the Rust file `rust_file` (relative to the package), with the given
    /// C text: the literal's for inline C, the main file's for `include_str!`.
    #[must_use]
    pub fn new(name: &str, rust_file: &SourcePath, text: &[u8]) -> Self {
        let mut encoder = Encoder::new("record");
        let mut text = text.to_vec();
        use_unix_line_ends(&mut text);
        encoder.text(name).text(rust_file.as_str()).bytes(&text);
        Self { program: Digest::of(&encoder.finish()), older: None }
    }

    /// The key of the same program's record for `older`, which is not the newest of its instruction sets.
    #[must_use]
    pub fn for_older(self, older: Cpu) -> Self {
        Self { older: Some(older), ..self }
    }

    /// The instruction set in the name of a directory that is one for an older one than the newest of the program
    /// whose record lies in `newest`.
    #[must_use]
    pub fn older_of(newest: &str, directory: &str) -> Option<Cpu> {
        directory.strip_prefix(newest)?.strip_prefix('-')?.parse().ok()
    }

    /// Whether a directory of this name is for the newest of a program's instruction sets.
    #[must_use]
    pub fn is_of_newest(directory: &str) -> bool {
        !directory.contains('-')
    }

    /// The name of the record's directory under `OUT_DIR/coolbpf`.
    #[must_use]
    pub fn directory(&self) -> String {
        let program = &self.program.hex()[..32];
        match self.older {
            None => program.to_owned(),
            Some(cpu) => format!("{program}-{cpu}"),
        }
    }
}

/// How a build got on with one program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// `object.bpf.o` and `bindings.rs` lie beside the record.
    Ready,
    /// There is no object: the C has errors, or the build's rules give none. The diagnostics tell; those that are not
    /// about the C name no file. The bindings and the object of the last good build lie beside the record if there
    /// was one.
    Failed,
}

impl Outcome {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Failed => "failed",
        }
    }

    pub(crate) fn read(table: &mut Table<'_>) -> Result<Self> {
        match table.text("outcome")? {
            "ready" => Ok(Self::Ready),
            "failed" => Ok(Self::Failed),
            other => Err(Error::new(format!("`outcome`: `{other}` is neither ready nor failed"))),
        }
    }
}

/// One program's record for one instruction set: a directory in `OUT_DIR/coolbpf` with `record.toml`, `object.bpf.o` and `bindings.rs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The program's name.
    pub program: String,
    /// The Rust file that holds the attribute, relative to the package.
    pub rust_file: SourcePath,
    /// The instruction set.
    pub cpu: Cpu,
    /// The path by which Rust code there names the runtime crate, as in `::coolbpf`.
    pub runtime: String,
    /// Where the object comes from, for people: `vendored`, `clang 19.1.7`.
    pub origin: String,
    /// The digest of the sources, if all of them could be read.
    pub source: Option<Digest>,
    /// The digest of the header bundle, if the object was compiled in this build.
    pub bundle: Option<Digest>,
    /// What a compile in this build was keyed by: request and toolchain. Empty for vendored objects.
    pub compiled_as: String,
    /// What made the object, unless the build failed.
    pub made: Option<Made>,
    /// The digest of `object.bpf.o`, if there is one.
    pub object: Option<Digest>,
    /// The digest of `bindings.rs`, if there is one.
    pub bindings: Option<Digest>,
    /// The digest of `kernels.btf`, if the package names kernels and the object asks for their types.
    pub kernel_types: Option<Digest>,
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
    /// The file that holds the types of kernels that the package names.
    pub const KERNEL_TYPES: &'static str = "kernels.btf";
    /// The file beside the records' directories that lists the Rust files that were searched for programs, one a line.
    pub const WALKED: &'static str = "walked";

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
                cpu: root.parsed("cpu")?,
                runtime: root.text("runtime")?.to_owned(),
                origin: root.text("origin")?.to_owned(),
                source: root.optional("source")?,
                bundle: root.optional("bundle")?,
                compiled_as: root.text("compiled-as")?.to_owned(),
                made: read_made(&mut root)?,
                object: root.optional("object")?,
                bindings: root.optional("bindings")?,
                kernel_types: root.optional("kernel-types")?,
                outcome: Outcome::read(&mut root)?,
                diagnostics: diagnostic::read_all(&mut root)?,
            };
            root.finish()?;
            Ok(record)
        })
    }

    /// The text of the record.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = format!(
            "version = {RECORD_VERSION}\nprogram = {}\nrust-file = {}\ncpu = \"{}\"\nruntime = {}\norigin = {}\n\
             compiled-as = {}\noutcome = \"{}\"\n",
            quoted(&self.program),
            quoted(self.rust_file.as_str()),
            self.cpu,
            quoted(&self.runtime),
            quoted(&self.origin),
            quoted(&self.compiled_as),
            self.outcome.as_str(),
        );
        let digests = [
            ("source", self.source),
            ("bundle", self.bundle),
            ("object", self.object),
            ("bindings", self.bindings),
            ("kernel-types", self.kernel_types),
        ];
        for (key, digest) in digests {
            if let Some(digest) = digest {
                // Writing into a String can't fail.
                let _ = writeln!(text, "{key} = \"{digest}\"");
            }
        }
        if let Some(Made { toolchain, builder, signer }) = &self.made {
            let (toolchain, builder) = (quoted(toolchain), quoted(builder.as_str()));
            let _ = writeln!(text, "toolchain = {toolchain}\nbuilder = {builder}");
            if let Some(signer) = signer {
                let _ = writeln!(text, "signer = \"{signer}\"");
            }
        }
        diagnostic::write_all(&mut text, &self.diagnostics);
        text
    }
}

fn read_made(root: &mut Table<'_>) -> Result<Option<Made>> {
    let (toolchain, signer) = (root.optional_text("toolchain")?, root.optional("signer")?);
    let builder = root.optional("builder")?;
    Ok(toolchain.zip(builder).map(|(toolchain, builder)| Made {
        toolchain: toolchain.to_owned(),
        builder,
        signer,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Level;

    #[test]
    fn each_instruction_set_of_a_program_has_a_directory_of_its_own() {
        let newest = RecordKey::new("x", &"src/a.rs".parse().unwrap(), b"int a;");
        let [plain, older] = [newest, newest.for_older(Cpu::V1)].map(|key| key.directory());
        assert!(RecordKey::is_of_newest(&plain) && !RecordKey::is_of_newest(&older));
        assert_eq!(RecordKey::older_of(&plain, &older), Some(Cpu::V1));
        for other in [plain.as_str(), &older[1..], &format!("{older}1"), "-v1", ""] {
            assert_eq!(RecordKey::older_of(&plain, other), None, "{other}");
        }
    }

    #[test]
    fn a_record_reads_back_what_it_writes() {
        let record = Record {
            program: "x".into(),
            rust_file: "src/a \"b\" é.rs".parse().unwrap(),
            cpu: Cpu::V1,
            runtime: "coolbpf".into(),
            origin: "vendored".into(),
            source: Some(Digest::of(b"")),
            bundle: Some(Digest::of(b"headers")),
            compiled_as: String::new(),
            made: Some(Made {
                toolchain: "clang 19.1.7".into(),
                builder: crate::BuilderId::local(),
                signer: Some("RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3".parse().unwrap()),
            }),
            object: Some(Digest::of(b"o")),
            bindings: None,
            kernel_types: Some(Digest::of(b"k")),
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
