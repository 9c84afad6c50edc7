//! What went wrong, as a problem document (RFC 9457).

use serde::{Deserialize, Serialize};

use crate::{Diagnostic, Digest};

/// The body of every answer that is no success, of type `application/problem+json`.
///
/// As RFC 9457 wants it, members that a reader doesn't know are passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// [`ProblemKind::uri`], which stays the same; what a program goes by.
    #[serde(rename = "type")]
    pub kind: String,
    /// The same in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time, and what to do about it.
    pub detail: String,
    /// What the compiler said about the sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Diagnostic>,
    /// The request digest, where the answer is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Digest>,
    /// The compiler, where one was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub toolchain: Option<String>,
}

impl Problem {
    /// A problem of this kind.
    #[must_use]
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self {
            kind: kind.uri(),
            title: kind.title().to_owned(),
            status: kind.status(),
            detail: detail.into(),
            diagnostics: Vec::new(),
            request: None,
            toolchain: None,
        }
    }

    /// The kind, if it is one that this version knows.
    #[must_use]
    pub fn known_kind(&self) -> Option<ProblemKind> {
        ProblemKind::ALL.into_iter().find(|kind| kind.uri() == self.kind)
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal, $status:literal, $title:literal;)*) => {
        /// What kinds of problems there are.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ProblemKind {
            $($(#[$doc])* $kind,)*
        }

        impl ProblemKind {
            /// Every kind.
            pub const ALL: [Self; [$($status),*].len()] = [$(Self::$kind),*];

            /// The last part of the URI.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// The HTTP status.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self {
                    $(Self::$kind => $status,)*
                }
            }

            /// A short text for people.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$kind => $title,)*
                }
            }
        }
    };
}

kinds! {
    /// The C has errors; `diagnostics` tells.
    SourceErrors = "source-errors", 422, "The sources don't compile";
    /// The compiler crashed, or made what is no acceptable object. The same request gives it again.
    NoObject = "no-object", 422, "The compiler made no acceptable object";
    /// The compile was stopped for what it consumed: time, memory, space.
    CompileLimit = "compile-limit", 422, "The compile ran into a limit";
    /// The body is no request: no JSON, an unknown or missing field, a value out of its grammar.
    MalformedRequest = "malformed-request", 400, "The request can't be read";
    /// The body or its content is larger than the server takes.
    TooLarge = "too-large", 413, "The request is too large";
    /// The `Content-Type` is not `application/json`, or the `Content-Encoding` is neither zstd nor gzip.
    UnsupportedMedia = "unsupported-media", 415, "The body is of a kind that isn't read";
    /// The server has no such compiler.
    UnknownToolchain = "unknown-toolchain", 422, "The server hasn't got this compiler";
    /// The server hasn't got the header bundle.
    UnknownBundle = "unknown-bundle", 422, "The server hasn't got this header bundle";
    /// There is no such thing here.
    NotFound = "not-found", 404, "Not found";
    /// Something is there, but not to be used so.
    MethodNotAllowed = "method-not-allowed", 405, "Method not allowed";
    /// A token is needed.
    Unauthorized = "unauthorized", 401, "A valid token is needed";
    /// The client has asked too often; `Retry-After` tells when to come again.
    RateLimited = "rate-limited", 429, "Too many requests";
    /// The body didn't arrive in time.
    SlowBody = "slow-body", 408, "The request took too long to arrive";
    /// The server has as much work as it takes on; `Retry-After` tells when to come again.
    Overloaded = "overloaded", 503, "The server is busy";
    /// The server is about to end.
    ShuttingDown = "shutting-down", 503, "The server is shutting down";
    /// The server failed.
    Internal = "internal", 500, "The server failed";
}

impl ProblemKind {
    /// What a problem document names its type by. It is a name, not a place to visit.
    #[must_use]
    pub fn uri(self) -> String {
        format!("tag:github.com,2026:coolbpf/problem/{}", self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_known_by_its_uri() {
        for kind in ProblemKind::ALL {
            assert_eq!(Problem::new(kind, "").known_kind(), Some(kind));
        }
    }
}
