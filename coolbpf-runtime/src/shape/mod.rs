//! C types as BTF tells them while the program runs, and values of these types.
//!
//! A [`Shape`] is built once of a type ([`build`]); reading and writing values takes no BTF any more. Objects and maps may be
//! anybody's: a shape is no deeper than [`MOST_DEPTH`], and a value has no more parts than [`MOST_PARTS`].

mod build;
mod read;
#[cfg(feature = "dynamic")]
mod serialize;
mod value;
#[cfg(feature = "dynamic")]
mod write;

#[cfg(all(test, feature = "dynamic"))]
mod tests;

use std::sync::Arc;

pub(crate) use self::build::Builder;
pub use self::value::Value;

/// How deep types may nest by value. Checked objects have no deeper ones.
const MOST_DEPTH: usize = 64;
/// How many parts (numbers, texts, structs) a value may have. Unions and members that overlap make many of few bytes.
const MOST_PARTS: usize = 1 << 20;
/// The largest value, in bytes. The kernel's maps have none larger than `KMALLOC_MAX_SIZE`, 4 MiB; sections of variables may.
const MOST_BYTES: usize = 64 << 20;

/// A C type: what its values' bytes are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shape {
    /// In bytes.
    pub(crate) size: usize,
    /// How deep types nest in it: 1 where none does.
    height: usize,
    pub(crate) kind: Kind,
}

/// What a type is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Bool,
    Int {
        signed: bool,
    },
    Float,
    /// An array of `char`.
    Text,
    Enum {
        signed: bool,
        names: Arc<[(Arc<str>, i128)]>,
    },
    Pointer,
    Array {
        element: Arc<Shape>,
        length: usize,
    },
    /// Or a union.
    Struct {
        members: Vec<Member>,
    },
    /// No type is known.
    Bytes,
}

/// A member of a struct or union. Those of an anonymous one count as members of what it is in, as in C.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member {
    /// Empty for an anonymous struct or union.
    pub(crate) name: Arc<str>,
    /// In bits from the start.
    pub(crate) offset: usize,
    /// The width in bits, of a bit-field.
    pub(crate) width: Option<u8>,
    pub(crate) shape: Arc<Shape>,
}

impl Shape {
    /// So many bytes of which nothing is known.
    pub(crate) fn bytes(size: usize) -> Self {
        Self { size, height: 1, kind: Kind::Bytes }
    }
}
