//! Sockets.

use std::io;
use std::os::fd::{AsFd, AsRawFd as _, BorrowedFd, OwnedFd};

use super::{Place, Way};
use crate::link::Older;
use crate::program::Program;
use crate::socket::set;
use crate::{Link, Result};

/// A socket, for programs of the sections `socket` and `sk_reuseport`. The link holds the socket open.
#[derive(Debug)]
pub struct Socket<'a> {
    socket: BorrowedFd<'a>,
    role: Role,
}

#[derive(Debug, Clone, Copy)]
enum Role {
    Filter,
    ReusePort,
}

/// `SO_DETACH_REUSEPORT_BPF` of `include/uapi/asm-generic/socket.h`, which is the same on all architectures with BPF.
const DETACH_REUSEPORT: libc::c_int = 68;

impl Role {
    /// The options of `setsockopt` that attach and detach.
    fn options(self) -> (libc::c_int, libc::c_int) {
        match self {
            Self::Filter => (libc::SO_ATTACH_BPF, libc::SO_DETACH_FILTER),
            Self::ReusePort => (libc::SO_ATTACH_REUSEPORT_EBPF, DETACH_REUSEPORT),
        }
    }
}

impl<'a> Socket<'a> {
    /// What the socket receives is filtered and cut, in the place of the filter that it has. Linux 3.19 (89aa075832b0).
    ///
    /// The kernel does not tell which filter a socket has: a link that is dropped detaches whatever is there. So drop it before
    /// another filter is attached, or replace its program by [`Link::update`].
    #[must_use]
    pub fn filter(socket: &'a impl AsFd) -> Self {
        Self { socket: socket.as_fd(), role: Role::Filter }
    }

    /// Which of the sockets that share a port (`SO_REUSEPORT`) gets a packet or connection: any of them stands for all. Linux 4.5
    /// (538950a1b752) for programs of the section `socket`, 4.19 (8217ca653ec6) for `sk_reuseport`; detached before all of the sockets
    /// are closed from 5.3 on (99f3a064bc2e).
    #[must_use]
    pub fn reuse_port(socket: &'a impl AsFd) -> Self {
        Self { socket: socket.as_fd(), role: Role::ReusePort }
    }
}

impl Way for Socket<'_> {
    fn attach(self, program: &Program) -> Result<Link> {
        let fd = program.fd()?;
        let attach = || -> io::Result<OnSocket> {
            let attached = OnSocket { socket: self.socket.try_clone_to_owned()?, role: self.role };
            attached.set(fd)?;
            Ok(attached)
        };
        match attach() {
            Ok(attached) => Ok(Link::of_older(attached, program.handle())),
            Err(error) => Err(Place { kind: "socket", name: "a socket" }.refused(program, error, &[])?),
        }
    }
}

struct OnSocket {
    socket: OwnedFd,
    role: Role,
}

impl OnSocket {
    fn set(&self, program: BorrowedFd<'_>) -> io::Result<()> {
        set(self.socket.as_fd(), self.role.options().0, program.as_raw_fd())
    }
}

impl Older for OnSocket {
    fn what(&self) -> &'static str {
        "a program of a socket"
    }

    fn replace(&mut self, program: BorrowedFd<'_>) -> io::Result<()> {
        self.set(program)
    }

    fn remove(&mut self) -> io::Result<()> {
        match set(self.socket.as_fd(), self.role.options().1, 0) {
            // Somebody has detached it.
            Err(error) if error.raw_os_error() == Some(libc::ENOENT) => Ok(()),
            other => other,
        }
    }
}
