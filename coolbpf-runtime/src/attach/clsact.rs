//! Filters of network interfaces, by which programs see packets before Linux 6.6 brought tcx.

use std::io;
use std::os::fd::{AsRawFd as _, BorrowedFd};

use libbpf_rs::libbpf_sys;

use crate::kernel::Missing;
use crate::link::Older;
use crate::object::returned;
use crate::program::Program;
use crate::{Link, Result, failure};

/// Priorities: filters that don't ask for one get 49152 and less, the last the lowest (`tcf_auto_prio` in
/// `net/sched/cls_api.c`), and lower ones come first. Those of this crate come after them.
const FIRST_PRIORITY: u32 = 49_153;
const LAST_PRIORITY: u32 = 65_535;
const FIRST_HANDLE: u32 = 1;

/// Which packets a filter sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Ingress,
    Egress,
}

/// A filter that runs a program: one of `cls_bpf`, in direct-action mode, of the `clsact` queueing discipline. Linux 4.5; libbpf asks for the number of the program, which takes 4.13 (1e2709769086).
#[derive(Debug)]
pub(super) struct Filter {
    interface: i32,
    direction: Direction,
    priority: u32,
    handle: u32,
    /// Whether no other place will do.
    fixed: bool,
    /// The number of the program.
    program: u32,
}

impl Filter {
    pub(super) fn new(interface: i32, direction: Direction) -> Self {
        Self {
            interface,
            direction,
            priority: FIRST_PRIORITY,
            handle: FIRST_HANDLE,
            fixed: false,
            program: 0,
        }
    }

    pub(super) fn at(self, priority: u16) -> Self {
        Self { priority: priority.into(), fixed: true, ..self }
    }

    pub(super) fn called(self, handle: u32) -> Self {
        Self { handle, ..self }
    }

    /// Attaches `program`, in the place of what the kernel lacks.
    pub(super) fn attach(self, program: &Program, shown: &str, instead: Option<&Missing>) -> Result<Link> {
        let fd = program.fd()?;
        let (filter, messages) = program.handle().call(|_| self.add(fd))?;
        match filter {
            Ok(filter) => Ok(Link::of_older(filter, program.handle())),
            Err(error) => Err(failure::attach_filter(&program.facts()?, shown, instead, error, &messages)),
        }
    }

    /// Has `program` see packets after the filters that are there, or at its place. `clsact` is added where it is missing, and stays.
    fn add(mut self, program: BorrowedFd<'_>) -> io::Result<Self> {
        let mut hook = self.hook();
        // SAFETY: the hook has the size that it says, and outlives the call.
        match returned(unsafe { libbpf_sys::bpf_tc_hook_create(&raw mut hook) }) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        loop {
            match self.set(program, 0) {
                Err(error)
                    if error.kind() == io::ErrorKind::AlreadyExists
                        && !self.fixed
                        && self.priority < LAST_PRIORITY =>
                {
                    self.priority += 1;
                }
                Err(error) => return Err(error),
                Ok(()) => return Ok(self),
            }
        }
    }

    fn set(&mut self, program: BorrowedFd<'_>, flags: u32) -> io::Result<()> {
        let mut options = self.options();
        options.prog_fd = program.as_raw_fd();
        options.flags = flags;
        let hook = self.hook();
        // SAFETY: hook and options have the sizes that they say, and outlive the call.
        returned(unsafe { libbpf_sys::bpf_tc_attach(&raw const hook, &raw mut options) })?;
        self.program = options.prog_id;
        Ok(())
    }

    /// Whether the filter at the place runs another program: `clsact` was removed, and somebody else made it anew.
    fn is_anothers(&self) -> bool {
        let (hook, mut there) = (self.hook(), self.options());
        // SAFETY: hook and options have the sizes that they say, and outlive the call.
        let queried = returned(unsafe { libbpf_sys::bpf_tc_query(&raw const hook, &raw mut there) });
        queried.is_ok() && there.prog_id != self.program
    }

    fn hook(&self) -> libbpf_sys::bpf_tc_hook {
        libbpf_sys::bpf_tc_hook {
            sz: size_of::<libbpf_sys::bpf_tc_hook>() as _,
            ifindex: self.interface,
            attach_point: match self.direction {
                Direction::Ingress => libbpf_sys::BPF_TC_INGRESS,
                Direction::Egress => libbpf_sys::BPF_TC_EGRESS,
            },
            ..Default::default()
        }
    }

    fn options(&self) -> libbpf_sys::bpf_tc_opts {
        libbpf_sys::bpf_tc_opts {
            sz: size_of::<libbpf_sys::bpf_tc_opts>() as _,
            handle: self.handle,
            priority: self.priority,
            ..Default::default()
        }
    }
}

impl Older for Filter {
    fn what(&self) -> &'static str {
        "a filter of clsact"
    }

    fn replace(&mut self, program: BorrowedFd<'_>) -> io::Result<()> {
        if self.is_anothers() {
            return Err(io::Error::from_raw_os_error(libc::EEXIST));
        }
        self.set(program, libbpf_sys::BPF_TC_F_REPLACE)
    }

    fn remove(&mut self) -> io::Result<()> {
        if self.is_anothers() {
            return Ok(());
        }
        let (hook, options) = (self.hook(), self.options());
        // SAFETY: hook and options have the sizes that they say, and outlive the call.
        match returned(unsafe { libbpf_sys::bpf_tc_detach(&raw const hook, &raw const options) }) {
            // The interface is gone, or `clsact` with its filters.
            Err(error)
                if matches!(error.raw_os_error(), Some(libc::ENODEV | libc::ENOENT | libc::EINVAL)) =>
            {
                Ok(())
            }
            other => other,
        }
    }
}
