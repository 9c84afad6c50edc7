//! Perf events that programs sample.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, FromRawFd, OwnedFd};

use libbpf_rs::libbpf_sys;

use crate::{Error, Result};

/// What the kernel answers for a CPU that is not there: `perf_event_open(2)`.
const NO_SUCH_CPU: i32 = libc::ENODEV;

/// A perf event of one CPU, to be given to [`Program::attach_perf_event`](crate::Program::attach_perf_event).
#[derive(Debug)]
pub struct PerfEvent(OwnedFd);

impl PerfEvent {
    /// Opens the clock of each CPU that is online, to go off `hertz` times a second, in whatever process runs there.
    /// Linux 4.9, the first where programs may be attached to it.
    ///
    /// # Errors
    /// [`ErrorKind::PermissionDenied`](crate::ErrorKind::PermissionDenied) without `CAP_PERFMON` where
    /// `/proc/sys/kernel/perf_event_paranoid` is above 0; where `hertz` is more than
    /// `/proc/sys/kernel/perf_event_max_sample_rate`.
    pub fn cpu_clocks(hertz: u64) -> Result<Vec<Self>> {
        let possible = libbpf_rs::num_possible_cpus()
            .map_err(|error| Error::system("can't count the CPUs", io::Error::other(error)))?;
        let mut events = Vec::new();
        for cpu in 0..u32::try_from(possible).unwrap_or(u32::MAX) {
            match cpu_clock(cpu, hertz) {
                Ok(event) => events.push(Self(event)),
                Err(error) if error.raw_os_error() == Some(NO_SUCH_CPU) => {}
                Err(error) => {
                    let doing = format!("can't sample CPU {cpu} {hertz} times a second");
                    return Err(Error::system(doing, error));
                }
            }
        }
        Ok(events)
    }
}

impl AsFd for PerfEvent {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

fn cpu_clock(cpu: u32, hertz: u64) -> io::Result<OwnedFd> {
    let mut attributes = libbpf_sys::perf_event_attr {
        type_: libbpf_sys::PERF_TYPE_SOFTWARE,
        size: size_of::<libbpf_sys::perf_event_attr>() as u32,
        config: libbpf_sys::PERF_COUNT_SW_CPU_CLOCK.into(),
        ..Default::default()
    };
    attributes.__bindgen_anon_1.sample_freq = hertz;
    attributes.set_freq(1);
    open(&attributes, cpu)
}

/// Opens an event of one CPU, in whatever process runs there.
pub(crate) fn open(attributes: &libbpf_sys::perf_event_attr, cpu: u32) -> io::Result<OwnedFd> {
    const EVERY_PROCESS: libc::pid_t = -1;
    const NO_GROUP: libc::c_int = -1;
    // SAFETY: the attributes are as long as they say, and outlive the call.
    let fd = unsafe {
        libc::syscall(
            libc::SYS_perf_event_open,
            std::ptr::from_ref(attributes),
            EVERY_PROCESS,
            cpu,
            NO_GROUP,
            libc::c_ulong::from(libbpf_sys::PERF_FLAG_FD_CLOEXEC),
        )
    };
    match i32::try_from(fd) {
        // SAFETY: the kernel has just opened it for this caller.
        Ok(fd) if fd >= 0 => Ok(unsafe { OwnedFd::from_raw_fd(fd) }),
        _ => Err(io::Error::last_os_error()),
    }
}
