//! `tool | head -n 1`: the end of who reads our output ends us, quietly.
//!
//! Rust ignores SIGPIPE, so that a write to a pipe that nobody reads is an error, which `println!` turns into a panic.
//! An iteration of events ends when it sees the pipe closed, but the reader may go between that look and a write.
//! Hence the handler: where the write that failed can only be to be blamed on a closed standard output, the process
//! ends as one written in C does, and any other broken pipe stays the error that it was.

use std::io;
use std::os::fd::BorrowedFd;
use std::sync::Once;

use super::interrupt::{die_of, disposition, keeping_errno, set_handler};

/// Standard output, if it is something with a reader that can go: a pipe or a socket.
pub(super) fn with_reader() -> Option<BorrowedFd<'static>> {
    // SAFETY: zeros are a `stat`.
    let mut stat: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: the kernel writes a `stat`, or fails if the descriptor isn't open.
    let code = unsafe { libc::fstat(libc::STDOUT_FILENO, &raw mut stat) };
    let has_reader = code == 0 && matches!(stat.st_mode & libc::S_IFMT, libc::S_IFIFO | libc::S_IFSOCK);
    // SAFETY: standard output is open, and not for this crate to close.
    has_reader.then(|| unsafe { BorrowedFd::borrow_raw(libc::STDOUT_FILENO) })
}

/// Whether the reader of standard output is gone.
pub(super) fn is_closed() -> bool {
    let mut stdout = libc::pollfd { fd: libc::STDOUT_FILENO, events: 0, revents: 0 };
    // SAFETY: the kernel writes to one `pollfd`, and doesn't wait.
    let ready = unsafe { libc::poll(&raw mut stdout, 1, 0) };
    ready == 1 && stdout.revents & (libc::POLLERR | libc::POLLHUP) != 0
}

/// Makes a write to a closed standard output end the process, for the rest of its life, unless the program has chosen
/// what SIGPIPE does.
pub(super) fn end_quietly() -> io::Result<()> {
    static INSTALLED: Once = Once::new();
    let mut result = Ok(());
    INSTALLED.call_once(|| {
        result = disposition(libc::SIGPIPE).and_then(|current| {
            if current == libc::SIG_IGN { set_handler(libc::SIGPIPE, on_broken_pipe) } else { Ok(()) }
        });
    });
    result
}

extern "C" fn on_broken_pipe(signal: i32) {
    keeping_errno(|| {
        if is_closed() {
            die_of(signal);
        }
    });
}
