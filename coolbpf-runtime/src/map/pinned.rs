//! Maps in a BPF file system, and other maps that this process has not created.

use std::ffi::{CStr, CString};
use std::fs;
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use libbpf_rs::libbpf_sys;

use super::raw::{Facts, RawMap};
use super::{fields, foreign};
use crate::kernel::tells_of_descriptors;
use crate::object::returned;
use crate::{Error, ErrorKind, Result, Value};

/// What is pinned can't be had, or nothing be pinned.
fn not_pinned(doing: String, error: io::Error) -> Error {
    match error.raw_os_error() {
        Some(libc::EINVAL) => check_keeps_files(&doing).err().unwrap_or_else(|| Error::system(doing, error)),
        _ => Error::system(doing, error),
    }
}

/// # Errors
/// [`ErrorKind::Unsupported`] where the kernel keeps nothing in files.
pub(crate) fn check_keeps_files(doing: &str) -> Result<()> {
    // SAFETY: the path ends in a zero byte, and there is no such file.
    if unsafe { libbpf_sys::bpf_obj_get(c"".as_ptr()) } != -libc::EINVAL {
        return Ok(());
    }
    let why = "this kernel keeps nothing in files, which came with Linux 4.4";
    Err(Error::new(ErrorKind::Unsupported, format!("{doing}: {why}")))
}

/// The magic number of BPF file systems: `BPF_FS_MAGIC` of `linux/magic.h`.
const BPF_FS_MAGIC: u32 = 0xcafe_4a11;

impl RawMap {
    /// The map that is pinned at `path`, in a BPF file system. Linux 4.13, which tells what it is.
    ///
    /// # Errors
    /// Where there is none, and where what is pinned there is no map.
    pub fn from_pinned(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let doing = || format!("can't use the map at {}", path.display());
        let pinned = c_path(path).map_err(|error| error.context(doing()))?;
        // SAFETY: the path ends in a zero byte.
        let code = unsafe { libbpf_sys::bpf_obj_get(pinned.as_ptr()) };
        returned(code).map_err(|error| not_pinned(doing(), error))?;
        // SAFETY: the kernel has just opened it for this caller.
        let mut map =
            Self::from_fd(unsafe { OwnedFd::from_raw_fd(code) }).map_err(|error| error.context(doing()))?;
        // Kernels before 4.15 know no names.
        if map.name().is_empty() {
            map.rename(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        }
        map.foreign = Some(foreign::at(path));
        Ok(map)
    }

    /// The map that an open descriptor is, such as one that another process has sent. Linux 4.13.
    ///
    /// # Errors
    /// Where it is the descriptor of something else.
    pub fn from_fd(map: OwnedFd) -> Result<Self> {
        // A program or a link has another description, which begins otherwise.
        let target = fs::read_link(format!("/proc/self/fd/{}", map.as_raw_fd()));
        if target.is_ok_and(|target| target != Path::new("anon_inode:bpf-map")) {
            return Err(Error::new(ErrorKind::InvalidInput, "it is no map"));
        }
        let info = info(&map).map_err(|error| {
            let doing = "the kernel does not tell what it is";
            if tells_of_descriptors() {
                Error::system(doing, error)
            } else {
                Error::new(ErrorKind::Unsupported, format!("{doing}, which came with Linux 4.13"))
            }
        })?;
        let name: Vec<u8> = info.name.iter().map(|c| c.to_ne_bytes()[0]).take_while(|c| *c != 0).collect();
        let facts = Facts {
            name: String::from_utf8_lossy(&name).into_owned(),
            map_type: info.type_,
            key_size: info.key_size,
            value_size: info.value_size,
            max_entries: info.max_entries,
            flags: info.map_flags,
        };
        Self::new(map, facts)
    }

    /// Pins the map at `path`, in a BPF file system, where other processes find it until the file is removed. Linux 4.4.
    ///
    /// # Errors
    /// Where there is such a file, or its directory is in no BPF file system.
    pub fn pin(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let doing = || format!("can't pin the map `{}` at {}", self.name(), path.display());
        let place = c_path(path).map_err(|error| error.context(doing()))?;
        // SAFETY: the descriptor is open and the path ends in a zero byte.
        let pinned = returned(unsafe { libbpf_sys::bpf_obj_pin(self.as_fd().as_raw_fd(), place.as_ptr()) });
        pinned.map_err(|error| {
            let directory = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
            let shown = directory.display();
            match error.kind() {
                io::ErrorKind::AlreadyExists => Error::system(
                    format!("{}: there is such a file, which may be a map to be reused, or be removed", doing()),
                    error,
                ),
                _ if directory.is_dir() && !is_bpf(&directory) => Error::system(
                    format!(
                        "{}: {shown} is in no BPF file system; mount one with `sudo mount -t bpf bpf /sys/fs/bpf`",
                        doing()
                    ),
                    error,
                ),
                _ => not_pinned(doing(), error),
            }
        })
    }

    /// Removes the file at `path`, at which this map is pinned. The map stays as long as somebody has it.
    ///
    /// # Errors
    /// Where there is no such file, or what is pinned there is not this map.
    pub fn unpin(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let doing = || format!("can't unpin the map `{}` from {}", self.name(), path.display());
        let pinned = Self::from_pinned(path).map_err(|error| error.context(doing()))?;
        if pinned.id()? != self.id()? {
            let message = format!("{}: it is another map, `{}`", doing(), pinned.name());
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        fs::remove_file(path).map_err(|error| Error::system(doing(), error))
    }

    /// The kernel's number of the map, which no other map has while this one is there. Linux 4.13.
    ///
    /// # Errors
    /// On older kernels.
    pub fn id(&self) -> Result<u32> {
        let info = info(self).map_err(|error| {
            Error::system(format!("can't ask for the number of the map `{}`", self.name()), error)
        })?;
        Ok(info.id)
    }

    /// Refuses a map whose keys or values are structs with other fields than these, where it knows the C types of its own.
    pub(crate) fn check_fields<K: Value, V: Value>(&self) -> Result<()> {
        // Before Linux 4.18 a map has no types, and who may use it may not be allowed to read them.
        let Ok(info) = info(self) else { return Ok(()) };
        let types = [("key", K::FIELDS, info.btf_key_type_id), ("value", V::FIELDS, info.btf_value_type_id)];
        for (part, fields, type_id) in types {
            fields::check(info.btf_id, type_id, fields).map_err(|difference| {
                let message = format!("a {part} of the map `{}` {difference}", self.name());
                Error::new(ErrorKind::InvalidInput, message)
            })?;
        }
        Ok(())
    }
}

/// The types that a map was made with, as the kernel has them; none where it has none, or may not be asked.
pub(crate) fn types_of(map: &RawMap) -> Option<OwnedFd> {
    let btf = info(map).ok()?.btf_id;
    // SAFETY: any number may be asked for.
    let code = unsafe { libbpf_sys::bpf_btf_get_fd_by_id(btf) };
    // SAFETY: the kernel has just opened it for this caller.
    (btf != 0 && code >= 0).then(|| unsafe { OwnedFd::from_raw_fd(code) })
}

/// What the kernel tells of a map.
pub(crate) fn info(map: &impl AsFd) -> io::Result<libbpf_sys::bpf_map_info> {
    let mut info = MaybeUninit::<libbpf_sys::bpf_map_info>::zeroed();
    let mut size = size_of_val(&info) as u32;
    // SAFETY: the kernel writes at most as many bytes as `size` says, and zeros are valid where it writes fewer.
    unsafe {
        let map = map.as_fd().as_raw_fd();
        returned(libbpf_sys::bpf_map_get_info_by_fd(map, info.as_mut_ptr(), &raw mut size))?;
        Ok(info.assume_init())
    }
}

/// Whether the directory is in a BPF file system.
pub(crate) fn is_bpf(directory: &Path) -> bool {
    let Ok(directory) = c_path(directory) else { return false };
    let mut facts = MaybeUninit::<libc::statfs>::uninit();
    // SAFETY: the path ends in a zero byte; where there is an answer, all of it is written.
    unsafe {
        libc::statfs(directory.as_ptr(), facts.as_mut_ptr()) == 0
            && facts.assume_init().f_type as u32 == BPF_FS_MAGIC
    }
}

/// Whether an open directory is in a BPF file system.
pub(crate) fn is_bpf_directory(directory: BorrowedFd<'_>) -> bool {
    let mut facts = MaybeUninit::<libc::statfs>::uninit();
    // SAFETY: the descriptor is open; where there is an answer, all of it is written.
    unsafe {
        libc::fstatfs(directory.as_raw_fd(), facts.as_mut_ptr()) == 0
            && facts.assume_init().f_type as u32 == BPF_FS_MAGIC
    }
}

/// A path for C.
pub(crate) fn c_path(path: &Path) -> Result<CString> {
    CString::new(path.as_os_str().as_bytes())
        .map_err(|_| Error::new(ErrorKind::InvalidInput, "the path holds a zero byte"))
}

/// Whether the kernel has a name of a map.
pub(super) fn has_name(map: &RawMap) -> bool {
    info(map).is_ok_and(|info| info.name.first().is_some_and(|first| *first != 0))
}

/// Whether the kernel's name of a map, which it cuts, is that of the map that C calls `name`.
pub(super) fn is_name_of(kernels: &str, name: &CStr) -> bool {
    let name = name.to_bytes();
    let cut = name.get(..libbpf_sys::BPF_OBJ_NAME_LEN as usize - 1).unwrap_or(name);
    kernels.as_bytes() == cut
}
