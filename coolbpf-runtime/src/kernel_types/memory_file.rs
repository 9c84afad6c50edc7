//! Bytes that libbpf can read by a path.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::fd::{AsRawFd as _, FromRawFd as _, OwnedFd};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;

/// A file without a name, which is there as long as this.
#[derive(Debug)]
pub(super) struct MemoryFile(File);

impl MemoryFile {
    pub(super) fn with(bytes: &[u8]) -> io::Result<Self> {
        let mut file = in_memory().or_else(|error| match error.raw_os_error() {
            // Linux before 3.17 has none.
            Some(libc::ENOSYS) => without_name(),
            _ => Err(error),
        })?;
        file.write_all(bytes)?;
        Ok(Self(file))
    }

    pub(super) fn path(&self) -> PathBuf {
        format!("/proc/self/fd/{}", self.0.as_raw_fd()).into()
    }
}

fn in_memory() -> io::Result<File> {
    // By its number, since glibc has the function only from 2.27 on.
    // SAFETY: the name is a C string, and the kernel copies it.
    let fd =
        unsafe { libc::syscall(libc::SYS_memfd_create, c"coolbpf-kernel-types".as_ptr(), libc::MFD_CLOEXEC) };
    match i32::try_from(fd) {
        // SAFETY: the kernel has just made the descriptor for this call.
        Ok(fd) if fd >= 0 => Ok(unsafe { OwnedFd::from_raw_fd(fd) }.into()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// A file of the temporary directory that loses its name at once.
fn without_name() -> io::Result<File> {
    let directory = std::env::temp_dir();
    let mut number = 0_u32;
    loop {
        let path = directory.join(format!(".coolbpf-{}-{number}", std::process::id()));
        match OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path) {
            Ok(file) => {
                fs::remove_file(&path)?;
                return Ok(file);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 100 => number += 1,
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_memory_is_read_by_its_path() {
        let file = MemoryFile::with(b"types").unwrap();
        assert_eq!(fs::read(file.path()).unwrap(), b"types");
        let mut file = MemoryFile(without_name().unwrap());
        file.0.write_all(b"others").unwrap();
        assert_eq!(fs::read(file.path()).unwrap(), b"others");
    }
}
