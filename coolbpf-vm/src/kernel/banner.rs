//! The release and the version that a kernel has among its data.

use memchr::memmem;

use super::Version;
use crate::{Error, Result};

/// What `linux_banner` starts with (`init/version-timestamp.c`).
const BANNER: &[u8] = b"Linux version ";
/// The most of a banner that is looked at, in bytes.
const MOST: usize = 1024;

/// The release, as `uname -r` prints it, and the version, of the kernel whose memory this is.
pub(super) fn read(kernel: &[u8]) -> Result<(String, Version)> {
    memmem::find_iter(kernel, BANNER)
        .filter_map(|at| {
            let rest = kernel.get(at + BANNER.len()..)?;
            let rest = rest.get(..MOST).unwrap_or(rest);
            let line = rest.split(|byte| matches!(byte, 0 | b'\n')).next()?;
            parse(std::str::from_utf8(line).ok()?)
        })
        .next()
        .ok_or_else(|| {
            Error::new(
                "it doesn't tell its release: no `Linux version` is in it, so that it is no kernel of Linux",
            )
        })
}

/// A banner, as in `6.1.0-50-cloud-amd64 (debian-kernel@lists.debian.org) (gcc...) #1 SMP Debian 6.1.176-1 (2026-08-29)`.
fn parse(banner: &str) -> Option<(String, Version)> {
    let (release, rest) = banner.split_once(' ')?;
    // The format string from which the banner is made has a conversion here.
    if !is_release(release) {
        return None;
    }
    let version: Version = release.parse().ok()?;
    // Debian's releases of Linux 6.11 and older don't tell the stable version.
    let of_debian = rest.rsplit_once(" Debian ").and_then(|(_, version)| version.parse::<Version>().ok());
    let same_series = |other: &Version| (other.major, other.minor) == (version.major, version.minor);
    Some((release.to_owned(), of_debian.filter(same_series).unwrap_or(version)))
}

/// Whether `release` is what `uname -r` may print (64 characters and a zero at most): it becomes the name of a directory.
pub(super) fn is_release(release: &str) -> bool {
    (1..=64).contains(&release.len())
        && release.starts_with(|c: char| c.is_ascii_digit())
        && release.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._+~-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kernel: &[u8]) -> Option<(String, String)> {
        read(kernel).ok().map(|(release, version)| (release, version.to_string()))
    }

    #[test]
    fn the_banner_tells_release_and_version() {
        let debian_5_10 =
            b"\0Linux version %s (%s)\0Linux version 5.10.0-32-cloud-amd64 (debian-kernel@lists.debian.org) \
            (gcc-10, GNU ld 2.35.2) #1 SMP Debian 5.10.223-1 (2024-08-10)\n\0";
        assert_eq!(told(debian_5_10), Some(("5.10.0-32-cloud-amd64".into(), "5.10.223".into())));
        let own = b"Linux version 7.0.0-rc3 (me@here) (clang 21) #5 SMP PREEMPT Mon Jan 1";
        assert_eq!(told(own), Some(("7.0.0-rc3".into(), "7.0.0".into())));
        let elsewhere = b"Linux version 6.1.9-x (me@here) #1 SMP Debian 5.10.223-1";
        assert_eq!(told(elsewhere), Some(("6.1.9-x".into(), "6.1.9".into())));
    }

    #[test]
    fn a_banner_that_could_lead_out_of_a_directory_is_none() {
        for hostile in [
            &b"Linux version ../../etc (x)"[..],
            b"Linux version 6.1/../.. (x)",
            b"Linux version 6.1\x1b[2J (x)",
            b"Linux version 6.1.0",
            b"Linux version  (x)",
            b"Linux version ",
            b"Linux version \xff\xff 6",
            b"Linux version 6666666666666666666666666666666666666666666666666666666666666666666666 (x)",
            b"",
        ] {
            assert_eq!(told(hostile), None, "{}", String::from_utf8_lossy(hostile));
        }
    }
}
