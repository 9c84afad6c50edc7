//! Has the kernel run a program for a test. Peers of other libraries include this file.

use std::io;
use std::os::fd::{AsRawFd as _, BorrowedFd};

/// `BPF_PROG_TEST_RUN`.
const COMMAND: libc::c_long = 10;

/// The part of `union bpf_attr` that the command reads.
#[repr(C)]
#[derive(Default)]
struct Attributes {
    program: u32,
    result: u32,
    input_size: u32,
    output_size: u32,
    input: u64,
    output: u64,
    repeat: u32,
    duration: u32,
}

/// Runs a program of the type `BPF_PROG_TYPE_SOCKET_FILTER` so many times.
///
/// # Errors
/// Where the kernel refuses.
pub fn test_run(program: BorrowedFd<'_>, repeat: u32) -> io::Result<()> {
    let packet = [0_u8; 64];
    let mut attributes = Attributes {
        program: program.as_raw_fd().cast_unsigned(),
        input_size: 64,
        input: packet.as_ptr().addr() as u64,
        repeat,
        ..Attributes::default()
    };
    // SAFETY: the attributes and the packet live until the call returns, and are as long as they say.
    let code = unsafe { libc::syscall(libc::SYS_bpf, COMMAND, &raw mut attributes, size_of::<Attributes>()) };
    if code < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
