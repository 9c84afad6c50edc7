//! Opens, loads and attaches the BPF programs that coolbpf built into a binary.

mod capability;
mod error;
mod messages;
mod value;
mod verifier;

pub use error::{Error, ErrorKind, Result};
pub use value::{Bool, Chars, Pointer, Value};

/// What generated code needs beside the public items.
#[doc(hidden)]
pub mod __private {
    pub use crate::value::storage;
}
