//! The three answers to what a kernel can do.

use std::fmt;
use std::io;

use coolbpf_linux::Since;

use crate::{Error, ErrorKind, Result};

/// Whether a kernel can do something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Support {
    /// It can.
    Yes,
    /// It can't.
    No(Missing),
    /// That can't be told, for the reason given.
    Unknown(String),
}

/// Something that this kernel lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What it is, as in ``map type `ringbuf` ``.
    pub what: String,
    /// Which release of Linux brought it.
    pub since: Since,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, since } = self;
        match super::kernel().version() {
            Some(version) if version >= since.version => {
                write!(f, "this kernel has no {what}, though it is not older than Linux {}", since.version)
            }
            _ => write!(f, "this kernel has no {what}, which came with Linux {}", since.version),
        }
    }
}

impl Support {
    /// Whether the kernel surely can.
    #[must_use]
    pub fn is_yes(&self) -> bool {
        matches!(self, Self::Yes)
    }

    /// Whether the kernel surely can't.
    #[must_use]
    pub fn is_no(&self) -> bool {
        matches!(self, Self::No(_))
    }

    /// # Errors
    /// [`ErrorKind::Unsupported`] where the kernel surely can't. Where that can't be told, it is worth a try.
    pub fn require(&self) -> Result<()> {
        match self {
            Self::No(missing) => Err(Error::new(ErrorKind::Unsupported, missing.to_string())),
            Self::Yes | Self::Unknown(_) => Ok(()),
        }
    }

    pub(super) fn no(what: impl Into<String>, since: Since) -> Self {
        Self::No(Missing { what: what.into(), since })
    }

    /// The kernel has refused in a way that says nothing of what was asked.
    pub(super) fn refused(error: &io::Error) -> Self {
        Self::Unknown(match error.kind() {
            io::ErrorKind::PermissionDenied => {
                let missing = super::Permissions::of_this_process().missing();
                if missing.is_empty() {
                    format!("the kernel refuses the attempt: {error}")
                } else {
                    format!("this process lacks {} to try it", missing.join(", "))
                }
            }
            _ => format!("the attempt failed: {error}"),
        })
    }
}
