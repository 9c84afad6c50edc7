//! Waiting without events, for tools that print what maps hold.

use std::fmt;
use std::time::Instant;

use super::interrupt::Interrupt;
use super::wait::{Source, Wait};
use super::{End, stdout};
use crate::{Error, Result};

/// Waits until a time, and no longer than a tool is wanted: for Ctrl-C and a closed standard output end a wait as they end
/// [`Events`](crate::Events), for as long as this lives.
///
/// ```no_run
/// use std::time::{Duration, Instant};
/// use coolbpf::{End, Pause};
///
/// # fn example(counts: coolbpf::HashMap<u32, u64>) -> coolbpf::Result<()> {
/// let pause = Pause::new()?;
/// while pause.until(Some(Instant::now() + Duration::from_secs(1)))? == End::Timeout {
///     for entry in counts.iter() {
///         println!("{:?}", entry?);
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub struct Pause {
    wait: Wait,
    watches_stdout: bool,
    _interrupt: Interrupt,
}

impl Pause {
    /// Watches for signals and for a closed output from now on.
    ///
    /// # Errors
    /// Where the system has no descriptors left for it.
    pub fn new() -> Result<Self> {
        let watched = (|| {
            let (wait, interrupt) = (Wait::new()?, Interrupt::install()?);
            wait.add(interrupt.bell(), Source::Interrupt)?;
            let stdout = stdout::with_reader();
            if let Some(stdout) = stdout {
                stdout::end_quietly()?;
                wait.add(stdout, Source::Stdout)?;
            }
            Ok(Self { wait, watches_stdout: stdout.is_some(), _interrupt: interrupt })
        })();
        watched.map_err(|error| Error::system("can't watch for signals and for a closed output", error))
    }

    /// Waits until then, for ever if that is `None`, and tells what ended the wait: [`End::Timeout`], [`End::Interrupted`] or
    /// [`End::StdoutClosed`].
    ///
    /// # Errors
    /// Where the system call fails.
    pub fn until(&self, deadline: Option<Instant>) -> Result<End> {
        loop {
            if Interrupt::asked() {
                return Ok(End::Interrupted);
            }
            if self.watches_stdout && stdout::is_closed() {
                return Ok(End::StdoutClosed);
            }
            let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return Ok(End::Timeout);
            }
            self.wait.wait(left).map_err(|error| Error::system("can't wait", error))?;
        }
    }
}

impl fmt::Debug for Pause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pause").field("watches_stdout", &self.watches_stdout).finish_non_exhaustive()
    }
}
