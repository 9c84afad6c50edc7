//! How a kernel is named where many are to choose from.

use std::fmt;
use std::str::FromStr;

use super::{Version, banner};
use crate::{Error, Result};

/// Which kernel somebody wants: `newest`, `7`, `6.12`, `6.12.48`, or a release as `uname -r` prints it.
///
/// Where several are meant, it is the one with the highest version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The one with the highest version.
    Newest,
    /// One whose version starts with these one to three numbers.
    Series(Vec<u16>),
    /// The one of this release.
    Release(String),
}

impl Wanted {
    /// Whether a kernel is meant.
    #[must_use]
    pub fn matches(&self, release: &str, version: Version) -> bool {
        match self {
            Self::Newest => true,
            Self::Series(numbers) => [version.major, version.minor, version.patch].starts_with(numbers),
            Self::Release(wanted) => wanted == release,
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newest => f.write_str("newest"),
            Self::Series(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(u16::to_string).collect();
                f.write_str(&numbers.join("."))
            }
            Self::Release(release) => f.write_str(release),
        }
    }
}

impl FromStr for Wanted {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if text == "newest" {
            return Ok(Self::Newest);
        }
        let numbers: std::result::Result<Vec<u16>, _> = text.split('.').map(str::parse).collect();
        match numbers {
            Ok(numbers) if numbers.len() <= 3 => Ok(Self::Series(numbers)),
            _ if banner::is_release(text) && text.parse::<Version>().is_ok() => {
                Ok(Self::Release(text.to_owned()))
            }
            _ => Err(Error::new(format!(
                "`{text}` names no kernel: give `newest`, a version such as 6.12 or 6.12.48, or a release as `uname -r` prints it"
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(wanted: &str, release: &str, version: &str) -> bool {
        wanted.parse::<Wanted>().unwrap().matches(release, version.parse().unwrap())
    }

    #[test]
    fn a_kernel_is_named_by_the_start_of_its_version_or_by_its_release() {
        let debian = ("6.1.0-50-cloud-amd64", "6.1.176");
        for wanted in ["newest", "6", "6.1", "6.1.176", "6.1.0-50-cloud-amd64"] {
            assert!(matches(wanted, debian.0, debian.1), "{wanted}");
            assert_eq!(wanted.parse::<Wanted>().unwrap().to_string(), wanted);
        }
        for wanted in ["6.12", "6.1.17", "6.1.0", "6.1.0-50-amd64", "6.1.0-5"] {
            assert!(!matches(wanted, debian.0, debian.1), "{wanted}");
        }
    }

    #[test]
    fn what_names_no_kernel_is_refused() {
        for bad in ["", "latest", "6.", "../6.1", "6.1/x", "6-x", "v6.1", "6.1 ", "99999"] {
            assert!(bad.parse::<Wanted>().is_err(), "{bad}");
        }
    }
}
