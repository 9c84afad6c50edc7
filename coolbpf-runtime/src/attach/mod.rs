//! Ways to attach a program: one type for each kind, given to [`Program::attach_to`](crate::Program::attach_to).
//!
//! ```no_run
//! use coolbpf::attach::{Cgroup, Uprobe, Xdp, XdpMode};
//! # fn example(readline: coolbpf::Program, packets: coolbpf::Program, connect: coolbpf::Program) -> coolbpf::Result<()> {
//!
//! let _in_bash = readline.attach_to(Uprobe::new("/bin/bash").function("readline").pid(1234))?;
//! let _on_lo = packets.attach_to(Xdp::interface("lo").mode(XdpMode::Generic))?;
//! let _in_group = connect.attach_to(Cgroup::this_process()?)?;
//! # Ok(())
//! # }
//! ```
//!
//! The program's section needs to say the kind, as in `SEC("uprobe")`, and not what to attach it to. Where it says that, too,
//! [`Program::attach`](crate::Program::attach) is enough.

mod binary;
pub(crate) mod binary_functions;
pub(crate) mod binary_probes;
mod cgroup;
pub(crate) mod cgroup_mount;
pub(crate) mod clsact;
mod cookie;
mod freplace;
pub(crate) mod functions;
mod interface;
mod iterator;
mod kprobe;
mod kprobe_multi;
mod ksyscall;
mod lirc;
mod lsm;
pub(crate) mod many;
mod netfilter;
mod netkit;
mod netns;
mod order;
pub(crate) mod perf_event;
mod probe_mode;
mod raw_tracepoint;
mod socket;
mod socket_map;
pub(crate) mod struct_ops;
mod tc_filter;
mod tcx;
mod trace;
mod tracepoint;
mod uprobe;
mod uprobe_multi;
mod usdt;
mod without_link;
mod xdp;

use std::io;

use libbpf_rs::libbpf_sys;

pub use self::cgroup::{Cgroup, CgroupMode};
pub use self::freplace::Freplace;
pub use self::interface::Interface;
pub use self::iterator::{CgroupWalk, Iterate};
pub use self::kprobe::Kprobe;
pub use self::kprobe_multi::KprobeMulti;
pub use self::ksyscall::Ksyscall;
pub use self::lirc::Lirc;
pub use self::lsm::Lsm;
pub use self::netfilter::{Netfilter, NetfilterHook};
pub use self::netkit::Netkit;
pub use self::netns::Netns;
pub use self::order::Neighbour;
pub use self::perf_event::{CacheEvent, HardwareEvent, OpenPerfEvent, PerfEvent, SoftwareEvent};
pub use self::probe_mode::ProbeMode;
pub use self::raw_tracepoint::RawTracepoint;
pub use self::socket::Socket;
pub use self::socket_map::SocketMap;
pub use self::tc_filter::TcFilter;
pub use self::tcx::Tcx;
pub use self::trace::Trace;
pub use self::tracepoint::Tracepoint;
pub use self::uprobe::Uprobe;
pub use self::uprobe_multi::UprobeMulti;
pub use self::usdt::Usdt;
pub use self::xdp::{Xdp, XdpMode};
use crate::link::Link;
use crate::object::last_error;
use crate::program::Program;
use crate::{Result, failure};

/// A way to attach a program, with what it is attached to. This module has all that there are.
pub trait Attach: sealed::Attach {}

impl<T: sealed::Attach> Attach for T {}

mod sealed {
    use crate::{Link, Program, Result};

    pub trait Attach {
        fn attach(self, program: &Program) -> Result<Link>;
    }
}

pub(crate) use self::sealed::Attach as Way;

/// What a program is being attached to, in words.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    /// As sections call the kind: `kprobe`.
    kind: &'a str,
    /// The name of what it is attached to: `do_unlinkat`.
    name: &'a str,
}

impl Place<'_> {
    /// Attaches `program` by libbpf.
    fn attach(
        self,
        program: &Program,
        by: impl FnOnce(*const libbpf_sys::bpf_program) -> *mut libbpf_sys::bpf_link,
    ) -> Result<Link> {
        let handle = program.handle();
        let (link, messages) = handle.call(|program| last_error(by(program)))?;
        match link {
            Ok(link) => Ok(Link::new(link, handle)),
            Err(error) => Err(self.refused(program, error, &messages)?),
        }
    }

    /// Why it was not attached. The outer error is of an object that is closed.
    fn refused(self, program: &Program, error: io::Error, messages: &[String]) -> Result<crate::Error> {
        Ok(failure::attach_to(&program.facts()?, self.kind, self.name, error, messages))
    }
}

/// Whether a kernel that answers so may know no link for what was asked: one before `BPF_LINK_CREATE` (5.7) does, and one that
/// knows links of other kinds only.
fn may_lack_links(error: &io::Error) -> bool {
    error.raw_os_error() == Some(libc::EINVAL)
}
