//! Compiles BPF C to canonical, reproducible objects.
//!
//! [`compile`] turns a [`Request`](coolbpf_contract::Request) into a
//! [`CheckedObject`](coolbpf_contract::CheckedObject) with the clang that [`Toolchain::find`] finds. The headers
//! come from the bundle inside this crate, whose identity is [`bundle_digest`]; the machine's are not looked at.
//! Of the kernel's types, `vmlinux.h` brings those that the sources can reach.
//!
//! This crate neither generates bindings nor loads anything.

mod arguments;
mod bundle;
mod compile;
mod diagnostics;
mod error;
mod foreign_files;
mod job;
mod process;
mod reach;
mod toolchain;

pub use bundle::archive::write as write_archive;
pub use bundle::bundle_digest;
pub use compile::{Compiled, Failure, compile};
pub use error::{Error, Result};
pub use toolchain::{Candidates, Toolchain};
