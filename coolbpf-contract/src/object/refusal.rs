//! Why an object is refused.

use std::fmt;

use crate::Error;
use crate::btf::TypeId;

/// What each message starts with.
const REFUSED: &str = "the object is refused: ";

/// Why bytes are no object that coolbpf loads or writes bindings for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The object is larger than any that clang makes.
    TooLarge {
        /// The size in bytes.
        size: usize,
    },
    /// It is no BPF ELF file, or it is cut short.
    Malformed(Error),
    /// It has no BTF.
    NoBtf,
    /// Something is called what it can't be called in C.
    Name {
        /// What is called so: `struct`, `map`, `section`.
        what: &'static str,
        /// The name, cut short.
        name: String,
    },
    /// A section is not as clang and libbpf know it.
    Section {
        /// The section.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A symbol is not as clang and libbpf know it.
    Symbol {
        /// The symbol.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A type is not one that C can declare.
    Type {
        /// The type's number.
        id: TypeId,
        /// Its name, where it has one.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A map is not declared as libbpf knows it.
    Map {
        /// The map.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
    /// Alternatives are none.
    Alternatives {
        /// The name of their group.
        group: String,
        /// What is wrong with them.
        problem: String,
    },
}

impl Refusal {
    /// What is wrong, without that it is an object that is refused.
    pub(crate) fn problem(&self) -> String {
        self.to_string().trim_start_matches(REFUSED).to_owned()
    }

    pub(super) fn section(name: &str, problem: impl Into<String>) -> Self {
        Self::Section { name: name.to_owned(), problem: problem.into() }
    }

    pub(super) fn symbol(name: &str, problem: impl Into<String>) -> Self {
        Self::Symbol { name: name.to_owned(), problem: problem.into() }
    }

    pub(super) fn map(name: &str, problem: impl Into<String>) -> Self {
        Self::Map { name: name.to_owned(), problem: problem.into() }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Malformed(error)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REFUSED)?;
        match self {
            Self::TooLarge { size } => {
                write!(f, "it has {size} bytes, more than the {} that are read", super::MAX_SIZE)
            }
            Self::Malformed(error) => error.fmt(f),
            Self::NoBtf => f.write_str("it has no BTF; compile it with `-g`"),
            Self::Name { what, name } => write!(f, "{name:?} can't be the name of a {what}"),
            Self::Section { name, problem } => write!(f, "section `{name}` {problem}"),
            Self::Symbol { name, problem } => write!(f, "symbol `{name}` {problem}"),
            Self::Type { id, name, problem } if name.is_empty() => write!(f, "BTF type {id} {problem}"),
            Self::Type { id, name, problem } => write!(f, "BTF type {id} `{name}` {problem}"),
            Self::Map { name, problem } => write!(f, "map `{name}` {problem}"),
            Self::Alternatives { group, problem } => write!(f, "the alternatives `{group}` {problem}"),
        }
    }
}

impl std::error::Error for Refusal {}
