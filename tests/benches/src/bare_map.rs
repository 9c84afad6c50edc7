//! A map of `u64` to `u64` by the system call alone.

use std::io;
use std::os::fd::{AsRawFd as _, BorrowedFd};

/// `BPF_MAP_LOOKUP_ELEM`, `BPF_MAP_UPDATE_ELEM` and `BPF_MAP_GET_NEXT_KEY`.
const LOOKUP: libc::c_long = 1;
const UPDATE: libc::c_long = 2;
const NEXT_KEY: libc::c_long = 4;

/// The part of `union bpf_attr` that the commands read.
#[repr(C)]
struct Attributes {
    map: u32,
    padding: u32,
    key: *const u64,
    value: *mut u64,
    flags: u64,
}

/// The value of `key`.
///
/// # Errors
/// Where there is none.
#[inline]
pub fn get(map: BorrowedFd<'_>, key: u64) -> io::Result<u64> {
    let mut value = 0;
    command(LOOKUP, map, Some(&key), &mut value)?;
    Ok(value)
}

/// Sets the value of `key`.
///
/// # Errors
/// Where the map is full.
#[inline]
pub fn insert(map: BorrowedFd<'_>, key: u64, mut value: u64) -> io::Result<()> {
    command(UPDATE, map, Some(&key), &mut value)
}

/// The key after another, or the first.
///
/// # Errors
/// Where the kernel refuses.
#[inline]
pub fn next_key(map: BorrowedFd<'_>, key: Option<u64>) -> io::Result<Option<u64>> {
    let mut next = 0;
    match command(NEXT_KEY, map, key.as_ref(), &mut next) {
        Ok(()) => Ok(Some(next)),
        Err(error) if error.raw_os_error() == Some(libc::ENOENT) => Ok(None),
        Err(error) => Err(error),
    }
}

#[inline]
fn command(command: libc::c_long, map: BorrowedFd<'_>, key: Option<&u64>, value: &mut u64) -> io::Result<()> {
    let key = key.map_or(std::ptr::null(), std::ptr::from_ref);
    let mut attributes =
        Attributes { map: map.as_raw_fd().cast_unsigned(), padding: 0, key, value, flags: 0 };
    // SAFETY: key and value live until the call returns, and are as long as this module's maps have them.
    let code = unsafe { libc::syscall(libc::SYS_bpf, command, &raw mut attributes, size_of::<Attributes>()) };
    if code < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
