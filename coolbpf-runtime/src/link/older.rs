//! What keeps programs attached on kernels that have no link for it.

use std::io;
use std::os::fd::BorrowedFd;

/// Something other than a link of the kernel by which a program is attached.
pub(crate) trait Older: Send + Sync {
    /// What it is, in words.
    fn what(&self) -> &'static str;

    /// The release of Linux whose links keep such programs, if any do.
    fn link_since(&self) -> Option<&'static str> {
        None
    }

    /// Attaches `program` in the place of the one that is attached, in one step.
    fn replace(&mut self, program: BorrowedFd<'_>) -> io::Result<()>;

    /// Whether a program can be replaced at all.
    fn is_updatable(&self) -> bool {
        true
    }

    /// Detaches the program, unless another has taken its place, where the kernel tells.
    fn remove(&mut self) -> io::Result<()>;
}
