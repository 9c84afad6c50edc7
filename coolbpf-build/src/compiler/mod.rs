//! What compiles in this form of the crate: this process, after the compile servers; or `cargo coolbpf` in another
//! process.

#[cfg(feature = "compile")]
mod in_process;
#[cfg(not(feature = "compile"))]
mod installed;

#[cfg(feature = "compile")]
pub(crate) use in_process::Compiler;
#[cfg(not(feature = "compile"))]
pub(crate) use installed::Compiler;

use std::fmt;

use coolbpf_contract::{BuilderId, BuilderKey, Diagnostic, Digest, Made, Record, ServerUrl, file_identity};
#[cfg(feature = "compile")]
use coolbpf_contract::{Signature, Time};

use crate::store::Files;

/// What a compile gives.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// What compiled it.
    pub(crate) maker: Maker,
    /// What the server says about it, and signs. None for this machine, and for what an earlier build compiled.
    #[cfg(feature = "compile")]
    pub(crate) signed: Option<Signed>,
    /// What the builder calls itself.
    pub(crate) builder: BuilderId,
    /// The key of the workspace's that its signature is by, if there is one.
    pub(crate) signer: Option<BuilderKey>,
    /// The digest of the header bundle.
    pub(crate) bundle: Digest,
    /// The checked object, and its bindings.
    pub(crate) files: Files,
    /// What the compiler warned of.
    pub(crate) warnings: Vec<Diagnostic>,
    /// What the user should know although it went well.
    pub(crate) notices: Vec<String>,
}

impl Compiled {
    /// What made it.
    pub(crate) fn made(&self) -> Made {
        let (toolchain, builder) = (self.maker.toolchain.clone(), self.builder.clone());
        Made { toolchain, builder, signer: self.signer.clone() }
    }
}

/// Who answers for what an earlier build compiled: the builder, and the signer unless other keys are believed since.
fn answering(record: &Record, same_keys: bool) -> (BuilderId, Option<BuilderKey>) {
    let made = record.made.clone();
    made.map_or_else(|| (BuilderId::local(), None), |made| (made.builder, made.signer.filter(|_| same_keys)))
}

/// What a server signs beside the digests and the compiler.
#[cfg(feature = "compile")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signed {
    /// What it calls itself.
    pub(crate) builder: BuilderId,
    /// When it signed.
    pub(crate) time: Time,
    /// Its signatures.
    pub(crate) signatures: Vec<Signature>,
}

/// What compiled, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Maker {
    /// The compiler, as in `clang 19.1.7`.
    pub(crate) toolchain: String,
    /// The server that it runs on; none for this machine.
    pub(crate) server: Option<ServerUrl>,
}

impl Maker {
    /// What [`Maker`] prints, read back.
    pub(crate) fn parse(text: &str) -> Self {
        let at_server = text.rsplit_once(" at ").and_then(|(toolchain, server)| {
            Some(Self { toolchain: toolchain.to_owned(), server: Some(server.parse().ok()?) })
        });
        at_server.unwrap_or_else(|| Self { toolchain: text.to_owned(), server: None })
    }
}

impl fmt::Display for Maker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.toolchain)?;
        match &self.server {
            Some(server) => write!(f, " at {server}"),
            None => Ok(()),
        }
    }
}

/// Why a compile gives nothing.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The sources have errors: what the compiler said.
    Source { maker: Maker, diagnostics: Vec<Diagnostic> },
    /// There is no compiler, for this reason, which tells how to get one.
    NoCompiler(String),
    /// The compiler or the generator of bindings failed.
    Tool(String),
}
