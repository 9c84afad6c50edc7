//! The error of values that can't be read: a malformed path, option, pin or record.

use std::fmt;

use crate::printable;

/// A shorthand for results of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Says what was read, what was found in it, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(String);

impl Error {
    /// An error that says `message`, which may quote what somebody else wrote: a terminal obeys nothing in it.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self(printable(&message.into()))
    }

    /// Puts what was being done before the message: `context: message`.
    #[must_use]
    pub fn context(self, context: impl fmt::Display) -> Self {
        Self::new(format!("{context}: {}", self.0))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
