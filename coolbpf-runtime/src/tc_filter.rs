//! Filters of network interfaces, by which programs see packets before Linux 6.6 brought tcx.

use std::io;
use std::os::fd::{AsRawFd as _, BorrowedFd};

use libbpf_rs::libbpf_sys;

use crate::object::returned;

/// Priorities: filters that don't ask for one get 49152 and less, the last the lowest (`tcf_auto_prio` in
/// `net/sched/cls_api.c`), and lower ones come first. Those of this crate come after them.
const FIRST_PRIORITY: u32 = 49_153;
const LAST_PRIORITY: u32 = 65_535;
const HANDLE: u32 = 1;

/// Which packets a filter sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Ingress,
    Egress,
}

/// A filter that runs a program: one of `cls_bpf`, in direct-action mode, of the `clsact` queueing discipline. Linux 4.5.
#[derive(Debug)]
pub(crate) struct TcFilter {
    interface: i32,
    direction: Direction,
    priority: u32,
}

impl TcFilter {
    /// Has `program` see packets after the filters that are there. `clsact` is added where it is missing, and stays.
    pub(crate) fn add(interface: i32, direction: Direction, program: BorrowedFd<'_>) -> io::Result<Self> {
        let mut filter = Self { interface, direction, priority: FIRST_PRIORITY };
        let mut hook = filter.hook();
        // SAFETY: the hook has the size that it says, and outlives the call.
        match returned(unsafe { libbpf_sys::bpf_tc_hook_create(&raw mut hook) }) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        loop {
            let mut options = filter.options();
            options.prog_fd = program.as_raw_fd();
            // SAFETY: hook and options have the sizes that they say, and outlive the call.
            match returned(unsafe { libbpf_sys::bpf_tc_attach(&raw const hook, &raw mut options) }) {
                Err(error)
                    if error.kind() == io::ErrorKind::AlreadyExists && filter.priority < LAST_PRIORITY =>
                {
                    filter.priority += 1;
                }
                Err(error) => return Err(error),
                Ok(()) => return Ok(filter),
            }
        }
    }

    /// Removes it.
    pub(crate) fn remove(self) -> io::Result<()> {
        let (hook, options) = (self.hook(), self.options());
        // SAFETY: hook and options have the sizes that they say, and outlive the call.
        returned(unsafe { libbpf_sys::bpf_tc_detach(&raw const hook, &raw const options) })
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
            handle: HANDLE,
            priority: self.priority,
            ..Default::default()
        }
    }
}
