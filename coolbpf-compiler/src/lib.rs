//! Compiles BPF C to canonical, reproducible objects.
//!
//! [`compile()`] turns a [`Request`](coolbpf_contract::Request) into a
//! [`CheckedObject`](coolbpf_contract::CheckedObject) with the clang that [`Toolchain::find`] finds. The headers
//! come from the bundle inside this crate, whose identity is [`bundle_digest`]; the machine's are not looked at.
//! Of the kernel's types, `vmlinux.h` brings those that the sources can reach. Where clang runs is an [`Executor`]'s
//! business: [`compile_with`] takes any.
//!
//! This crate neither generates bindings nor loads anything.

mod arguments;
mod atomics;
mod bundle;
pub mod canonical;
mod compile;
mod diagnostics;
mod error;
mod executor;
mod foreign_files;
mod job;
mod libbpf_messages;
mod link;
mod missing;
mod process;
mod reach;
mod slice;
mod toolchain;

pub use compile::{Compiled, Failure, compile, compile_with};
pub use coolbpf_contract::bundle_digest;
pub use error::{Error, Result};
pub use executor::{Ended, Executor, Local, Run, Status};
pub use job::readable;
pub use libbpf_messages::heard as hear_libbpf;
pub use slice::vmlinux_h;
pub use toolchain::{Candidates, Toolchain};

/// The formats of the files in `bundle/`, for `cargo xtask bundle`, which writes them.
pub mod formats {
    pub use crate::bundle::archive::write as write_archive;
    pub use crate::bundle::contents_digest;
    pub use crate::slice::kernel_types::{Need, Node, NodeId, write as write_kernel_types};
}
