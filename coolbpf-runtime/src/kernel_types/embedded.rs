//! Types of kernels that the user named, in the binary.

use super::places::running;

/// What the build slimmed for one program.
#[derive(Debug, Clone, Copy)]
pub struct EmbeddedTypes {
    /// The bytes that hold the types.
    pub bytes: &'static [u8],
    /// The kernels whose types there are.
    pub kernels: &'static [EmbeddedKernel],
    /// The programs that have CO-RE relocations.
    pub asking: &'static [&'static str],
}

/// A kernel whose types are embedded.
#[derive(Debug, Clone, Copy)]
pub struct EmbeddedKernel {
    /// What `uname -r` says in it.
    pub release: &'static str,
    /// What `uname -v` says in it; empty for any.
    pub version: &'static str,
    /// Where its types start.
    pub start: usize,
    /// How long they are.
    pub length: usize,
}

impl EmbeddedTypes {
    /// Those of a program for which nothing was slimmed.
    pub const NONE: Self = Self { bytes: &[], kernels: &[], asking: &[] };

    /// The types of the kernel that runs, with its release.
    pub(super) fn of_this_kernel(self) -> Option<(&'static str, &'static [u8])> {
        if self.kernels.is_empty() {
            return None;
        }
        let (release, version) = running()?;
        self.of(&release, &version)
    }

    fn of(self, release: &str, version: &str) -> Option<(&'static str, &'static [u8])> {
        let of_release = || self.kernels.iter().filter(|kernel| kernel.release == release);
        let exact = of_release().find(|kernel| kernel.version == version);
        let kernel = exact.or_else(|| of_release().find(|kernel| kernel.version.is_empty()))?;
        Some((kernel.release, self.bytes.get(kernel.start..kernel.start.checked_add(kernel.length)?)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn kernel(
        release: &'static str,
        version: &'static str,
        start: usize,
        length: usize,
    ) -> EmbeddedKernel {
        EmbeddedKernel { release, version, start, length }
    }

    #[test]
    fn the_kernel_of_the_same_build_is_meant_else_any_of_the_same_release() {
        const TYPES: EmbeddedTypes = EmbeddedTypes {
            bytes: b"abcdef",
            kernels: &[
                kernel("5.4.0", "", 0, 1),
                kernel("5.4.0", "#2", 1, 2),
                kernel("5.5.0", "#1", 3, 1),
                kernel("5.6.0", "", 3, 99),
                kernel("5.7.0", "", usize::MAX, 2),
            ],
            asking: &[],
        };
        let of = |release, version| TYPES.of(release, version).map(|(_, bytes)| bytes);
        assert_eq!(of("5.4.0", "#1"), Some(&b"a"[..]));
        assert_eq!(of("5.4.0", "#2"), Some(&b"bc"[..]));
        assert_eq!(of("5.5.0", "#1"), Some(&b"d"[..]));
        for (release, version) in [("5.5.0", "#2"), ("5.4", ""), ("5.6.0", ""), ("5.7.0", "")] {
            assert_eq!(of(release, version), None, "{release}");
        }
    }
}
