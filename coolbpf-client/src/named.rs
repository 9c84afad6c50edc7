//! Which servers are asked, and what is demanded of them.

use std::time::Duration;

use coolbpf_contract::{BuilderKey, MinimumToolchain, ServerUrl};

/// Servers that somebody names, and what is demanded of their answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Who demands it.
    pub demanding: Demanding,
    /// The servers, in the order in which they are asked.
    pub servers: Vec<NamedServer>,
    /// The keys of which one has to sign, if there are any.
    pub keys: Vec<BuilderKey>,
    /// The oldest compiler whose objects are taken.
    pub minimum_toolchain: Option<MinimumToolchain>,
    /// The age from which on a signature counts no more.
    pub maximum_age: Option<Duration>,
}

/// A server that somebody names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedServer {
    /// Where it listens.
    pub url: ServerUrl,
    /// Where it is named, as a sentence's subject.
    pub by: String,
    /// Whether that is `COOLBPF_SERVER`.
    pub by_variable: bool,
}

/// Who demands something of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demanding {
    /// The workspace of a build.
    Workspace,
    /// A program that compiles while it runs.
    Application,
}

impl Demanding {
    /// As a sentence's subject.
    pub(crate) fn who(self) -> &'static str {
        match self {
            Self::Workspace => "the workspace",
            Self::Application => "the application",
        }
    }

    /// Where it names keys.
    pub(crate) fn keys(self) -> &'static str {
        match self {
            Self::Workspace => "`keys` in [workspace.metadata.coolbpf]",
            Self::Application => "the application's `keys`",
        }
    }
}
