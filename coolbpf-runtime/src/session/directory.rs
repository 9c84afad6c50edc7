//! Directories of BPF file systems: files for maps, programs and links, and one that says what they are.

use std::ffi::{CString, OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::os::fd::{AsFd as _, AsRawFd as _, BorrowedFd, FromRawFd as _, OwnedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use libbpf_rs::libbpf_sys;

use crate::object::returned;
use crate::{Error, ErrorKind, Result, map};

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
    /// Whether something is left at `directory` that nobody is to see: what is not full, or what gave way.
    is_left: bool,
}

impl<'a> Unfinished<'a> {
    pub(super) fn for_place(place: &'a Path) -> Result<Self> {
        let doing = || format!("can't pin to the directory {}", place.display());
        let refuse = |why: &str| Err(Error::new(ErrorKind::InvalidInput, format!("{}: {why}", doing())));
        map::check_keeps_files(&doing())?;
        let Some(name) = place.file_name() else { return refuse("it has no name") };
        if name.as_bytes().contains(&b'.') {
            return refuse("names in a BPF file system have no dots");
        }
        let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if parent.is_dir() && !map::is_bpf(parent) {
            return refuse(&format!(
                "{} is in no BPF file system; mount one with `sudo mount -t bpf bpf /sys/fs/bpf`",
                parent.display()
            ));
        }
        let mut prefix = name.to_owned();
        prefix.push("-unfinished-");
        sweep(parent, &prefix);
        let directory = make(parent, &prefix).map_err(|error| Error::system(doing(), error))?;
        let unfinished = Self { place, directory, is_left: true };
        let made = [MAPS, PROGRAMS, LINKS]
            .iter()
            .try_for_each(|part| fs::create_dir(unfinished.directory.join(part)));
        made.map_err(|error| Error::system(doing(), error))?;
        Ok(unfinished)
    }

    /// Pins what a descriptor is of.
    pub(super) fn pin(&self, file: &Path, what: BorrowedFd<'_>) -> io::Result<()> {
        let path = c_path(&self.directory.join(file))?;
        // SAFETY: the descriptor is open, and the path ends in a zero byte.
        returned(unsafe { libbpf_sys::bpf_obj_pin(what.as_raw_fd(), path.as_ptr()) })
    }

    /// Brings it to its place. What is there gives way in one step if it `may` (Linux 5.16).
    pub(super) fn finish(mut self, may: impl FnOnce() -> bool) -> Result<()> {
        let doing = || format!("can't pin to the directory {}", self.place.display());
        match rename(&self.directory, self.place, libc::RENAME_NOREPLACE) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            renamed => {
                self.is_left = renamed.is_err();
                return renamed.map_err(|error| Error::system(doing(), error));
            }
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
        if self.is_left {
            // There is nobody to tell, and a later one removes what is left.
            let _ = remove(&self.directory);
        }
    }
}

/// Makes a directory that no other pinning has, by this process or another one.
fn make(parent: &Path, prefix: &OsStr) -> io::Result<PathBuf> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    loop {
        let mut name = prefix.to_owned();
        name.push(format!("{}-{}", process::id(), NUMBER.fetch_add(1, Ordering::Relaxed)));
        let directory = parent.join(name);
        match fs::create_dir(&directory) {
            // Of a process with the same number in another namespace, or of somebody who is in the way.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|()| directory),
        }
    }
}

/// Removes what processes of this user have left behind that are no more. What can't be removed is in nobody's way.
fn sweep(parent: &Path, prefix: &OsStr) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let is_own = || entry.metadata().is_ok_and(|facts| facts.uid() == user());
        if maker(&entry.file_name(), prefix).is_some_and(|process| !is_running(process)) && is_own() {
            let _ = remove(&entry.path());
        }
    }
}

/// The process that has made a directory of such a name.
fn maker(name: &OsStr, prefix: &OsStr) -> Option<i32> {
    let numbers = str::from_utf8(name.as_bytes().strip_prefix(prefix.as_bytes())?).ok()?;
    let (process, number) = numbers.split_once('-')?;
    number.parse::<u32>().ok()?;
    process.parse().ok().filter(|process| *process > 0)
}

fn is_running(process: i32) -> bool {
    // SAFETY: this signal does nothing but to find the process.
    let found = unsafe { libc::kill(process, 0) };
    found == 0 || io::Error::last_os_error().raw_os_error() != Some(libc::ESRCH)
}

fn user() -> u32 {
    // SAFETY: no more than a look-up of a number.
    unsafe { libc::geteuid() }
}

/// A directory of a BPF file system, by a descriptor: whoever may write beside it can put a symbolic link into its place, but leads
/// nobody elsewhere.
struct Directory(File);

impl Directory {
    /// Opens one in another, or in the current one.
    fn open(parent: Option<&Self>, name: &Path) -> io::Result<Self> {
        let path = c_path(name)?;
        let parent = parent.map_or(libc::AT_FDCWD, |parent| parent.0.as_raw_fd());
        let flags = libc::O_RDONLY | libc::O_DIRECTORY | libc::O_NOFOLLOW | libc::O_CLOEXEC;
        // SAFETY: the path ends in a zero byte.
        let opened = unsafe { libc::openat(parent, path.as_ptr(), flags) };
        if opened < 0 {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: the kernel has just opened it for this caller.
        let opened = File::from(unsafe { OwnedFd::from_raw_fd(opened) });
        let refuse = |kind, why| Err(io::Error::new(kind, format!("{} {why}", name.display())));
        if !map::is_bpf_directory(opened.as_fd()) {
            return refuse(io::ErrorKind::InvalidInput, "is in no BPF file system");
        }
        if opened.metadata()?.uid() != user() && user() != 0 {
            return refuse(io::ErrorKind::PermissionDenied, "is another user's");
        }
        Ok(Self(opened))
    }

    fn names(&self) -> io::Result<Vec<OsString>> {
        let entries = fs::read_dir(format!("/proc/self/fd/{}", self.0.as_raw_fd()))?;
        entries.map(|entry| entry.map(|entry| entry.file_name())).collect()
    }

    /// Removes a file in it; with `AT_REMOVEDIR`, an empty directory. That there is none is all right.
    fn remove(&self, name: &OsStr, flags: i32) -> io::Result<()> {
        let name = c_path(Path::new(name))?;
        // SAFETY: the descriptor is open, and the name ends in a zero byte.
        match unsafe { libc::unlinkat(self.0.as_raw_fd(), name.as_ptr(), flags) } {
            0 => Ok(()),
            _ => gone(Err(io::Error::last_os_error())),
        }
    }
}

/// Removes a directory of pins; that there is none is all right. Links go first, so that programs stop, and what says what it is goes last.
pub(super) fn remove(directory: &Path) -> io::Result<()> {
    // Without a slash at the end, behind which the kernel follows a symbolic link.
    let path: PathBuf = directory.components().collect();
    let directory = match Directory::open(None, &path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    for part in [LINKS, PROGRAMS, MAPS] {
        match Directory::open(Some(&directory), Path::new(part)) {
            Ok(files) => files.names()?.iter().try_for_each(|file| files.remove(file, 0))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        }
        directory.remove(OsStr::new(part), libc::AT_REMOVEDIR)?;
    }
    directory.remove(OsStr::new(RECORD), 0)?;
    gone(fs::remove_dir(path))
}

fn gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
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
