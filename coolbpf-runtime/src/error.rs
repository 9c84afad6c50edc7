//! The error of everything in this crate.

use std::fmt;
use std::io;

use crate::verifier::Rejection;

/// A shorthand for results of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kind of failure an [`Error`] tells of, for programs that handle some of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The process lacks a capability, or the system forbids what was asked. The text names what is missing.
    PermissionDenied,
    /// The kernel does not tell its types (`CONFIG_DEBUG_INFO_BTF`), and the program depends on them.
    NoKernelBtf,
    /// The verifier found the program unsafe: [`Error::verifier_log`] has all that it said.
    VerifierRejected,
    /// This kernel does not have the tracepoint, function or hook that the program is for.
    NoAttachPoint,
    /// This kernel, or the library, can't do what was asked.
    Unsupported,
    /// A value, an index or a size that can't be right.
    InvalidInput,
    /// Anything else.
    Other,
}

/// An error with its causes.
///
/// `{}` shows the outermost message and `{:#}` all of them, on one line where they allow it. `{:?}` is the same
/// as `{:#}`, so that `fn main() -> coolbpf::Result<()>` ends with a text for people:
///
/// ```
/// let error = coolbpf::Error::from(std::io::Error::from_raw_os_error(2)).context("can't read the list of targets");
/// assert_eq!(error.to_string(), "can't read the list of targets");
/// assert_eq!(
///     format!("{error:#}"),
///     "can't read the list of targets: No such file or directory (os error 2)"
/// );
/// assert_eq!(format!("{error:?}"), format!("{error:#}"));
/// ```
pub struct Error(Box<Layer>);

struct Layer {
    kind: ErrorKind,
    message: String,
    cause: Option<Cause>,
    /// The system's error code, where the message is all of it.
    code: Option<i32>,
    rejection: Option<Rejection>,
}

enum Cause {
    Layer(Error),
    System(io::Error),
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Layer { kind, message: message.into(), cause: None, code: None, rejection: None }))
    }

    /// A system call's error, with what was being done.
    pub(crate) fn system(doing: impl Into<String>, error: io::Error) -> Self {
        Self(Box::new(Layer {
            kind: kind_of(&error),
            message: doing.into(),
            cause: Some(Cause::System(error)),
            code: None,
            rejection: None,
        }))
    }

    pub(crate) fn with_rejection(mut self, rejection: Rejection) -> Self {
        self.0.rejection = Some(rejection);
        self
    }

    /// Puts what was being done in front of the error.
    #[must_use]
    pub fn context(self, doing: impl fmt::Display) -> Self {
        Self(Box::new(Layer {
            kind: self.kind(),
            message: doing.to_string(),
            cause: Some(Cause::Layer(self)),
            code: None,
            rejection: None,
        }))
    }

    /// What kind of failure this is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// All that the verifier said about the rejected program, for [`ErrorKind::VerifierRejected`]. Lines of inline
    /// C are counted within its text, as the verifier sees it.
    #[must_use]
    pub fn verifier_log(&self) -> Option<&str> {
        self.rejection().map(|rejection| rejection.log.as_str())
    }

    /// What the verifier objects to in the rejected program, for [`ErrorKind::VerifierRejected`]: in its parts what the error's text
    /// shows.
    #[must_use]
    pub fn rejection(&self) -> Option<&Rejection> {
        match (&self.0.rejection, &self.0.cause) {
            (Some(rejection), _) => Some(rejection),
            (None, Some(Cause::Layer(inner))) => inner.rejection(),
            (None, _) => None,
        }
    }

    /// The system's error code at the end of the chain of causes, if there is one.
    #[must_use]
    pub fn raw_os_error(&self) -> Option<i32> {
        match &self.0.cause {
            Some(Cause::Layer(inner)) => inner.raw_os_error(),
            Some(Cause::System(error)) => error.raw_os_error(),
            None => self.0.code,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        match &self.0.cause {
            Some(Cause::Layer(inner)) if f.alternate() => write!(f, ": {inner:#}"),
            Some(Cause::System(error)) if f.alternate() => write!(f, ": {error}"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.0.cause.as_ref()? {
            Cause::Layer(inner) => Some(inner),
            Cause::System(error) => Some(error),
        }
    }
}

/// So that a program that reads and writes files beside its maps can return [`Result`] from `main`.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self(Box::new(Layer {
            kind: kind_of(&error),
            message: error.to_string(),
            cause: None,
            code: error.raw_os_error(),
            rejection: None,
        }))
    }
}

fn kind_of(error: &io::Error) -> ErrorKind {
    match error.kind() {
        io::ErrorKind::PermissionDenied => ErrorKind::PermissionDenied,
        io::ErrorKind::Unsupported => ErrorKind::Unsupported,
        _ => ErrorKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_shows_its_message_and_on_request_its_causes() {
        let error = Error::system("can't create the map `counts`", io::Error::from_raw_os_error(7))
            .context("can't load `hello`");
        assert_eq!(error.to_string(), "can't load `hello`");
        let whole = "can't load `hello`: can't create the map `counts`: Argument list too long (os error 7)";
        assert_eq!(format!("{error:#}"), whole);
        assert_eq!(format!("{error:?}"), whole);
        assert_eq!(error.raw_os_error(), Some(7));
        let causes = std::iter::successors(std::error::Error::source(&error), |cause| cause.source());
        assert_eq!(causes.count(), 2);
    }

    #[test]
    fn context_keeps_the_kind_and_the_rejection() {
        let rejection = Rejection::of_log("0: (95) exit\nR0 !read_ok\n").unwrap();
        let error = Error::new(ErrorKind::VerifierRejected, "no").with_rejection(rejection).context("load");
        assert_eq!(error.kind(), ErrorKind::VerifierRejected);
        assert_eq!(error.rejection().unwrap().message, "R0 !read_ok");
        assert!(error.verifier_log().unwrap().starts_with("0: (95) exit"));
    }

    #[test]
    fn a_refusal_of_the_system_is_of_its_kind() {
        for (code, kind) in [
            (1, ErrorKind::PermissionDenied),
            (13, ErrorKind::PermissionDenied),
            (95, ErrorKind::Unsupported),
            (22, ErrorKind::Other),
        ] {
            assert_eq!(Error::system("x", io::Error::from_raw_os_error(code)).kind(), kind, "{code}");
        }
    }
}
