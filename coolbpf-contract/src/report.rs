//! What a compile in another process hands back.

use crate::toml_text::{self, quoted};
use crate::{Diagnostic, Digest, Error, Outcome, Result, diagnostic, toolchain_name};

const REPORT_VERSION: u32 = 1;

/// What `cargo coolbpf compile-program` writes beside the object and the bindings, for the build script that
/// asked for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompileReport {
    /// What compiled it, as in `clang 19.1.7`.
    pub toolchain: String,
    /// The digest of the header bundle.
    pub bundle: Digest,
    /// The version of the bindings; a build uses those of [`BINDINGS_VERSION`](crate::BINDINGS_VERSION).
    pub bindings_version: u32,
    /// How it went: an object and bindings, or errors among the diagnostics.
    pub outcome: Outcome,
    /// What the compiler said. Lines of inline C are counted within its text.
    pub diagnostics: Vec<Diagnostic>,
}

impl CompileReport {
    /// The file that holds [`CompileReport::to_toml`].
    pub const FILE: &'static str = "report.toml";

    /// Reads the text of a report.
    ///
    /// # Errors
    /// Where it was not written by the same version of this crate.
    pub fn parse(text: &str) -> Result<Self> {
        toml_text::read(text, |mut root| {
            let version = root.number("version")?;
            if version != REPORT_VERSION {
                return Err(Error::new(format!(
                    "the report is of version {version}, and this coolbpf-build reads version {REPORT_VERSION}; \
                     cargo-coolbpf and coolbpf-build should be of the same version"
                )));
            }
            let report = Self {
                toolchain: toolchain_name(root.text("toolchain")?)?,
                bundle: root.parsed("bundle")?,
                bindings_version: root.number("bindings-version")?,
                outcome: Outcome::read(&mut root)?,
                diagnostics: diagnostic::read_all(&mut root)?,
            };
            root.finish()?;
            Ok(report)
        })
    }

    /// The text of the report.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = format!(
            "version = {REPORT_VERSION}\ntoolchain = {}\nbundle = \"{}\"\nbindings-version = {}\n\
             outcome = \"{}\"\n",
            quoted(&self.toolchain),
            self.bundle,
            self.bindings_version,
            self.outcome.as_str(),
        );
        diagnostic::write_all(&mut text, &self.diagnostics);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Level;

    #[test]
    fn a_report_reads_back_what_it_writes() {
        let report = CompileReport {
            toolchain: "clang 19.1.7".into(),
            bundle: Digest::of(b"b"),
            bindings_version: 7,
            outcome: Outcome::Ready,
            diagnostics: vec![Diagnostic {
                file: "src/a.c".into(),
                line: 1,
                column: 2,
                level: Level::Warning,
                message: "unused variable".into(),
                snippet: "int a;".into(),
            }],
        };
        assert_eq!(CompileReport::parse(&report.to_toml()), Ok(report));
    }
}
