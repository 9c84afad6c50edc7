//! A control group as programs know it: by its number and its level.

use std::ffi::CString;
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use crate::attach::cgroup_mount;
use crate::{Error, ErrorKind, Result};

/// The directory that `path` means: it is one of control groups, or below the topmost of them.
pub(super) fn directory(path: &Path) -> Result<PathBuf> {
    let mount = cgroup_mount::mounted()?;
    let root = mount.at.canonicalize().unwrap_or(mount.at);
    let below = root.join(path.strip_prefix("/").unwrap_or(path));
    let found = [path, &below]
        .into_iter()
        .filter_map(|path| path.canonicalize().ok())
        .find(|path| path.starts_with(&root) && path.is_dir());
    found.ok_or_else(|| {
        let message = format!("there is no control group `{}` below {}", path.display(), root.display());
        Error::new(ErrorKind::InvalidInput, message)
    })
}

/// How deep it is below the root of all: of those that this process sees, if it is in a namespace of its own.
pub(super) fn level(directory: &Path) -> Result<u32> {
    let mount = cgroup_mount::mounted()?;
    let root = mount.at.canonicalize().unwrap_or(mount.at);
    let above = mount.group.components().count().saturating_sub(1);
    let below = directory.strip_prefix(&root).map_or(0, |below| below.components().count());
    u32::try_from(above + below)
        .map_err(|_| Error::new(ErrorKind::InvalidInput, "control groups are not that deep"))
}

/// What `bpf_get_current_cgroup_id()` says in a group: the handle of its directory, which is no more than the number of its inode since Linux
/// 5.5 (67c0496e87d1).
pub(super) fn number(directory: &Path) -> Result<u64> {
    #[repr(C)]
    struct Handle {
        head: libc::file_handle,
        number: [u8; 8],
    }
    let failed = |error| {
        Error::system(format!("can't tell the number of the control group {}", directory.display()), error)
    };
    let path = CString::new(directory.as_os_str().as_bytes())
        .map_err(|error| failed(io::Error::new(io::ErrorKind::InvalidInput, error)))?;
    // SAFETY: zeros are a handle without bytes.
    let mut handle: Handle = unsafe { std::mem::zeroed() };
    handle.head.handle_bytes = handle.number.len() as u32;
    let mut mount = 0;
    // SAFETY: the path is a C string; behind the head there is room for as many bytes as it says, at the address of the whole.
    let code = unsafe {
        libc::name_to_handle_at(libc::AT_FDCWD, path.as_ptr(), (&raw mut handle).cast(), &raw mut mount, 0)
    };
    if code < 0 {
        return Err(failed(io::Error::last_os_error()));
    }
    Ok(u64::from_ne_bytes(handle.number))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt as _;

    use super::*;

    #[test]
    fn a_group_is_found_by_its_directory_and_by_its_path() {
        let root = cgroup_mount::root().unwrap().canonicalize().unwrap();
        assert_eq!(directory(&root).unwrap(), root);
        assert_eq!(directory(Path::new("/")).unwrap(), root);
        assert_eq!(level(&root).unwrap(), 0);
        assert_eq!(level(&root.join("a/b")).unwrap(), 2);
    }

    #[test]
    fn what_is_no_group_is_an_error() {
        for path in ["/proc", "no-such-group", "../../..", ""] {
            let found = directory(Path::new(path));
            let root = cgroup_mount::root().unwrap();
            if path.is_empty() {
                assert_eq!(found.unwrap(), root, "the topmost has an empty path below itself");
                continue;
            }
            assert_eq!(
                found.unwrap_err().to_string(),
                format!("there is no control group `{path}` below {}", root.display())
            );
        }
    }

    #[test]
    fn its_number_is_that_of_its_inode() {
        let root = cgroup_mount::root().unwrap();
        assert_eq!(number(&root).unwrap(), root.metadata().unwrap().ino());
    }
}
