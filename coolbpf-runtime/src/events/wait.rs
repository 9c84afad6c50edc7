//! Waiting for the kernel to say that there is something to do.

use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
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
    /// It is time to look, whatever was signalled.
    Time = 8,
    /// There is text, or still is.
    Text = 16,
}

/// The sources that woke us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Woken(u64);

impl Woken {
    pub(crate) fn by(self, source: Source) -> bool {
        self.0 & source as u64 != 0
    }
}

/// An epoll instance, which is readable itself when what it watches is.
pub(crate) struct Wait {
    epoll: OwnedFd,
    /// Expires each time that it is to wake for no other reason.
    timer: Option<OwnedFd>,
}

impl Wait {
    /// Wakes `every` so often, whatever else there is.
    pub(crate) fn new(every: Option<Duration>) -> io::Result<Self> {
        // SAFETY: a new descriptor takes nothing from anybody.
        let epoll = owned(unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) })?;
        let wait = Self { epoll, timer: every.map(timer).transpose()? };
        if let Some(timer) = &wait.timer {
            wait.add(timer.as_fd(), Source::Time)?;
        }
        Ok(wait)
    }

    /// Is not readable any more because of the time that has passed.
    pub(super) fn forget_time(&self) {
        if let Some(timer) = &self.timer {
            let mut expired = 0_u64;
            // SAFETY: a timer gives eight bytes, or EAGAIN if it has not expired.
            unsafe { libc::read(timer.as_raw_fd(), (&raw mut expired).cast(), size_of::<u64>()) };
        }
    }

    /// Watches `fd`, which should stay open: the kernel forgets it when it is closed.
    pub(crate) fn add(&self, fd: BorrowedFd<'_>, source: Source) -> io::Result<()> {
        let events = match source {
            Source::Events | Source::Time => libc::EPOLLIN | libc::EPOLLET,
            Source::Interrupt | Source::Text => libc::EPOLLIN,
            // Errors and hang-ups are told without being asked for.
            Source::Stdout => 0,
        };
        let mut event = libc::epoll_event { events: events.cast_unsigned(), u64: source as u64 };
        // SAFETY: both descriptors are open, and the kernel copies the event.
        let code = unsafe {
            libc::epoll_ctl(self.epoll.as_raw_fd(), libc::EPOLL_CTL_ADD, fd.as_raw_fd(), &raw mut event)
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
        let mut events = [libc::epoll_event { events: 0, u64: 0 }; 4];
        let room = events.len() as i32;
        // SAFETY: the kernel writes at most `room` events to the array.
        let count =
            unsafe { libc::epoll_wait(self.epoll.as_raw_fd(), events.as_mut_ptr(), room, milliseconds) };
        match check(count) {
            Ok(count) => {
                Ok(Woken(events.iter().take(count as usize).fold(0, |woken, event| woken | event.u64)))
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(Woken::default()),
            Err(error) => Err(error),
        }
    }
}

impl AsFd for Wait {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.epoll.as_fd()
    }
}

/// A timer that expires `every` so often, and at most a thousand times a second.
fn timer(every: Duration) -> io::Result<OwnedFd> {
    // SAFETY: a new descriptor takes nothing from anybody.
    let timer = owned(unsafe {
        libc::timerfd_create(libc::CLOCK_MONOTONIC, libc::TFD_CLOEXEC | libc::TFD_NONBLOCK)
    })?;
    let every = every.max(Duration::from_millis(1));
    let period = libc::timespec {
        tv_sec: libc::time_t::try_from(every.as_secs()).unwrap_or(libc::time_t::MAX),
        tv_nsec: every.subsec_nanos().into(),
    };
    let times = libc::itimerspec { it_interval: period, it_value: period };
    // SAFETY: the descriptor is a timer's, and the kernel only reads the times.
    check(unsafe { libc::timerfd_settime(timer.as_raw_fd(), 0, &raw const times, std::ptr::null_mut()) })?;
    Ok(timer)
}

/// What becomes readable when it is rung.
pub(crate) fn bell() -> io::Result<OwnedFd> {
    // SAFETY: a new descriptor takes nothing from anybody.
    owned(unsafe { libc::eventfd(0, libc::EFD_CLOEXEC | libc::EFD_NONBLOCK) })
}

/// Rings a bell.
pub(crate) fn ring(bell: BorrowedFd<'_>) {
    let one = 1_u64;
    // SAFETY: write is safe in a signal handler, too, and the kernel reads eight bytes.
    unsafe { libc::write(bell.as_raw_fd(), (&raw const one).cast(), size_of::<u64>()) };
}

/// Has a bell be readable no more until it is rung again.
pub(super) fn silence(bell: BorrowedFd<'_>) {
    let mut rung = 0_u64;
    // SAFETY: an eventfd gives eight bytes, or EAGAIN if it wasn't rung.
    unsafe { libc::read(bell.as_raw_fd(), (&raw mut rung).cast(), size_of::<u64>()) };
}

/// The new descriptor that a system call returned.
fn owned(code: i32) -> io::Result<OwnedFd> {
    // SAFETY: the descriptor is new, so nobody else owns it.
    check(code).map(|fd| unsafe { OwnedFd::from_raw_fd(fd) })
}

/// The result of a system call that returns -1 on failure.
pub(super) fn check(code: i32) -> io::Result<i32> {
    if code < 0 { Err(io::Error::last_os_error()) } else { Ok(code) }
}
