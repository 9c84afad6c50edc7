//! Directories of BPF file systems: files for maps, programs and links, and one that says what they are.

use std::ffi::CString;
use std::fs;
use std::io;
use std::os::fd::{AsRawFd as _, BorrowedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use libbpf_rs::libbpf_sys;

use crate::object::returned;
use crate::{Error, ErrorKind, Result};

/// The directories in it.
pub(super) const MAPS: &str = "maps";
pub(super) const PROGRAMS: &str = "programs";
pub(super) const LINKS: &str = "links";
/// The file of what it says about itself.
pub(super) const RECORD: &str = "record";

/// The name of the file of a map. BPF file systems have no dots in names, and C has no dashes.
pub(super) fn map_file(name: &str) -> String {
    match name.strip_prefix('.') {
        Some(section) => format!("section-{}", section.replace('.', "-")),
        None => name.to_owned(),
    }
}

/// A directory that is being filled, and comes to its place when it is full: nobody sees one that is not.
pub(super) struct Unfinished<'a> {
    place: &'a Path,
    directory: PathBuf,
}

impl<'a> Unfinished<'a> {
    pub(super) fn for_place(place: &'a Path) -> Result<Self> {
        let doing = || format!("can't pin to the directory {}", place.display());
        let refuse = |why: &str| Err(Error::new(ErrorKind::InvalidInput, format!("{}: {why}", doing())));
        let Some(name) = place.file_name() else { return refuse("it has no name") };
        if name.as_bytes().contains(&b'.') {
            return refuse("names in a BPF file system have no dots");
        }
        let mut unfinished = name.to_owned();
        unfinished.push("-unfinished");
        let directory = place.with_file_name(unfinished);
        // Left behind by a process that ended meanwhile.
        remove(&directory).map_err(|error| Error::system(doing(), error))?;
        let parent = place.parent().unwrap_or(Path::new("/"));
        if parent.is_dir() && !crate::map::is_bpf(parent) {
            return refuse(&format!(
                "{} is in no BPF file system; mount one with `sudo mount -t bpf bpf /sys/fs/bpf`",
                parent.display()
            ));
        }
        let made = || {
            fs::create_dir(&directory)?;
            [MAPS, PROGRAMS, LINKS].iter().try_for_each(|part| fs::create_dir(directory.join(part)))
        };
        let made = made().map_err(|error| Error::system(doing(), error));
        let unfinished = Self { place, directory };
        made.map(|()| unfinished)
    }

    /// Pins what a descriptor is of.
    pub(super) fn pin(&self, file: &Path, what: BorrowedFd<'_>) -> io::Result<()> {
        let path = c_path(&self.directory.join(file))?;
        // SAFETY: the descriptor is open, and the path ends in a zero byte.
        returned(unsafe { libbpf_sys::bpf_obj_pin(what.as_raw_fd(), path.as_ptr()) })
    }

    /// Brings it to its place. What is there gives way in one step if it `may` (Linux 5.16).
    pub(super) fn finish(self, may: impl FnOnce() -> bool) -> Result<()> {
        let doing = || format!("can't pin to the directory {}", self.place.display());
        match rename(&self.directory, self.place, libc::RENAME_NOREPLACE) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            renamed => return renamed.map_err(|error| Error::system(doing(), error)),
        }
        if !may() {
            let message =
                format!("{}: there is such a directory, and it has no pins of this program", doing());
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        rename(&self.directory, self.place, libc::RENAME_EXCHANGE).map_err(|error| {
            match error.raw_os_error() {
                Some(libc::EINVAL) => Error::new(
                    ErrorKind::Unsupported,
                    format!(
                        "{}: there are pins already, and to exchange them came with Linux 5.16; `Pinned::unpin` removes them",
                        doing()
                    ),
                ),
                _ => Error::system(doing(), error),
            }
        })
        // Dropping it removes what was there.
    }
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        // There is nobody to tell, and the next one removes what is left.
        let _ = remove(&self.directory);
    }
}

/// Removes a directory of pins; that there is none is all right. Links go first, so that programs stop, and what says what it is goes last.
pub(super) fn remove(directory: &Path) -> io::Result<()> {
    let gone = |result: io::Result<()>| match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    };
    for part in [LINKS, PROGRAMS, MAPS] {
        let part = directory.join(part);
        match fs::read_dir(&part) {
            Ok(files) => {
                for file in files {
                    gone(fs::remove_file(file?.path()))?;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        }
        gone(fs::remove_dir(part))?;
    }
    gone(fs::remove_file(directory.join(RECORD)))?;
    gone(fs::remove_dir(directory))
}

fn rename(from: &Path, to: &Path, flags: u32) -> io::Result<()> {
    let (from, to) = (c_path(from)?, c_path(to)?);
    // SAFETY: both paths end in a zero byte.
    let code = unsafe {
        libc::syscall(libc::SYS_renameat2, libc::AT_FDCWD, from.as_ptr(), libc::AT_FDCWD, to.as_ptr(), flags)
    };
    if code == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

fn c_path(path: &Path) -> io::Result<CString> {
    Ok(CString::new(path.as_os_str().as_bytes())?)
}
