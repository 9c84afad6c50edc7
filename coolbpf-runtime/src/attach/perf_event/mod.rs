//! Perf events.

mod kinds;

use std::fs;
use std::io;
use std::os::fd::{AsFd, AsRawFd as _, BorrowedFd, FromRawFd, IntoRawFd as _, OwnedFd};

use libbpf_rs::libbpf_sys::{self, bpf_perf_event_opts, perf_event_attr};

pub use self::kinds::{CacheEvent, HardwareEvent, SoftwareEvent};
use super::{Place, Way, cookie};
use crate::kernel::Attachment;
use crate::link::Pending;
use crate::map;
use crate::object::last_error;
use crate::program::Program;
use crate::tracefs;
use crate::{Error, ErrorKind, Link, Result};

/// What the kernel answers for a CPU that is not there: `perf_event_open(2)`.
const NO_SUCH_CPU: i32 = libc::ENODEV;

/// A perf event, for programs of the section `perf_event`, which it calls when it goes off. Linux 4.9 (0515e5999a46).
///
/// Without [`PerfEvent::pid`] it is one of each CPU that is online; without [`PerfEvent::frequency`] and [`PerfEvent::period`] it goes off
/// 99 times a second for hardware and clocks, and each time for other events.
#[derive(Debug, Clone)]
pub struct PerfEvent {
    what: What,
    cpus: Vec<u32>,
    pid: Option<u32>,
    rate: Option<Rate>,
    inherit: bool,
    kernel: bool,
    user: bool,
    cookie: u64,
    disabled: bool,
    by_ioctl: bool,
}

#[derive(Debug, Clone)]
enum What {
    Number { kind: u32, config: u64 },
    Tracepoint(String),
}

#[derive(Debug, Clone, Copy)]
enum Rate {
    Frequency(u64),
    Period(u64),
}

impl PerfEvent {
    /// One of the processor's events.
    #[must_use]
    pub fn hardware(event: HardwareEvent) -> Self {
        Self::of_type(libbpf_sys::PERF_TYPE_HARDWARE, event as u64)
    }

    /// One of the kernel's events.
    #[must_use]
    pub fn software(event: SoftwareEvent) -> Self {
        Self::of_type(libbpf_sys::PERF_TYPE_SOFTWARE, event as u64)
    }

    /// The uses of a cache, or only those that miss it.
    #[must_use]
    pub fn cache(event: CacheEvent, misses: bool) -> Self {
        let result = if misses {
            libbpf_sys::PERF_COUNT_HW_CACHE_RESULT_MISS
        } else {
            libbpf_sys::PERF_COUNT_HW_CACHE_RESULT_ACCESS
        };
        let config =
            event as u64 | u64::from(libbpf_sys::PERF_COUNT_HW_CACHE_OP_READ) << 8 | u64::from(result) << 16;
        Self::of_type(libbpf_sys::PERF_TYPE_HW_CACHE, config)
    }

    /// A tracepoint: `PerfEvent::tracepoint("sched", "sched_switch")`.
    #[must_use]
    pub fn tracepoint(category: &str, name: &str) -> Self {
        Self::of(What::Tracepoint(format!("{category}/{name}")))
    }

    /// One of the processor's events by the number that its manual gives it.
    #[must_use]
    pub fn raw(config: u64) -> Self {
        Self::of_type(libbpf_sys::PERF_TYPE_RAW, config)
    }

    /// An event of the source with that number, which `/sys/bus/event_source/devices/*/type` has.
    #[must_use]
    pub fn of_type(kind: u32, config: u64) -> Self {
        Self::of(What::Number { kind, config })
    }

    fn of(what: What) -> Self {
        Self {
            what,
            cpus: Vec::new(),
            pid: None,
            rate: None,
            inherit: false,
            kernel: true,
            user: true,
            cookie: 0,
            disabled: false,
            by_ioctl: false,
        }
    }

    /// Goes off so many times a second. At most what `/proc/sys/kernel/perf_event_max_sample_rate` says.
    #[must_use]
    pub fn frequency(self, hertz: u64) -> Self {
        Self { rate: Some(Rate::Frequency(hertz)), ..self }
    }

    /// Goes off each time after so many events.
    #[must_use]
    pub fn period(self, events: u64) -> Self {
        Self { rate: Some(Rate::Period(events)), ..self }
    }

    /// On this CPU only; more than once: on each of these.
    #[must_use]
    pub fn cpu(mut self, cpu: u32) -> Self {
        self.cpus.push(cpu);
        self
    }

    /// In this thread only, on whatever CPU it runs.
    #[must_use]
    pub fn pid(self, pid: u32) -> Self {
        Self { pid: Some(pid), ..self }
    }

    /// Also in the threads and processes that it starts from now on.
    #[must_use]
    pub fn inherit(self) -> Self {
        Self { inherit: true, ..self }
    }

    /// Only while user space runs.
    #[must_use]
    pub fn user_only(self) -> Self {
        Self { kernel: false, user: true, ..self }
    }

    /// Only while the kernel runs.
    #[must_use]
    pub fn kernel_only(self) -> Self {
        Self { kernel: true, user: false, ..self }
    }

    /// What `bpf_get_attach_cookie` gives the program. Linux 5.15 (7adfc6c9b315).
    #[must_use]
    pub fn cookie(self, cookie: u64) -> Self {
        Self { cookie, ..self }
    }

    /// Counts nothing and calls no program until [`OpenPerfEvent::enable`].
    #[must_use]
    pub fn disabled(self) -> Self {
        Self { disabled: true, ..self }
    }

    /// Is told of its program by `ioctl(2)`, as before Linux 5.15, whether the kernel has links of perf events or not.
    #[must_use]
    pub fn without_link(self) -> Self {
        Self { by_ioctl: true, ..self }
    }

    /// Opens the event on each of its CPUs, to be counted, put into a map, or attached one by one.
    ///
    /// # Errors
    /// [`ErrorKind::PermissionDenied`] without `CAP_PERFMON` where `/proc/sys/kernel/perf_event_paranoid` forbids it;
    /// [`ErrorKind::Unsupported`] where the processor, or the virtual machine, has no such event; [`ErrorKind::NoAttachPoint`] where
    /// there is no such tracepoint, process or CPU.
    pub fn open_all(&self) -> Result<Vec<OpenPerfEvent>> {
        let attributes = self.attributes()?;
        let pid = self.pid.map_or(-1, |pid| i32::try_from(pid).unwrap_or(i32::MAX));
        let named = match (self.cpus.as_slice(), self.pid) {
            ([], Some(_)) => vec![-1],
            ([], None) => (0..i32::try_from(map::possible_cpus()?).unwrap_or(i32::MAX)).collect(),
            (cpus, _) => cpus.iter().map(|cpu| i32::try_from(*cpu).unwrap_or(i32::MAX)).collect(),
        };
        let mut events = Vec::new();
        for cpu in named {
            match open_of(&attributes, pid, cpu) {
                Ok(event) => events.push(OpenPerfEvent {
                    event,
                    cpu: u32::try_from(cpu).ok(),
                    cookie: self.cookie,
                    disabled: self.disabled,
                    by_ioctl: self.by_ioctl,
                }),
                Err(error)
                    if error.raw_os_error() == Some(NO_SUCH_CPU) && self.cpus.is_empty() && cpu >= 0 => {}
                Err(error) => return Err(self.not_opened(cpu, error)),
            }
        }
        Ok(events)
    }

    fn attributes(&self) -> Result<perf_event_attr> {
        let (kind, config) = match &self.what {
            What::Number { kind, config } => (*kind, *config),
            What::Tracepoint(name) => (libbpf_sys::PERF_TYPE_TRACEPOINT, number_of(name)?),
        };
        let is_clock = kind == libbpf_sys::PERF_TYPE_SOFTWARE && config <= SoftwareEvent::TaskClock as u64;
        let counts_events =
            matches!(kind, libbpf_sys::PERF_TYPE_SOFTWARE | libbpf_sys::PERF_TYPE_TRACEPOINT) && !is_clock;
        let rate = self.rate.unwrap_or(if counts_events { Rate::Period(1) } else { Rate::Frequency(99) });
        let mut attributes = perf_event_attr {
            type_: kind,
            size: size_of::<perf_event_attr>() as u32,
            config,
            ..Default::default()
        };
        match rate {
            Rate::Frequency(hertz) => {
                attributes.__bindgen_anon_1.sample_freq = hertz;
                attributes.set_freq(1);
            }
            Rate::Period(events) => attributes.__bindgen_anon_1.sample_period = events,
        }
        attributes.set_disabled(self.disabled.into());
        attributes.set_inherit(self.inherit.into());
        attributes.set_exclude_kernel((!self.kernel).into());
        attributes.set_exclude_user((!self.user).into());
        Ok(attributes)
    }

    fn not_opened(&self, cpu: i32, error: io::Error) -> Error {
        let on = u32::try_from(cpu).map(|cpu| format!(" on CPU {cpu}")).unwrap_or_default();
        let of = self.pid.map(|pid| format!(" of the thread {pid}")).unwrap_or_default();
        let doing = format!("can't open the perf event {}{of}{on}", self.shown());
        let explained = |kind, why: &str| Error::new(kind, format!("{doing}: {why}"));
        match error.raw_os_error() {
            Some(libc::EACCES | libc::EPERM) => explained(
                ErrorKind::PermissionDenied,
                "that takes CAP_PERFMON (CAP_SYS_ADMIN before Linux 5.8), or a lower number in \
                 /proc/sys/kernel/perf_event_paranoid",
            ),
            Some(libc::ESRCH) => explained(ErrorKind::NoAttachPoint, "there is no such thread"),
            Some(libc::ENODEV) => explained(ErrorKind::NoAttachPoint, "there is no such CPU"),
            Some(libc::ENOENT | libc::EOPNOTSUPP) => explained(
                ErrorKind::Unsupported,
                "this processor has no such event, or the virtual machine doesn't pass it on",
            ),
            Some(libc::EINVAL) if matches!(self.rate, Some(Rate::Frequency(_))) => Error::system(
                format!(
                    "{doing} (the frequency is at most what /proc/sys/kernel/perf_event_max_sample_rate says)"
                ),
                error,
            ),
            _ => Error::system(doing, error),
        }
    }

    fn shown(&self) -> String {
        match &self.what {
            What::Number { kind, config } => format!("{kind}:{config:#x}"),
            What::Tracepoint(name) => name.clone(),
        }
    }
}

impl Way for PerfEvent {
    fn attach(self, program: &Program) -> Result<Link> {
        check_cookie(self.cookie, self.by_ioctl)?;
        let events = self.open_all()?;
        let mut pending = Pending::default();
        for event in events {
            let (link, messages) = program.handle().call(|program| event.link(program))?;
            match link {
                Ok(link) => pending.0.push(link),
                Err(error) => {
                    let shown = self.shown();
                    let place = Place { kind: "perf_event", name: &shown };
                    return Err(place.refused(program, error, &messages)?);
                }
            }
        }
        Ok(Link::of_many(pending.taken(), program.handle()))
    }
}

/// A perf event that is open, on one CPU or of one thread.
#[derive(Debug)]
pub struct OpenPerfEvent {
    event: OwnedFd,
    cpu: Option<u32>,
    cookie: u64,
    disabled: bool,
    by_ioctl: bool,
}

impl OpenPerfEvent {
    /// The CPU that it is of, nothing for one that is of a thread on any CPU.
    #[must_use]
    pub fn cpu(&self) -> Option<u32> {
        self.cpu
    }

    /// How much it has counted.
    ///
    /// # Errors
    /// Where the kernel can't tell.
    pub fn count(&self) -> Result<u64> {
        let mut count = 0_u64;
        // SAFETY: the descriptor is open, and the kernel writes no more than the number.
        let read =
            unsafe { libc::read(self.event.as_raw_fd(), (&raw mut count).cast(), size_of_val(&count)) };
        if read < 0 {
            return Err(Error::system("can't read a perf event", io::Error::last_os_error()));
        }
        if read as usize != size_of_val(&count) {
            return Err(Error::new(
                ErrorKind::Other,
                "a perf event is in an error state: its CPU or thread is gone",
            ));
        }
        Ok(count)
    }

    /// Has it count, and call its program: needed after [`PerfEvent::disabled`] and [`OpenPerfEvent::disable`].
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn enable(&self) -> Result<()> {
        enable(&self.event).map_err(|error| Error::system("can't enable a perf event", error))
    }

    /// Has it count nothing and call no program, until it is enabled again.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn disable(&self) -> Result<()> {
        control(&self.event, DISABLE).map_err(|error| Error::system("can't disable a perf event", error))
    }

    /// Attaches a program by a link that has the event, too.
    fn link(
        &self,
        program: *const libbpf_sys::bpf_program,
    ) -> io::Result<std::ptr::NonNull<libbpf_sys::bpf_link>> {
        let event = self.event.try_clone()?;
        let options = bpf_perf_event_opts {
            sz: size_of::<bpf_perf_event_opts>() as _,
            bpf_cookie: self.cookie,
            force_ioctl_attach: self.by_ioctl,
            dont_enable: self.disabled,
            ..Default::default()
        };
        // SAFETY: the caller's program is valid. libbpf's link closes the descriptor, so it gets one of its own.
        let link = last_error(unsafe {
            libbpf_sys::bpf_program__attach_perf_event_opts(program, event.as_raw_fd(), &raw const options)
        })?;
        // Now the descriptor is the link's.
        let _ = event.into_raw_fd();
        Ok(link)
    }
}

impl AsFd for OpenPerfEvent {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.event.as_fd()
    }
}

impl Way for &OpenPerfEvent {
    fn attach(self, program: &Program) -> Result<Link> {
        check_cookie(self.cookie, self.by_ioctl)?;
        let (link, messages) = program.handle().call(|program| self.link(program))?;
        match link {
            Ok(link) => Ok(Link::new(link, program.handle())),
            Err(error) => Err(Place { kind: "perf_event", name: "an open perf event" }
                .refused(program, error, &messages)?),
        }
    }
}

/// `PERF_EVENT_IOC_ENABLE` and `PERF_EVENT_IOC_DISABLE`: `_IO('$', 0)` and `_IO('$', 1)`.
const ENABLE: libc::Ioctl = 0x2400;
const DISABLE: libc::Ioctl = 0x2401;

/// Has an event count.
pub(crate) fn enable(event: &OwnedFd) -> io::Result<()> {
    control(event, ENABLE)
}

fn control(event: &OwnedFd, command: libc::Ioctl) -> io::Result<()> {
    // SAFETY: the descriptor is open, and these commands take no memory.
    let code = unsafe { libc::ioctl(event.as_raw_fd(), command, 0) };
    if code == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// Refuses a cookie where no link is to keep it.
fn check_cookie(cookie: u64, by_ioctl: bool) -> Result<()> {
    if cookie != 0 && by_ioctl {
        let message = "a perf event with a cookie is attached by a link of the kernel, not without";
        return Err(Error::new(ErrorKind::InvalidInput, message));
    }
    cookie::check(cookie, Attachment::PerfLink)
}

/// The number of the tracepoint `CATEGORY/NAME`.
fn number_of(name: &str) -> Result<u64> {
    let none = || {
        let place = tracefs::of(&["events", name]);
        let message = format!("this kernel has no tracepoint `{name}` ({})", place.display());
        Error::new(ErrorKind::NoAttachPoint, message)
    };
    if name.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err(none());
    }
    let text = match fs::read_to_string(tracefs::of(&["events", name, "id"])) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(none()),
        read => read.map_err(|error| {
            Error::system(format!("can't read the number of the tracepoint `{name}`"), error)
        })?,
    };
    text.trim().parse().map_err(|_| none())
}

/// Opens an event of one CPU, in whatever process runs there.
pub(crate) fn open(attributes: &perf_event_attr, cpu: u32) -> io::Result<OwnedFd> {
    const EVERY_PROCESS: libc::pid_t = -1;
    open_of(attributes, EVERY_PROCESS, i32::try_from(cpu).unwrap_or(i32::MAX))
}

fn open_of(attributes: &perf_event_attr, pid: libc::pid_t, cpu: i32) -> io::Result<OwnedFd> {
    const NO_GROUP: libc::c_int = -1;
    // SAFETY: the attributes are as long as they say, and outlive the call.
    let fd = unsafe {
        libc::syscall(
            libc::SYS_perf_event_open,
            std::ptr::from_ref(attributes),
            pid,
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
