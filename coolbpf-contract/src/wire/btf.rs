//! What a server answers about kernels' types under `/v1/btf`.

use serde::{Deserialize, Serialize};

use crate::{Arch, Digest};

/// The answer to `GET /v1/btf`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BtfKernels {
    /// The kernels whose BTF the server has, by architecture and release.
    pub kernels: Vec<BtfKernel>,
}

/// A kernel whose BTF a server has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BtfKernel {
    /// The architecture.
    pub arch: Arch,
    /// The release, as `uname -r` prints it.
    pub release: String,
    /// The digest of the BTF.
    pub digest: Digest,
    /// The size of the BTF in bytes.
    pub size: u64,
}

/// The answer to `GET /v1/btf/{arch}/{release}/types/{name}` and `.../functions/{name}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BtfDeclarations {
    /// The architecture.
    pub arch: Arch,
    /// The release.
    pub release: String,
    /// What was asked for.
    pub name: String,
    /// Its declarations in C; more than one where, say, a struct and a typedef have the same name.
    pub declarations: Vec<String>,
}
