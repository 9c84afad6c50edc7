//! Names that may enter generated code.

use std::fmt;
use std::str::FromStr;

use crate::{Error, Result};

/// A C identifier: letters, digits and underscores, not starting with a digit, at most 255 bytes.
///
/// Names in an object come from whoever compiled it. Nothing else than a `CIdent` reaches a code generator.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CIdent(String);

impl CIdent {
    /// Whether `name` is a C identifier that [`CIdent`] accepts.
    #[must_use]
    pub fn is_valid(name: &str) -> bool {
        let mut bytes = name.bytes();
        name.len() <= 255
            && bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    }

    /// The identifier.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CIdent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for CIdent {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        if Self::is_valid(name) {
            Ok(Self(name.to_owned()))
        } else {
            let shown: String = name.chars().take(60).collect();
            Err(Error::new(format!("{shown:?} is no C identifier")))
        }
    }
}

/// What a toolchain is called, as in `clang 19.1.7 (3~deb12u1)`: from 1 to 200 printable ASCII characters.
///
/// # Errors
/// Where `name` is something else.
pub fn toolchain_name(name: &str) -> Result<String> {
    if (1..=200).contains(&name.len()) && name.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        Ok(name.to_owned())
    } else {
        let shown: String = name.chars().take(60).collect();
        Err(Error::new(format!(
            "`toolchain`: {shown:?} can't be the name of one: it should be up to 200 printable ASCII characters"
        )))
    }
}
