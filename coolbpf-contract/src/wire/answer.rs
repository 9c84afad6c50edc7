//! What a server answers to `POST /v1/compile` and `GET /v1/toolchains`.

use serde::{Deserialize, Serialize};

use super::scalar::base64_bytes;
use crate::{BuilderId, Diagnostic, Digest, Provenance, Signature, Time};

/// The answer to a compile that went well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompileAnswer {
    /// The request digest of what was compiled.
    pub request: Digest,
    /// The header bundle that it was compiled with.
    pub bundle: Digest,
    /// The compiler, as in `clang 19.1.7 (3~deb12u1)`.
    pub toolchain: String,
    /// What the server calls itself.
    pub builder: BuilderId,
    /// What came out.
    pub object: AnsweredObject,
    /// What the compiler warned of. Lines of inline C are counted within its text.
    pub diagnostics: Vec<Diagnostic>,
    /// The server's time when it signed.
    pub time: Time,
    /// Signatures of the statement of [`CompileAnswer::provenance`], one by each key of the server.
    pub signatures: Vec<Signature>,
}

impl CompileAnswer {
    /// Who made what from what. Its statement is the message that is signed.
    #[must_use]
    pub fn provenance(&self) -> Provenance {
        Provenance {
            object: self.object.digest,
            request: self.request,
            bundle: self.bundle,
            toolchain: self.toolchain.clone(),
            builder: self.builder.clone(),
            time: Some(self.time),
        }
    }
}

/// An object and its digest. Nothing here says that they belong together: a reader computes the digest of the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnsweredObject {
    /// The digest.
    pub digest: Digest,
    /// The ELF file.
    #[serde(rename = "base64", with = "base64_bytes")]
    pub bytes: Vec<u8>,
}

/// The answer to `GET /v1/toolchains`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Toolchains {
    /// The compilers; the first is the one that is used where a request names none.
    pub toolchains: Vec<ToolchainEntry>,
    /// The header bundles that a request may name, newest first.
    pub bundles: Vec<Digest>,
    /// The public keys that answers are signed with, in minisign's base64 form.
    pub keys: Vec<String>,
}

/// A compiler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToolchainEntry {
    /// How a request names it.
    pub id: String,
    /// The first number of its version.
    pub major: u32,
}
