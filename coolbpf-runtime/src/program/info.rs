//! What the kernel tells of a program that it has.

use std::io;
use std::os::fd::{AsRawFd as _, BorrowedFd};

use libbpf_rs::libbpf_sys::{self, bpf_prog_info};

use crate::object::returned;

/// What the kernel tells of an open program, and how many bytes of it this kernel knows of: the rest is 0. Linux 4.13 (1e2709769086).
pub(crate) fn program_info(program: BorrowedFd<'_>) -> io::Result<(bpf_prog_info, usize)> {
    let mut info = bpf_prog_info::default();
    let mut size = size_of_val(&info) as u32;
    // SAFETY: the descriptor is open, and the kernel writes at most as many bytes as `size` says.
    returned(unsafe {
        libbpf_sys::bpf_prog_get_info_by_fd(program.as_raw_fd(), &raw mut info, &raw mut size)
    })?;
    Ok((info, size as usize))
}
