//! Why a compile at run time gives nothing.

use std::fmt;

use coolbpf_contract::{Diagnostic, printable};

use crate::{Error, ErrorKind};

/// Why [`Compiler::compile`](crate::dynamic::Compiler::compile) gives no object.
///
/// It turns into an [`Error`] by `?`, with its whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CompileError {
    /// The C has errors. They are printed as clang prints them.
    Source {
        /// What compiled, and where, as in `clang 19.1.7 at https://bpf.example.com`.
        maker: String,
        /// What the compiler said; warnings and notes are among it.
        diagnostics: Vec<Diagnostic>,
    },
    /// What a server answered is not to be believed: which one, and why.
    Refused(String),
    /// No server gave an answer: each with its reason.
    Unavailable(String),
    /// What was asked can't be: a name, an option, an address or a key that is none.
    Invalid(String),
}

impl CompileError {
    pub(super) fn invalid(error: impl fmt::Display) -> Self {
        Self::Invalid(error.to_string())
    }
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source { diagnostics, .. } => {
                for (at, diagnostic) in diagnostics.iter().enumerate() {
                    write!(f, "{}{diagnostic}", if at > 0 { "\n" } else { "" })?;
                }
                Ok(())
            }
            Self::Refused(text) | Self::Unavailable(text) | Self::Invalid(text) => {
                f.write_str(&printable(text))
            }
        }
    }
}

impl std::error::Error for CompileError {}

impl From<CompileError> for Error {
    fn from(error: CompileError) -> Self {
        let kind = match error {
            CompileError::Source { .. } | CompileError::Invalid(_) => ErrorKind::InvalidInput,
            CompileError::Refused(_) | CompileError::Unavailable(_) => ErrorKind::Other,
        };
        Self::new(kind, error.to_string())
    }
}
