//! Ctrl-C: SIGINT and SIGTERM end iterations of events instead of the process.
//!
//! While at least one [`Interrupt`] lives, the first of these signals is noted, and a second one ends the process as
//! if nobody had asked. A signal that the program has a handler for, or ignores (as under `nohup`), is left alone.

use std::io;
use std::mem::{self, MaybeUninit};
use std::os::fd::{BorrowedFd, IntoRawFd};
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::wait::{bell, check, ring, silence};

const SIGNALS: [i32; 2] = [libc::SIGINT, libc::SIGTERM];

/// Whether a signal has come since the handlers were installed.
static ASKED: AtomicBool = AtomicBool::new(false);
/// An eventfd that becomes readable with the signal; made at first use and kept, because a handler may be writing to it.
static BELL: AtomicI32 = AtomicI32::new(-1);
/// How many live.
static COUNT: Mutex<usize> = Mutex::new(0);

/// Keeps the handlers installed.
pub(super) struct Interrupt(());

impl Interrupt {
    pub(super) fn install() -> io::Result<Self> {
        let mut count = lock();
        if *count == 0 {
            if BELL.load(Ordering::Relaxed) < 0 {
                BELL.store(bell()?.into_raw_fd(), Ordering::Relaxed);
            }
            for signal in SIGNALS {
                if disposition(signal)? == libc::SIG_DFL {
                    set_handler(signal, on_signal)?;
                }
            }
        }
        *count += 1;
        Ok(Self(()))
    }

    /// Whether a signal has come.
    #[inline]
    pub(super) fn asked() -> bool {
        ASKED.load(Ordering::Relaxed)
    }

    /// Readable once a signal has come.
    pub(super) fn bell(&self) -> BorrowedFd<'_> {
        // SAFETY: `install` made the descriptor, and nobody closes it.
        unsafe { BorrowedFd::borrow_raw(BELL.load(Ordering::Relaxed)) }
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        let mut count = lock();
        *count -= 1;
        if *count > 0 {
            return;
        }
        for signal in SIGNALS {
            if disposition(signal).is_ok_and(|current| current == address(on_signal)) {
                // SAFETY: the default action is what the signal had before.
                unsafe { libc::signal(signal, libc::SIG_DFL) };
            }
        }
        silence(self.bell());
        ASKED.store(false, Ordering::Relaxed);
    }
}

fn lock() -> MutexGuard<'static, usize> {
    COUNT.lock().unwrap_or_else(PoisonError::into_inner)
}

extern "C" fn on_signal(signal: i32) {
    if ASKED.swap(true, Ordering::Relaxed) {
        die_of(signal);
    } else {
        // SAFETY: `install` made the eventfd, and nobody closes it.
        let bell = unsafe { BorrowedFd::borrow_raw(BELL.load(Ordering::Relaxed)) };
        // It writes, which is safe in a signal handler.
        keeping_errno(|| ring(bell));
    }
}

/// Ends the process by the signal's default action, once the handler that calls this returns.
pub(super) fn die_of(signal: i32) {
    // SAFETY: both functions are safe in a signal handler; the signal is blocked until the handler returns.
    unsafe {
        libc::signal(signal, libc::SIG_DFL);
        libc::raise(signal);
    }
}

/// Runs `act` without a trace in `errno`, which the interrupted code may be about to read.
pub(crate) fn keeping_errno(act: impl FnOnce()) {
    // SAFETY: the location of errno is valid in every thread.
    let errno = unsafe { &mut *libc::__errno_location() };
    let before = *errno;
    act();
    *errno = before;
}

/// What happens on a signal: `SIG_DFL`, `SIG_IGN`, or the address of a handler.
pub(crate) fn disposition(signal: i32) -> io::Result<libc::sighandler_t> {
    let mut action = MaybeUninit::<libc::sigaction>::zeroed();
    // SAFETY: without a new action, the kernel only writes the present one.
    check(unsafe { libc::sigaction(signal, ptr::null(), action.as_mut_ptr()) })?;
    // SAFETY: zeros are an action, and the kernel wrote one.
    Ok(unsafe { action.assume_init() }.sa_sigaction)
}

/// Installs a handler, which must do no more than a signal handler may. System calls go on after it.
pub(crate) fn set_handler(signal: i32, handler: extern "C" fn(i32)) -> io::Result<()> {
    // SAFETY: an action of zeros has no flags and blocks no signals.
    let mut action: libc::sigaction = unsafe { mem::zeroed() };
    action.sa_sigaction = address(handler);
    action.sa_flags = libc::SA_RESTART;
    // SAFETY: the action is complete, and the handler of the kind that it says.
    check(unsafe { libc::sigaction(signal, &raw const action, ptr::null_mut()) }).map(drop)
}

fn address(handler: extern "C" fn(i32)) -> libc::sighandler_t {
    handler as *const () as libc::sighandler_t
}
