//! What travels between a build and a compile server: JSON under `/v1`.
//!
//! Unknown fields, fields that are there twice and values out of their grammar are refused when they are read. The forms
//! themselves are fixed by the golden files in `tests/wire/`; what changes one of them needs a `/v2`.

mod answer;
mod btf;
mod object;
mod problem;
mod request;
mod scalar;
mod unique;

pub use answer::{AnsweredObject, CompileAnswer, ToolchainEntry, Toolchains};
pub use btf::{BtfDeclarations, BtfKernel, BtfKernels};
pub use problem::{Problem, ProblemKind};
pub use request::CompileRequest;

/// The most files that a request may hold; [`Sources::collect`](crate::Sources::collect) collects no more.
pub const MOST_FILES: usize = 1000;
/// The most bytes that the files of a request may have in all.
pub const MOST_SOURCE_BYTES: usize = 16 << 20;
/// The most bytes that defines, include directories and event types may have in all. They go on clang's command line, for which kernels
/// have a limit.
pub const MOST_OPTION_BYTES: usize = 64 << 10;
/// The most directories that a file's path may go through.
pub const MOST_DEPTH: usize = 32;
