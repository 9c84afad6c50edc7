//! The error of a build that can't go on.

use std::fmt;

use coolbpf_contract::printable;

/// A shorthand for results of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Says what was being done, to what, what was found, and what to do next.
///
/// A build script's `fn main() -> coolbpf_build::Result<()>` prints an error by its `Debug`, so that is the text
/// as well.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(String);

impl Error {
    /// An error that says `message`, which may quote what somebody else wrote: a terminal obeys nothing in it.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(printable(&message.into()))
    }

    /// Puts what was being done before the message: `context: message`.
    pub(crate) fn context(self, context: impl fmt::Display) -> Self {
        Self::new(format!("{context}: {}", self.0))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl From<coolbpf_contract::Error> for Error {
    fn from(error: coolbpf_contract::Error) -> Self {
        Self(error.to_string())
    }
}
