//! Files at paths that other processes may put anything at.

use std::fs::{File, Metadata};
use std::io;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

/// Opens a file to be read, if it is a regular one. Nothing else is opened: a pipe would wait for a writer, and devices act when they are opened. A file
/// that somebody has a lease of is not waited for.
pub(super) fn open(path: &Path, flags: i32) -> io::Result<(File, Metadata)> {
    let place = File::options().read(true).custom_flags(libc::O_PATH | flags).open(path)?;
    let metadata = place.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    let same = format!("/proc/self/fd/{}", place.as_raw_fd());
    Ok((File::options().read(true).custom_flags(libc::O_NONBLOCK).open(same)?, metadata))
}
