//! The plain values that every part of coolbpf agrees on.
//!
//! A build collects [`Sources`] and [`Options`] into a [`Request`]; a compiler turns the request into bytes
//! that [`CheckedObject::check`] accepts or refuses; a [`Pin`] records which bytes belong to which sources; a
//! [`Record`] tells the `#[coolbpf::program]` macro what the build did. This crate needs no clang, no kernel
//! headers and no network, and depends on none of the other coolbpf crates.

mod arch;
pub mod btf;
pub mod btf_ext;
mod bundle;
mod credentials_file;
mod diagnostic;
mod digest;
pub mod elf;
mod embedded;
mod encoding;
mod error;
mod file_identity;
mod include;
mod kernels;
#[cfg(feature = "signatures")]
mod keys;
pub mod little_endian;
mod name;
mod object;
mod options;
mod pin;
mod provenance;
mod record;
mod report;
mod request;
mod server_url;
mod source;
#[cfg(feature = "syntax")]
pub mod syntax;
mod toml_text;
#[cfg(feature = "wire")]
pub mod wire;
mod workspace;

pub use arch::{Arch, Cpu};
pub use bundle::{bundle_contents, bundle_digest};
pub use credentials_file::{CREDENTIALS, credentials_file};
pub use diagnostic::{Diagnostic, Level, printable, printable_line};
pub use digest::{Digest, ParseDigestError};
pub use embedded::{Embedded, Made};
pub use encoding::CONTRACT_VERSION;
pub use error::{Error, Result};
pub use file_identity::file_identity;
pub use include::{Include, has_computed_include, includes, joined_lines};
pub use kernels::{BuildVersion, KernelBtf, KernelId, KernelTypes, NamedKernel, Release, asking_programs};
#[cfg(feature = "signatures")]
pub use keys::{Keys, check_age};
pub use name::{CIdent, toolchain_name};
pub use object::{
    AlternativeGroup, AlternativeWay, CheckedObject, EventMap, GlobalSection, Map, Program, Refusal,
    Variable, alternative_groups,
};
pub use options::{DefineValue, Metadata, Options};
pub use pin::{BINDINGS_VERSION, PIN_VERSION, Pin, PinnedKernels, Signature};
pub use provenance::{BuilderId, Provenance, Time};
pub use record::{Outcome, Record, RecordKey};
pub use report::CompileReport;
pub use request::Request;
pub use server_url::ServerUrl;
pub use source::{SourcePath, Sources};
pub use workspace::{BuilderKey, DependencyDemands, MinimumToolchain, WantedToolchain, WorkspaceMetadata};
