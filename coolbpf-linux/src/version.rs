//! Versions of Linux, and the commits that brought something.

use std::fmt;

/// A release of Linux, as in 5.8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KernelVersion {
    /// The first number.
    pub major: u8,
    /// The second number.
    pub minor: u8,
}

impl KernelVersion {
    /// The release of that number.
    #[must_use]
    pub const fn new(major: u8, minor: u8) -> Self {
        Self { major, minor }
    }
}

impl fmt::Display for KernelVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for KernelVersion {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A commit of Linux, by the first twelve digits of its hash. Kept as digits and not as a string, which would be a
/// pointer for the loader to relocate, at each start of each tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commit([u8; 12]);

impl Commit {
    /// The commit whose hash begins with these twelve digits.
    ///
    /// # Panics
    ///
    /// If they are not twelve lowercase hexadecimal digits: at compile time, where a constant is made.
    #[must_use]
    pub const fn new(digits: &str) -> Self {
        let Some((digits, [])) = digits.as_bytes().split_first_chunk() else {
            panic!("a commit is named by twelve digits")
        };
        let mut at = 0;
        while at < digits.len() {
            assert!(
                matches!(digits[at], b'0'..=b'9' | b'a'..=b'f'),
                "a commit is named by hexadecimal digits"
            );
            at += 1;
        }
        Self(*digits)
    }
}

impl fmt::Display for Commit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Linux commit {}", self.0.escape_ascii())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Commit {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Since when kernels have something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since {
    /// The first release that has it.
    pub version: KernelVersion,
    /// The commit that brought it.
    pub commit: Commit,
}

impl Since {
    /// Since the release of that number, by that commit (see [`Commit::new`]).
    #[must_use]
    pub const fn new(major: u8, minor: u8, commit: &str) -> Self {
        Self { version: KernelVersion::new(major, minor), commit: Commit::new(commit) }
    }
}
