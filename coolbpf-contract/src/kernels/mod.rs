//! Kernels that the user named, and their types.

mod asking;
mod named;
mod types;

use std::fmt;
use std::str::FromStr;

pub use asking::asking_programs;
pub use named::{KernelBtf, NamedKernel};
pub use types::KernelTypes;

use crate::{Error, Result};

/// What `uname -r` says in a kernel, as in `5.4.0-42-generic`: at most 128 letters, digits, `.`, `_`, `+`, `~` and `-`, the first a digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release(String);

impl Release {
    /// The release as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Release {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let is_release = (1..=128).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_digit())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._+~-".contains(&byte));
        if is_release {
            return Ok(Self(text.to_owned()));
        }
        let shown: String = text.chars().take(60).collect();
        Err(Error::new(format!("{shown:?} is no kernel's release, which `uname -r` prints")))
    }
}

/// What `uname -v` says in a kernel, as in `#46-Ubuntu SMP Fri Jul 10 00:24:02 UTC 2020`: at most 64 printable ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BuildVersion(String);

impl BuildVersion {
    /// The version as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BuildVersion {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        // `__NEW_UTS_LEN` of include/uapi/linux/utsname.h.
        let is_version =
            (1..=64).contains(&text.len()) && text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if is_version {
            return Ok(Self(text.to_owned()));
        }
        let shown: String = text.chars().take(70).collect();
        Err(Error::new(format!("{shown:?} is no kernel's build, which `uname -v` prints")))
    }
}

/// Which kernel it is, beside its architecture.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KernelId {
    /// What `uname -r` says in it.
    pub release: Release,
    /// What `uname -v` says in it, where several kernels have the release.
    pub version: Option<BuildVersion>,
}

impl fmt::Display for KernelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.version {
            None => write!(f, "{}", self.release),
            Some(version) => write!(f, "{} ({})", self.release, version.0),
        }
    }
}
