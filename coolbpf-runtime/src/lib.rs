//! Opens, loads and attaches the BPF programs that coolbpf built into a binary.

mod capability;
mod error;
mod events;
mod failure;
mod link;
mod map;
mod messages;
mod object;
mod program;
mod value;
mod verifier;

pub use coolbpf_macros::program;
pub use error::{Error, ErrorKind, Result};
pub use events::{End, EventRef, Events, RingBuffer};
pub use link::Link;
pub use map::{
    Array, ArrayIter, Globals, HashMap, HashMapIter, OpenMap, PerCpuArray, PerCpuHashMap, RawMap, Update,
};
pub use program::{OpenProgram, Program};
pub use value::{Bool, Chars, Pointer, Value};

/// What generated code needs beside the public items.
#[doc(hidden)]
pub mod __private {
    pub use libbpf_rs;

    pub use crate::map::Variables;
    pub use crate::object::{About, Loaded, Opened};
    pub use crate::value::storage;
    pub use crate::verifier::Source;
}
