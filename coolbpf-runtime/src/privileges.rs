//! Giving up what loading and attaching took.
//!
//! Capabilities belong to threads, and a thread can only change its own. So each of the others is sent a signal, whose handler gives up those of the
//! thread that it interrupts.

use std::ffi::c_ulong;
use std::os::fd::{AsRawFd as _, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use std::{fs, io, process};

use crate::events::{bell, disposition, keeping_errno, ring, set_handler};
use crate::{Error, ErrorKind, Result};

/// Gives up all capabilities of this process, for good: in each thread the effective, permitted, inheritable and ambient ones, as far as the process may (`CAP_SETPCAP`) the
/// bounding set, and by `no_new_privs` what programs that it starts could get. To be called when everything is attached.
///
/// What works afterwards: reading events, global variables, running what is attached, and detaching links of the kernel. Access to maps by system calls works
/// from Linux 5.19 on (c8644cd0efe7), and before where `kernel.unprivileged_bpf_disabled` is 0. What doesn't: loading, attaching, pinning, and detaching what was attached without a link by
/// netlink or in a control group. Files of root stay root's: a process that runs as root still is its user.
///
/// ```no_run
/// # fn attach() -> coolbpf::Result<()> { Ok(()) }
/// # fn main() -> coolbpf::Result<()> {
/// let bpf = attach()?;
/// coolbpf::give_up_privileges()?;
/// // for event in bpf.events()? { ... }
/// # Ok(())
/// # }
/// ```
///
/// Other threads are interrupted by a real-time signal that nobody handles, which waiting system calls may notice (`EINTR`).
///
/// # Errors
/// Where a thread doesn't give up what it has within ten seconds, as one that blocks all signals; others may have by then. Where `/proc` is not mounted.
pub fn give_up_privileges() -> Result<()> {
    static ALONE: Mutex<()> = Mutex::new(());
    const PATIENCE: Duration = Duration::from_secs(10);
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    give_up_of_thread().map_err(unable)?;
    let mut signal = None;
    let until = Instant::now() + PATIENCE;
    // A thread that is started meanwhile has what the one had that started it.
    while let Some(thread) = privileged_thread().map_err(unable)? {
        if until <= Instant::now() {
            let message =
                format!("can't give up privileges: the thread {thread} does not take the signal to");
            return Err(Error::new(ErrorKind::Other, message));
        }
        let signal = match &mut signal {
            Some(signal) => signal,
            none => none.insert(Asking::install().map_err(unable)?),
        };
        signal.ask(thread).map_err(unable)?;
    }
    Ok(())
}

fn unable(error: io::Error) -> Error {
    Error::system("can't give up privileges", error)
}

/// A thread of this process that may still do something, or get to.
fn privileged_thread() -> io::Result<Option<i32>> {
    for thread in fs::read_dir("/proc/self/task")? {
        let Some(number) = thread?.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        match fs::read_to_string(format!("/proc/self/task/{number}/status")) {
            Ok(status) if is_privileged(&status) => return Ok(Some(number)),
            // It may have ended.
            _ => {}
        }
    }
    Ok(None)
}

/// What a thread's `status` tells.
fn is_privileged(status: &str) -> bool {
    let fields = || status.lines().filter_map(|line| line.split_once(':'));
    // One that has ended, and is not yet forgotten.
    let has_ended =
        fields().any(|(name, value)| name == "State" && value.trim_start().starts_with(['Z', 'X']));
    let may = |(name, value): (&str, &str)| match name {
        "CapInh" | "CapPrm" | "CapEff" | "CapAmb" => value.trim().bytes().any(|digit| digit != b'0'),
        "NoNewPrivs" => value.trim() == "0",
        _ => false,
    };
    !has_ended && fields().any(may)
}

/// The signal that asks threads to.
struct Asking {
    signal: i32,
    bell: &'static OwnedFd,
}

/// What is rung when a thread has done so. Made once and kept, because a handler may be ringing it.
static BELL: AtomicI32 = AtomicI32::new(-1);

impl Asking {
    /// Of the signals that are the application's to use, the last that it does not use.
    fn install() -> io::Result<Self> {
        static KEPT: OnceLock<OwnedFd> = OnceLock::new();
        let bell = match KEPT.get() {
            Some(bell) => bell,
            None => {
                let made = bell()?;
                KEPT.get_or_init(|| made)
            }
        };
        BELL.store(bell.as_raw_fd(), Ordering::Relaxed);
        for signal in (libc::SIGRTMIN()..=libc::SIGRTMAX()).rev() {
            let present = disposition(signal)?;
            // It stays ours: one that is still on its way would else end the process.
            if present == on_signal as *const () as libc::sighandler_t {
                return Ok(Self { signal, bell });
            }
            if present == libc::SIG_DFL {
                set_handler(signal, on_signal)?;
                return Ok(Self { signal, bell });
            }
        }
        Err(io::Error::other("the application handles all real-time signals"))
    }

    /// Waits a moment for the thread's answer.
    fn ask(&self, thread: i32) -> io::Result<()> {
        const MOMENT_IN_MILLISECONDS: i32 = 20;
        // SAFETY: the call takes numbers.
        let sent = unsafe { libc::syscall(libc::SYS_tgkill, process::id(), thread, self.signal) };
        if sent != 0 {
            let error = io::Error::last_os_error();
            // It may have ended.
            return if error.raw_os_error() == Some(libc::ESRCH) { Ok(()) } else { Err(error) };
        }
        let bell = self.bell.as_raw_fd();
        let mut rung = libc::pollfd { fd: bell, events: libc::POLLIN, revents: 0 };
        // SAFETY: the kernel writes to one `pollfd`.
        unsafe { libc::poll(&raw mut rung, 1, MOMENT_IN_MILLISECONDS) };
        let mut times = 0_u64;
        // SAFETY: an eventfd gives eight bytes, or EAGAIN if it wasn't rung.
        unsafe { libc::read(bell, (&raw mut times).cast(), size_of::<u64>()) };
        Ok(())
    }
}

extern "C" fn on_signal(_: i32) {
    keeping_errno(|| {
        // Whether it did is seen in /proc.
        let _ = give_up_of_thread();
        // SAFETY: the bell is never closed.
        ring(unsafe { BorrowedFd::borrow_raw(BELL.load(Ordering::Relaxed)) });
    });
}

/// Gives up what this thread has. Does nothing that a signal handler may not.
fn give_up_of_thread() -> io::Result<()> {
    /// `_LINUX_CAPABILITY_VERSION_3`
    const VERSION: u32 = 0x2008_0522;
    const NO: c_ulong = 0;
    const YES: c_ulong = 1;

    // SAFETY: these calls take numbers.
    unsafe {
        if libc::prctl(libc::PR_SET_NO_NEW_PRIVS, YES, NO, NO, NO) != 0 {
            return Err(io::Error::last_os_error());
        }
        // Until there is no such capability.
        for capability in 0..64 as c_ulong {
            if libc::prctl(libc::PR_CAPBSET_READ, capability, NO, NO, NO) < 0 {
                break;
            }
            // Without CAP_SETPCAP they stay, and give nothing.
            libc::prctl(libc::PR_CAPBSET_DROP, capability, NO, NO, NO);
        }
        // Before Linux 4.3 (58319057b784) there are none.
        libc::prctl(libc::PR_CAP_AMBIENT, libc::PR_CAP_AMBIENT_CLEAR_ALL as c_ulong, NO, NO, NO);
    }
    let header = [VERSION, 0];
    // Two times effective, permitted, inheritable.
    let none = [0_u32; 6];
    // SAFETY: both are as long as those of this version, and outlive the call.
    match unsafe { libc::syscall(libc::SYS_capset, header.as_ptr(), none.as_ptr()) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_is_privileged_that_has_a_capability_or_may_get_one() {
        let status = |effective: &str, no_new: &str, state: &str| {
            format!(
                "Name:\tx\nState:\t{state}\nCapInh:\t0000\nCapEff:\t{effective}\nCapBnd:\t00ff\nNoNewPrivs:\t{no_new}\n"
            )
        };
        assert!(!is_privileged(&status("0000000000000000", "1", "S (sleeping)")));
        assert!(is_privileged(&status("0000008000000000", "1", "R (running)")));
        assert!(is_privileged(&status("0000000000000000", "0", "R (running)")));
        assert!(!is_privileged(&status("0000008000000000", "0", "Z (zombie)")));
        assert!(!is_privileged(""));
    }
}
