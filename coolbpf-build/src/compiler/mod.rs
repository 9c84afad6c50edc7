//! What compiles in this form of the crate: this process, or `cargo coolbpf` in another.

#[cfg(feature = "compile")]
mod in_process;
#[cfg(not(feature = "compile"))]
mod installed;

#[cfg(feature = "compile")]
pub(crate) use in_process::Compiler;
#[cfg(not(feature = "compile"))]
pub(crate) use installed::Compiler;

use coolbpf_contract::{Diagnostic, Digest};

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

/// Changes whenever the file does: its length and its time of change.
fn file_identity(path: &std::path::Path) -> String {
    let metadata = path.metadata().ok();
    let length = metadata.as_ref().map_or(0, std::fs::Metadata::len);
    let changed = metadata.and_then(|metadata| metadata.modified().ok());
    let since = changed.and_then(|changed| changed.duration_since(std::time::UNIX_EPOCH).ok());
    format!("{} {length} {}", path.display(), since.unwrap_or_default().as_nanos())
}
