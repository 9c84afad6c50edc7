//! A kernel that a guest can boot, as plain values.

mod apt;
mod banner;
mod btf;
mod compression;
mod debian;
mod image;
mod modules;
mod offers;
mod package;
mod progress;
mod record;
mod source;
mod staging;
mod store;
mod wanted;

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::{Error, Result};
pub use debian::{Archive, Offer};
pub use modules::Module;
pub use progress::Progress;
pub use source::Source;
pub use store::{Added, Store};
pub use wanted::Wanted;

/// The architecture of a guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arch {
    /// 64-bit x86.
    X86_64,
    /// 64-bit Arm, little-endian.
    Aarch64,
}

impl Arch {
    /// Every architecture that there are guests of.
    pub const ALL: [Self; 2] = [Self::X86_64, Self::Aarch64];

    /// That of this machine; x86-64 where it is neither.
    #[must_use]
    pub const fn native() -> Self {
        if cfg!(target_arch = "aarch64") { Self::Aarch64 } else { Self::X86_64 }
    }

    /// The name as Cargo, Rust and QEMU spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::X86_64 => "x86_64",
            Self::Aarch64 => "aarch64",
        }
    }
}

impl fmt::Display for Arch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Arch {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let arch = Self::ALL.into_iter().find(|arch| arch.as_str() == name);
        arch.ok_or_else(|| {
            Error::new(format!("`{name}` is no architecture of guests: x86_64 and aarch64 are"))
        })
    }
}

/// The version of a kernel: `6.12.48` of the release `6.12.48+deb13-cloud-amd64`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The first number.
    pub major: u16,
    /// The second number.
    pub minor: u16,
    /// The third number; 0 where there is none.
    pub patch: u16,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl FromStr for Version {
    type Err = Error;

    /// Reads the version at the start of a release; what follows the numbers is passed over.
    fn from_str(release: &str) -> Result<Self> {
        let numbers = release.split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or_default();
        let mut numbers = numbers.split('.').map(str::parse::<u16>);
        let (Some(Ok(major)), Some(Ok(minor))) = (numbers.next(), numbers.next()) else {
            return Err(Error::new(format!(
                "`{release}` does not start with a kernel version such as 6.12 or 6.12.48"
            )));
        };
        Ok(Self { major, minor, patch: numbers.next().and_then(|patch| patch.ok()).unwrap_or(0) })
    }
}

/// How QEMU starts an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Boot {
    /// An x86-64 ELF file with a PVH note, which QEMU enters directly.
    Pvh,
    /// An x86 bzImage, which unpacks itself.
    Bzimage,
    /// An arm64 `Image`, unpacked.
    Arm64Image,
}

/// A kernel in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kernel {
    /// What `uname -r` says in it, as in `6.12.48+deb13-cloud-amd64`.
    pub release: String,
    /// Its version: what the release starts with, or the stable version where the kernel tells it otherwise, as older ones of Debian do.
    pub version: Version,
    /// The architecture that it runs on.
    pub arch: Arch,
    /// The file that QEMU boots.
    pub image: PathBuf,
    /// How QEMU boots it.
    pub boot: Boot,
    /// Its BTF, as `/sys/kernel/btf/vmlinux` would hold it; none where it was built without.
    pub btf: Option<PathBuf>,
    /// The directory of its modules, `.ko` files in directories as the kernel's build makes them.
    pub modules: Option<PathBuf>,
    /// Where it came from, as in `Debian trixie, 6.12.48-1`.
    pub origin: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_the_start_of_a_release() {
        let version = |major, minor, patch| Ok(Version { major, minor, patch });
        assert_eq!("6.12.48+deb13-cloud-amd64".parse(), version(6, 12, 48));
        assert_eq!("6.12".parse(), version(6, 12, 0));
        assert_eq!("7.0-rc3".parse(), version(7, 0, 0));
        assert_eq!("5.10.0-28-cloud-amd64".parse(), version(5, 10, 0));
        for bad in ["", "6", "six.twelve", "6.", ".6", "99999.1", "-6.1"] {
            assert!(bad.parse::<Version>().is_err(), "{bad}");
        }
    }
}
