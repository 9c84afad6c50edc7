//! The number by which the kernel tells programs apart.

use std::io;
use std::os::fd::{AsRawFd as _, BorrowedFd};

use libbpf_rs::libbpf_sys::{self, bpf_prog_info};

use crate::object::returned;

/// That of an open program. Linux 4.13 (1e2709769086).
pub(super) fn program_id(program: BorrowedFd<'_>) -> io::Result<u32> {
    let mut info = bpf_prog_info::default();
    let mut size = size_of_val(&info) as u32;
    // SAFETY: the kernel writes at most as many bytes as `size` says.
    returned(unsafe {
        libbpf_sys::bpf_prog_get_info_by_fd(program.as_raw_fd(), &raw mut info, &raw mut size)
    })?;
    Ok(info.id)
}
