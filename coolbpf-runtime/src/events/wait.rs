//! Waiting for the kernel to say that there is something to do.

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::time::Duration;

/// What a wait waits for, as bits of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A record was submitted. It is told once, so a record that stays reserved for long doesn't keep us busy.
    Events = 1,
    /// A signal asks the process to end.
    Interrupt = 2,
    /// Nobody reads what we write.
    Stdout = 4,
    /// There is text, or still is.
    Text = 8,
}

/// The sources that woke us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Woken(u64);

impl Woken {
    pub(crate) fn by(self, source: Source) -> bool {
        self.0 & source as u64 != 0
    }
}

/// An epoll instance.
pub(crate) struct Wait(OwnedFd);

impl Wait {
    pub(crate) fn new() -> io::Result<Self> {
        // SAFETY: a new descriptor takes nothing from anybody.
        let fd = check(unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) })?;
        // SAFETY: the descriptor is new, so nobody else owns it.
        Ok(Self(unsafe { OwnedFd::from_raw_fd(fd) }))
    }

    /// Watches `fd`, which should stay open: the kernel forgets it when it is closed.
    pub(crate) fn add(&self, fd: BorrowedFd<'_>, source: Source) -> io::Result<()> {
        let events = match source {
            Source::Events => libc::EPOLLIN | libc::EPOLLET,
            Source::Interrupt | Source::Text => libc::EPOLLIN,
            // Errors and hang-ups are told without being asked for.
            Source::Stdout => 0,
        };
        let mut event = libc::epoll_event { events: events.cast_unsigned(), u64: source as u64 };
        // SAFETY: both descriptors are open, and the kernel copies the event.
        let code = unsafe {
            libc::epoll_ctl(self.0.as_raw_fd(), libc::EPOLL_CTL_ADD, fd.as_raw_fd(), &raw mut event)
        };
        check(code).map(drop)
    }

    /// Waits for at most `time`, for ever if that is `None`. It may wake for no reason.
    pub(crate) fn wait(&self, time: Option<Duration>) -> io::Result<Woken> {
        let milliseconds = match time {
            None => -1,
            // Rounded up: waking early would mean waking twice.
            Some(time) => i32::try_from(time.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX),
        };
        let mut events = [libc::epoll_event { events: 0, u64: 0 }; 3];
        let room = events.len() as i32;
        // SAFETY: the kernel writes at most `room` events to the array.
        let count = unsafe { libc::epoll_wait(self.0.as_raw_fd(), events.as_mut_ptr(), room, milliseconds) };
        match check(count) {
            Ok(count) => {
                Ok(Woken(events.iter().take(count as usize).fold(0, |woken, event| woken | event.u64)))
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(Woken::default()),
            Err(error) => Err(error),
        }
    }
}

/// The result of a system call that returns -1 on failure.
pub(crate) fn check(code: i32) -> io::Result<i32> {
    if code < 0 { Err(io::Error::last_os_error()) } else { Ok(code) }
}
