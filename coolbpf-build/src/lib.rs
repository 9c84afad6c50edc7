//! The build.rs helper of coolbpf: gets the object of each BPF program in a package, checks it, and writes its bindings.
//!
//! A build script calls [`compile`] and nothing else. It walks the package's modules for programs, gets
//! each one's object (the vendored one if it is made from the same sources, else by compiling), and leaves a record in
//! `OUT_DIR` that the `#[coolbpf::program]` macro reads.
//!
//! With the feature `compile` (a default) it compiles with the local clang, in this process. With the feature `remote`
//! it first asks the compile servers that the workspace or the user names, by the rules of `servers`. Without either,
//! this crate is light to build: it uses the objects and bindings in `coolbpf-vendor/`, and where a compile is needed it lets
//! an installed `cargo coolbpf` do it.

#[cfg(feature = "compile")]
mod bindings;
mod build_form;
mod cfg;
#[cfg(feature = "compile")]
mod compile_program;
mod compiler;
mod error;
mod gather;
mod header_crates;
mod kernel_types;
mod obtain;
mod origin;
mod package;
mod regular_file;
#[cfg(feature = "remote")]
mod remote;
mod script;
mod servers;
mod store;
pub mod trust;
mod variant;
#[cfg(feature = "compile")]
mod vendor;
mod vendored;
mod walk;
mod workspace;

#[cfg(feature = "compile")]
pub use compile_program::compile_program;
pub use error::{Error, Result};
pub use header_crates::{FindHeaderCrates, export_headers};
pub use script::compile;
#[cfg(feature = "remote")]
pub use vendor::server_is_ready;
#[cfg(feature = "compile")]
pub use vendor::{
    ATTRIBUTES as VENDORED_ATTRIBUTES, Compilation, FindKernelBtf, Finding, NamedServers, Origin, Problem,
    Signer, Status, Vendoring, WriteOptions, Written, builds_of,
};
#[cfg(feature = "remote")]
pub use vendor::{Rebuild, RebuildOutcome, Rebuilt, Signed, Verification, Verified};
