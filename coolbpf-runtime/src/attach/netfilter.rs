//! Hooks of netfilter.

use libbpf_rs::libbpf_sys::{self, bpf_netfilter_opts};

use super::{Place, Way};
use crate::program::Program;
use crate::{Link, Result};

/// A hook of netfilter, for programs of the section `netfilter`. Linux 6.4 (84601d6ee68a).
#[derive(Debug, Clone)]
pub struct Netfilter {
    family: i32,
    hook: NetfilterHook,
    priority: i32,
    defragmented: bool,
}

/// Where on their way packets are seen (`enum nf_inet_hooks`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetfilterHook {
    /// All that come in.
    PreRouting = 0,
    /// What comes in and is for this machine.
    LocalIn = 1,
    /// What comes in and goes on.
    Forward = 2,
    /// What this machine sends.
    LocalOut = 3,
    /// All that go out.
    PostRouting = 4,
}

impl Netfilter {
    /// A hook of IPv4.
    #[must_use]
    pub fn ipv4(hook: NetfilterHook) -> Self {
        Self { family: libc::PF_INET, hook, priority: 1, defragmented: false }
    }

    /// A hook of IPv6.
    #[must_use]
    pub fn ipv6(hook: NetfilterHook) -> Self {
        Self { family: libc::PF_INET6, ..Self::ipv4(hook) }
    }

    /// The place among the others of the hook: lower ones come first, and one can have it. 1 without this. Neither the lowest nor the
    /// highest number may be chosen, and for defragmented packets none below -399.
    #[must_use]
    pub fn priority(self, priority: i32) -> Self {
        Self { priority, ..self }
    }

    /// Packets are put together before the program sees them. Linux 6.6 (91721c2d02d3).
    #[must_use]
    pub fn defragmented(self) -> Self {
        Self { defragmented: true, ..self }
    }
}

impl Way for Netfilter {
    fn attach(self, program: &Program) -> Result<Link> {
        let options = bpf_netfilter_opts {
            sz: size_of::<bpf_netfilter_opts>() as _,
            pf: self.family.cast_unsigned(),
            hooknum: self.hook as u32,
            priority: self.priority,
            flags: if self.defragmented { libbpf_sys::BPF_F_NETFILTER_IP_DEFRAG } else { 0 },
        };
        let family = if self.family == libc::PF_INET { "IPv4" } else { "IPv6" };
        let shown = format!("{:?} of {family} at {}", self.hook, self.priority);
        // SAFETY: libbpf doesn't keep the options, which outlive the call.
        Place { kind: "netfilter", name: &shown }.attach(program, |program| unsafe {
            libbpf_sys::bpf_program__attach_netfilter(program, &raw const options)
        })
    }
}
