//! Loads BPF programs that coolbpf built, and adapts them to the kernel.

mod value;

pub use value::{Bool, Chars, Pointer, Value};

/// What generated code needs beside the public items.
#[doc(hidden)]
pub mod __private {
    pub use crate::value::bits;
}
