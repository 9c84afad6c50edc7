//! How often programs have run, and for how long.

use std::fs;
use std::io;
use std::mem::offset_of;
use std::os::fd::{FromRawFd as _, OwnedFd};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use libbpf_rs::libbpf_sys::{self, bpf_prog_info};

use super::Program;
use super::info::program_info;
use crate::kernel::tells_of_descriptors;
use crate::{Error, ErrorKind, Result};

/// What the kernel has counted of a program since it was loaded: [`Program::statistics`], `statistics()` of a module's `Bpf` for all of them, or
/// [`loaded_programs`](crate::loaded_programs) for those of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ProgramStatistics {
    /// How often it ran, while [measured](measure_programs).
    pub runs: u64,
    /// For how long in all, while measured.
    pub run_time: Duration,
    /// How often it did not run because it was running on that CPU already, measured or not. 0 before Linux 5.12 (9ed9e9ba2337).
    pub recursion_misses: u64,
    /// How many instructions the verifier followed at the load, some of them more than once. 0 before Linux 5.16 (aba64c7da983).
    pub verified_instructions: u32,
}

impl ProgramStatistics {
    /// Of what a kernel tells that knows so many bytes of it.
    pub(super) fn of(info: &bpf_prog_info, size: usize) -> Option<Self> {
        (size > offset_of!(bpf_prog_info, run_cnt)).then(|| Self {
            runs: info.run_cnt,
            run_time: Duration::from_nanos(info.run_time_ns),
            recursion_misses: info.recursion_misses,
            verified_instructions: info.verified_insns,
        })
    }

    /// How long a run took on average; `None` if there was none.
    #[must_use]
    pub fn average(&self) -> Option<Duration> {
        let nanoseconds = self.run_time.as_nanos().checked_div(self.runs.into())?;
        Some(Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(u64::MAX)))
    }

    /// What was counted since an earlier reading.
    ///
    /// ```no_run
    /// # fn example(program: coolbpf::Program) -> coolbpf::Result<()> {
    /// let _measuring = coolbpf::measure_programs()?;
    /// let (start, before) = (std::time::Instant::now(), program.statistics()?);
    /// // ...
    /// let spent = program.statistics()?.since(&before);
    /// println!("{:.1} times a second", spent.runs as f64 / start.elapsed().as_secs_f64());
    /// println!("{:.3} % of a CPU", 100.0 * spent.run_time.as_secs_f64() / start.elapsed().as_secs_f64());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        Self {
            runs: self.runs.saturating_sub(earlier.runs),
            run_time: self.run_time.saturating_sub(earlier.run_time),
            recursion_misses: self.recursion_misses.saturating_sub(earlier.recursion_misses),
            verified_instructions: self.verified_instructions,
        }
    }
}

impl Program {
    /// What the kernel has counted of the program. Linux 5.1 (492ecee892c2).
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] before that; where the program is not loaded.
    pub fn statistics(&self) -> Result<ProgramStatistics> {
        let doing = |of: &Self| {
            Ok::<_, Error>(format!("can't read the statistics of the program {}", of.facts()?.shown()))
        };
        let too_old = || {
            let message = format!("{}: they came with Linux 5.1 (492ecee892c2)", doing(self)?);
            Err(Error::new(ErrorKind::Unsupported, message))
        };
        match program_info(self.fd()?) {
            Ok((info, size)) => ProgramStatistics::of(&info, size).map_or_else(too_old, Ok),
            Err(_) if !tells_of_descriptors() => too_old(),
            Err(error) => Err(Error::system(doing(self)?, error)),
        }
    }
}

/// Has the kernel count the runs of all programs and measure their time, until the guard is dropped. It costs each run two readings of the clock.
///
/// Others that measure meanwhile are not disturbed. Before Linux 5.8 (d46edd671a14) this sets the sysctl `kernel.bpf_stats_enabled`, which all share: where it was 0, it is 0 after
/// the guard again, and stays 1 if the process is killed.
///
/// # Errors
/// [`ErrorKind::PermissionDenied`] without `CAP_SYS_ADMIN`; [`ErrorKind::Unsupported`] before Linux 5.1 (492ecee892c2).
pub fn measure_programs() -> Result<MeasuringPrograms> {
    const DOING: &str = "can't have the kernel measure programs";
    // SAFETY: the call takes a number and opens a descriptor.
    let fd = unsafe { libbpf_sys::bpf_enable_stats(libbpf_sys::BPF_STATS_RUN_TIME) };
    if fd >= 0 {
        // SAFETY: the kernel has just opened it for this caller.
        let by = By::Descriptor { _open: unsafe { OwnedFd::from_raw_fd(fd) } };
        return Ok(MeasuringPrograms { _by: by });
    }
    match io::Error::from_raw_os_error(-fd) {
        // No such command.
        error if error.raw_os_error() == Some(libc::EINVAL) => match Sysctl::set() {
            Ok(set) => Ok(MeasuringPrograms { _by: By::Sysctl { _set: set } }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Error::new(
                ErrorKind::Unsupported,
                format!("{DOING}: that came with Linux 5.1 (492ecee892c2)"),
            )),
            Err(error) => Err(Error::system(format!("{DOING} by {SYSCTL}"), error)),
        },
        error => {
            let needs = if error.kind() == io::ErrorKind::PermissionDenied {
                ", which needs CAP_SYS_ADMIN"
            } else {
                ""
            };
            Err(Error::system(format!("{DOING}{needs}"), error))
        }
    }
}

/// While this lives, the kernel counts the runs of programs: [`measure_programs`].
#[derive(Debug)]
#[must_use = "the kernel stops measuring when this is dropped"]
pub struct MeasuringPrograms {
    _by: By,
}

#[derive(Debug)]
enum By {
    Descriptor { _open: OwnedFd },
    Sysctl { _set: Sysctl },
}

const SYSCTL: &str = "/proc/sys/kernel/bpf_stats_enabled";

/// Keeps the sysctl on.
#[derive(Debug)]
struct Sysctl(());

/// How many guards there are, and whether the sysctl was off before the first.
static GUARDS: Mutex<(usize, bool)> = Mutex::new((0, false));

impl Sysctl {
    fn set() -> io::Result<Self> {
        let mut guards = guards();
        if guards.0 == 0 {
            guards.1 = fs::read_to_string(SYSCTL)?.trim() == "0";
            if guards.1 {
                fs::write(SYSCTL, "1")?;
            }
        }
        guards.0 += 1;
        Ok(Self(()))
    }
}

impl Drop for Sysctl {
    fn drop(&mut self) {
        let mut guards = guards();
        guards.0 -= 1;
        if guards.0 == 0 && guards.1 {
            // Without the rights that it was set with, nobody can put it back.
            let _ = fs::write(SYSCTL, "0");
        }
    }
}

fn guards() -> MutexGuard<'static, (usize, bool)> {
    GUARDS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_readings_give_what_was_counted_between_them() {
        let reading = |runs, micros| ProgramStatistics {
            runs,
            run_time: Duration::from_micros(micros),
            verified_instructions: 9,
            ..ProgramStatistics::default()
        };
        let spent = reading(30, 100).since(&reading(10, 40));
        assert_eq!(spent, reading(20, 60));
        assert_eq!(spent.average(), Some(Duration::from_micros(3)));
        assert_eq!(reading(0, 0).average(), None);
        assert_eq!(reading(1, 1).since(&reading(2, 2)), reading(0, 0));
    }
}
