//! The commands of `bpf(2)` on a map's entries.
//!
//! Keys and values are pointers, so that a typed access is no more than the system call. Each function's safety is that of the
//! kernel's access: a key has the map's key size, a value as many bytes as [`RawMap::room`](super::RawMap::room) says.

use std::ffi::c_void;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::ptr;

use libbpf_rs::libbpf_sys;

/// The error in libbpf's answer.
fn answer(code: i32) -> io::Result<()> {
    if code < 0 { Err(io::Error::from_raw_os_error(-code)) } else { Ok(()) }
}

/// `bpf(2)` itself: each function on the way costs about five nanoseconds on processors that forget where to return to in a system
/// call, so the commands that are used most are inlined down to this.
///
/// # Safety
/// Key and value are as the command wants them.
#[inline]
unsafe fn entry(
    command: libbpf_sys::bpf_cmd,
    map: BorrowedFd<'_>,
    key: *const c_void,
    value: *mut c_void,
    flags: u64,
) -> io::Result<()> {
    /// The part of `union bpf_attr` that these commands read.
    #[repr(C)]
    struct Attributes {
        map: i32,
        padding: u32,
        key: u64,
        value: u64,
        flags: u64,
    }
    let (key, value) = (key.expose_provenance() as u64, value.expose_provenance() as u64);
    let attributes = Attributes { map: map.as_raw_fd(), padding: 0, key, value, flags };
    // SAFETY: the kernel reads the attributes; for key and value as the caller promises.
    let code = unsafe {
        libc::syscall(
            libc::SYS_bpf,
            libc::c_long::from(command),
            &raw const attributes,
            size_of_val(&attributes),
        )
    };
    if code < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// # Safety
/// `key` can be read, `value` written.
#[inline]
pub(super) unsafe fn lookup(
    map: BorrowedFd<'_>,
    key: *const c_void,
    value: *mut c_void,
    flags: u64,
) -> io::Result<()> {
    // SAFETY: as the caller promises.
    unsafe { entry(libbpf_sys::BPF_MAP_LOOKUP_ELEM, map, key, value, flags) }
}

/// # Safety
/// `key` can be read, `value` written.
pub(super) unsafe fn take(map: BorrowedFd<'_>, key: *const c_void, value: *mut c_void) -> io::Result<()> {
    // SAFETY: as the caller promises.
    answer(unsafe { libbpf_sys::bpf_map_lookup_and_delete_elem(map.as_raw_fd(), key, value) })
}

/// # Safety
/// `key` and `value` can be read.
#[inline]
pub(super) unsafe fn update(
    map: BorrowedFd<'_>,
    key: *const c_void,
    value: *const c_void,
    flags: u64,
) -> io::Result<()> {
    // SAFETY: as the caller promises; this command only reads the value.
    unsafe { entry(libbpf_sys::BPF_MAP_UPDATE_ELEM, map, key, value.cast_mut(), flags) }
}

/// # Safety
/// `key` can be read.
pub(super) unsafe fn delete(map: BorrowedFd<'_>, key: *const c_void) -> io::Result<()> {
    // SAFETY: as the caller promises.
    answer(unsafe { libbpf_sys::bpf_map_delete_elem(map.as_raw_fd(), key) })
}

/// # Safety
/// `previous` can be read, or is null; `next` can be written.
pub(super) unsafe fn next_key(
    map: BorrowedFd<'_>,
    previous: *const c_void,
    next: *mut c_void,
) -> io::Result<()> {
    // SAFETY: as the caller promises.
    answer(unsafe { libbpf_sys::bpf_map_get_next_key(map.as_raw_fd(), previous, next) })
}

/// Many entries at once, from `position` on, which becomes where the next are: Linux 5.6. Returns how many there were; an error
/// may come with some.
///
/// # Safety
/// `position` has a key's size, and at least four bytes; the kernel reads it unless this is the first call. `keys` and `values`
/// can be written `count` times.
pub(super) unsafe fn lookup_batch(
    map: BorrowedFd<'_>,
    remove: bool,
    is_first: bool,
    position: *mut c_void,
    keys: *mut c_void,
    values: *mut c_void,
    mut count: u32,
) -> (u32, io::Result<()>) {
    let options = batch_options(0);
    let from = if is_first { ptr::null_mut() } else { position };
    let call =
        if remove { libbpf_sys::bpf_map_lookup_and_delete_batch } else { libbpf_sys::bpf_map_lookup_batch };
    let room = count;
    // SAFETY: as the caller promises.
    let code =
        unsafe { call(map.as_raw_fd(), from, position, keys, values, &raw mut count, &raw const options) };
    (count.min(room), answer(code))
}

/// Writes many entries at once: Linux 5.6. Returns how many were written.
///
/// # Safety
/// `keys` and `values` can be read `count` times.
pub(super) unsafe fn update_batch(
    map: BorrowedFd<'_>,
    keys: *const c_void,
    values: *const c_void,
    mut count: u32,
    flags: u64,
) -> (u32, io::Result<()>) {
    let options = batch_options(flags);
    let room = count;
    // SAFETY: as the caller promises.
    let code = unsafe {
        libbpf_sys::bpf_map_update_batch(map.as_raw_fd(), keys, values, &raw mut count, &raw const options)
    };
    (count.min(room), answer(code))
}

/// Removes many entries at once: Linux 5.6. Returns how many were removed before the first that isn't there.
///
/// # Safety
/// `keys` can be read `count` times.
pub(super) unsafe fn delete_batch(
    map: BorrowedFd<'_>,
    keys: *const c_void,
    mut count: u32,
) -> (u32, io::Result<()>) {
    let options = batch_options(0);
    let room = count;
    // SAFETY: as the caller promises.
    let code = unsafe {
        libbpf_sys::bpf_map_delete_batch(map.as_raw_fd(), keys, &raw mut count, &raw const options)
    };
    (count.min(room), answer(code))
}

fn batch_options(elem_flags: u64) -> libbpf_sys::bpf_map_batch_opts {
    libbpf_sys::bpf_map_batch_opts {
        sz: size_of::<libbpf_sys::bpf_map_batch_opts>() as _,
        elem_flags,
        flags: 0,
    }
}

/// Whether the kernel does not know the command, or not for maps of this type: `EINVAL`, and the kernel's own `ENOTSUPP`, which
/// the C library has no name for.
pub(super) fn is_unknown(error: &io::Error) -> bool {
    const NOT_SUPPORTED: i32 = 524;
    matches!(error.raw_os_error(), Some(libc::EINVAL | libc::EOPNOTSUPP | NOT_SUPPORTED))
}
