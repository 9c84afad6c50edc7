//! The error of a server that can't start or of a command that can't be done.

use std::fmt;

/// A shorthand for results of this crate.
pub(crate) type Result<T = (), E = Error> = std::result::Result<T, E>;

/// Says what was done, to what, what was found, and what to do about it.
#[derive(Debug)]
pub(crate) struct Error(String);

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

/// `context: error`, for errors of other crates.
pub(crate) fn because<E: fmt::Display>(context: impl fmt::Display) -> impl FnOnce(E) -> Error {
    move |error| Error::new(format!("{context}: {error}"))
}
