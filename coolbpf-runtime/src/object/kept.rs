//! What is known about an object, for as long as the object is there.

#[cfg(feature = "dynamic")]
use std::sync::Arc;

use super::About;
#[cfg(feature = "dynamic")]
use crate::verifier::Source;

/// What is known about an object, by whomever.
#[derive(Debug, Clone)]
pub(crate) enum Kept {
    /// What the binary carries.
    Carried(About<'static>),
    /// What came while the program runs, and goes with its last user.
    #[cfg(feature = "dynamic")]
    Shared(Arc<Shared>),
}

/// An [`About`] that owns what it is about.
#[cfg(feature = "dynamic")]
#[derive(Debug)]
pub(crate) struct Shared {
    /// The program's name.
    pub(crate) name: String,
    /// The object.
    pub(crate) object: Vec<u8>,
}

impl Kept {
    pub(crate) fn about(&self) -> About<'_> {
        match self {
            Self::Carried(about) => *about,
            // Its C is in files of its own.
            #[cfg(feature = "dynamic")]
            Self::Shared(shared) => About {
                name: &shared.name,
                source: Source { rust_file: "", start: 1 },
                object: &shared.object,
            },
        }
    }
}
