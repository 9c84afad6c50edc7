//! Packet sockets, and filters of sockets in the form that is older than BPF objects: classic BPF, as text.
//!
//! ```
//! use std::net::UdpSocket;
//!
//! # fn main() -> coolbpf::Result<()> {
//! let socket = UdpSocket::bind("127.0.0.1:0")?;
//! // Nothing shorter than 4 bytes behind the 8 of UDP's header.
//! coolbpf::socket::attach_classic(
//!     &socket,
//!     "       ld len
//!             jlt #12, drop
//!             ret #-1       ; the whole packet
//!     drop:   ret #0",
//! )?;
//! # Ok(())
//! # }
//! ```
//!
//! A BPF program is attached to a socket by [`attach::Socket`](crate::attach::Socket).

mod assembler;
mod check;
mod classic;
mod decimal;
mod instruction;
mod packet;

use std::io;
use std::os::fd::{AsFd, AsRawFd as _, BorrowedFd};

pub use self::classic::Classic;
pub use self::packet::{Frame, PacketSocket};
use crate::{Error, Result};

/// What the socket receives is filtered and cut by a program of classic BPF, in the place of the filter that it has: text in,
/// `SO_ATTACH_FILTER` out. Linux 2.2; it takes no capability.
///
/// The text is the language of the kernel's `bpf_asm`, or what `tcpdump -ddd` prints: see [`Classic`], which is to be
/// used where one filter is for many sockets. It stays until the socket is closed, or [`detach`]. What the socket has received before stays in it:
/// a packet socket is best bound after its filter is attached.
///
/// # Errors
/// Where the text is not such a program, with the line, what stands there and what could; where the kernel refuses it, as for a socket whose filter is
/// locked.
pub fn attach_classic(socket: impl AsFd, text: &str) -> Result<()> {
    text.parse::<Classic>()?.attach(socket)
}

/// Detaches the socket's filter, classic or not (`SO_DETACH_FILTER`). Linux 2.2.
///
/// # Errors
/// Where it has none, or that is locked.
pub fn detach(socket: impl AsFd) -> Result<()> {
    set(socket.as_fd(), libc::SO_DETACH_FILTER, 0).map_err(|error| match error.raw_os_error() {
        Some(libc::ENOENT) => Error::system("can't detach the socket's filter: it has none", error),
        Some(libc::EPERM) => Error::system("can't detach the socket's filter: it is locked", error),
        _ => Error::system("can't detach the socket's filter", error),
    })
}

/// Keeps the socket's filter, or that it has none, for as long as the socket is open (`SO_LOCK_FILTER`): for a socket that is handed to
/// somebody who is not to change it. Linux 3.9 (d59577b6ffd3).
///
/// # Errors
/// Where the kernel refuses.
pub fn lock_filter(socket: impl AsFd) -> Result<()> {
    set(socket.as_fd(), libc::SO_LOCK_FILTER, 1)
        .map_err(|error| Error::system("can't lock the socket's filter", error))
}

/// Sets an option whose value is a number.
pub(crate) fn set(socket: BorrowedFd<'_>, option: libc::c_int, value: libc::c_int) -> io::Result<()> {
    // SAFETY: the descriptor is open, and the value is as long as is said.
    let code = unsafe {
        libc::setsockopt(
            socket.as_raw_fd(),
            libc::SOL_SOCKET,
            option,
            (&raw const value).cast(),
            size_of_val(&value) as libc::socklen_t,
        )
    };
    if code < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
