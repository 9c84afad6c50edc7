//! A directory that stays the same one while its path may lead elsewhere.

use std::ffi::CString;
use std::fs::{File, Metadata};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{self, Write as _};
use std::os::fd::{AsRawFd as _, FromRawFd as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// An open directory, whose files are reached from it and not by a path.
#[derive(Debug)]
pub(super) struct Directory(File);

impl Directory {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        File::options().read(true).custom_flags(libc::O_DIRECTORY).open(path).map(Self)
    }

    pub(super) fn metadata(&self) -> io::Result<Metadata> {
        self.0.metadata()
    }

    /// A file in it, to be read. Links are not followed, and nobody is waited for at a pipe.
    pub(super) fn read(&self, name: &str) -> io::Result<File> {
        self.file(&CString::new(name)?, libc::O_RDONLY | libc::O_NONBLOCK)
    }

    /// Has a file hold these bytes: from one moment to the next, and all or nothing.
    pub(super) fn replace(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let new = CString::new(format!("{name}.{}.new", unique()))?;
        let name = CString::new(name)?;
        let mut file = self.file(&new, libc::O_WRONLY | libc::O_CREAT | libc::O_EXCL)?;
        file.write_all(bytes).and_then(|()| self.rename(&new, &name)).inspect_err(|_| self.remove(&new))
    }

    fn file(&self, name: &CString, flags: libc::c_int) -> io::Result<File> {
        let flags = flags | libc::O_NOFOLLOW | libc::O_CLOEXEC;
        let mode: libc::c_uint = 0o600;
        // SAFETY: the directory is open, and the name ends in a NUL.
        let fd = unsafe { libc::openat(self.0.as_raw_fd(), name.as_ptr(), flags, mode) };
        if fd < 0 {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: the kernel has just opened it for this caller.
        Ok(unsafe { File::from_raw_fd(fd) })
    }

    fn rename(&self, from: &CString, to: &CString) -> io::Result<()> {
        let directory = self.0.as_raw_fd();
        // SAFETY: the directory is open, and the names end in a NUL.
        match unsafe { libc::renameat(directory, from.as_ptr(), directory, to.as_ptr()) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    }

    /// Removes a file, if it can.
    fn remove(&self, name: &CString) {
        // SAFETY: the directory is open, and the name ends in a NUL.
        unsafe { libc::unlinkat(self.0.as_raw_fd(), name.as_ptr(), 0) };
    }
}

/// What no other thread has, nor a process, of whatever container or machine.
fn unique() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let random = RandomState::new().build_hasher().finish();
    format!("{}-{count}-{random:x}", std::process::id())
}
