//! What compiles in this form of the crate: this process, or `cargo coolbpf` in another.

#[cfg(feature = "compile")]
mod in_process;
#[cfg(not(feature = "compile"))]
mod installed;

#[cfg(feature = "compile")]
pub(crate) use in_process::Compiler;
#[cfg(not(feature = "compile"))]
pub(crate) use installed::Compiler;

use coolbpf_contract::{Diagnostic, Digest, file_identity};

use crate::store::Files;

/// What a compile gives.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// What compiled it, as in `clang 19.1.7`.
    pub(crate) toolchain: String,
    /// The digest of the header bundle.
    pub(crate) bundle: Digest,
    /// The checked object, and its bindings.
    pub(crate) files: Files,
    /// What the compiler warned of.
    pub(crate) warnings: Vec<Diagnostic>,
}

/// Why a compile gives nothing.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The sources have errors: what the compiler said.
    Source { toolchain: String, diagnostics: Vec<Diagnostic> },
    /// There is no compiler, for this reason, which tells how to get one.
    NoCompiler(String),
    /// The compiler or the generator of bindings failed.
    Tool(String),
}
