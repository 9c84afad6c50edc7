//! The streams that a program writes to: `BPF_STDOUT` and `BPF_STDERR`.

use std::io;
use std::os::fd::AsRawFd as _;
use std::ptr;

use libbpf_rs::libbpf_sys;

use super::Program;
use crate::messages::escaped;
use crate::{Error, ErrorKind, Result};

/// `enum bpf_stream_id` in `include/linux/bpf.h`.
const BPF_STDOUT: u32 = 1;
const BPF_STDERR: u32 = 2;

/// The most that the kernel keeps of a stream: `BPF_STREAM_MAX_CAPACITY` in `kernel/bpf/stream.c`.
const CAPACITY: usize = 100_000;

impl Program {
    /// What the program has written with `bpf_stream_printk(BPF_STDOUT, ...)` since this was asked for last; the kernel keeps up to 100,000 bytes. Control
    /// characters are escaped, but for tabs and ends of lines. Linux 6.17 (5ab154f1463a).
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] before that; where the program is not loaded.
    pub fn stdout(&self) -> Result<String> {
        self.stream(BPF_STDOUT, "standard output")
    }

    /// What was written to the program's standard error since this was asked for last: by the program with `bpf_stream_printk(BPF_STDERR, ...)`, and by
    /// the kernel about mistakes that it finds while the program runs, such as a fault in an arena or a loop that is ended. As
    /// [`Program::stdout`] else.
    ///
    /// # Errors
    /// As [`Program::stdout`].
    pub fn stderr(&self) -> Result<String> {
        self.stream(BPF_STDERR, "standard error")
    }

    fn stream(&self, stream: u32, shown: &str) -> Result<String> {
        let program = self.fd()?.as_raw_fd();
        let mut text = Vec::new();
        let mut chunk = [0_u8; 4096];
        // What is written meanwhile may be for the next time.
        while text.len() < CAPACITY {
            let room = chunk.len() as u32;
            // SAFETY: the descriptor is open, and the kernel writes at most `room` bytes.
            let length = unsafe {
                libbpf_sys::bpf_prog_stream_read(
                    program,
                    stream,
                    chunk.as_mut_ptr().cast(),
                    room,
                    ptr::null_mut(),
                )
            };
            match usize::try_from(length) {
                Ok(0) => break,
                Ok(length) => text.extend(chunk.iter().take(length)),
                Err(_) => return Err(self.unread(shown, io::Error::from_raw_os_error(-length))?),
            }
        }
        Ok(escaped(&String::from_utf8_lossy(&text)))
    }

    fn unread(&self, shown: &str, error: io::Error) -> Result<Error> {
        let doing = format!("can't read the {shown} of the program {}", self.facts()?.shown());
        Ok(match error.raw_os_error() {
            // No such command.
            Some(libc::EINVAL) => Error::new(
                ErrorKind::Unsupported,
                format!("{doing}: this kernel has no streams, which came with Linux 6.17 (5ab154f1463a)"),
            ),
            _ => Error::system(doing, error),
        })
    }
}
