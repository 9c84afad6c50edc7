//! What libbpf makes of a section's name: the rules of its 1.7.0, `section_defs` in `src/libbpf.c`.

use coolbpf_linux::{AttachType, ProgramType, attach_type, program_type};

/// What the section of a program tells the loader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionRule {
    /// The name, as in `xdp` or `kprobe+`; the plus stands for nothing, or for a slash and what is attached to.
    pub pattern: &'static str,
    /// The name of the program type.
    pub program_type: &'static str,
    /// The name of the attach type, where the section asks for one.
    pub attach_type: Option<&'static str>,
    /// What else the loader is told.
    pub form: SectionForm,
}

/// What the kernel is told of a program beside its types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionForm {
    /// Nothing.
    Plain,
    /// It may sleep (`BPF_F_SLEEPABLE`).
    Sleepable,
    /// It reads packets of several buffers (`BPF_F_XDP_HAS_FRAGS`).
    XdpFragments,
}

use SectionForm::{Plain as PLAIN, Sleepable as SLEEPABLE, XdpFragments as XDP_FRAGS};

impl SectionRule {
    /// The rule for a section of that name, without the `?` that it may start with; `None` where libbpf has none, so
    /// that the type must be set by hand.
    ///
    /// ```
    /// use coolbpf_inspect::SectionRule;
    ///
    /// let rule = SectionRule::of("fentry/vfs_read").unwrap();
    /// assert_eq!((rule.program_type, rule.attach_type), ("tracing", Some("trace_fentry")));
    /// assert_eq!(rule.target("fentry/vfs_read"), Some("vfs_read"));
    /// assert_eq!(SectionRule::of("fentryway"), None);
    /// ```
    #[must_use]
    pub fn of(section: &str) -> Option<&'static Self> {
        SECTION_RULES.iter().find(|rule| rule.matches(section))
    }

    fn matches(&self, section: &str) -> bool {
        match self.pattern.strip_suffix('+') {
            Some(prefix) => {
                section.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }
            None => section == self.pattern,
        }
    }

    /// What stands behind the slash: the function, tracepoint or hook that the program is attached to.
    #[must_use]
    pub fn target<'a>(&self, section: &'a str) -> Option<&'a str> {
        section
            .strip_prefix(self.pattern.strip_suffix('+')?)?
            .strip_prefix('/')
            .filter(|rest| !rest.is_empty())
    }

    /// The row of the program type.
    #[must_use]
    pub fn program_type(&self) -> Option<&'static ProgramType> {
        program_type(self.program_type)
    }

    /// The row of the attach type.
    #[must_use]
    pub fn attach_type(&self) -> Option<&'static AttachType> {
        attach_type(self.attach_type?)
    }
}

const fn rule(
    pattern: &'static str,
    program_type: &'static str,
    attach_type: Option<&'static str>,
    form: SectionForm,
) -> SectionRule {
    SectionRule { pattern, program_type, attach_type, form }
}

/// The rules; the first one that matches counts.
#[rustfmt::skip]
pub const SECTION_RULES: &[SectionRule] = &[
    rule("socket", "socket_filter", None, PLAIN),
    rule("sk_reuseport/migrate", "sk_reuseport", Some("sk_reuseport_select_or_migrate"), PLAIN),
    rule("sk_reuseport", "sk_reuseport", Some("sk_reuseport_select"), PLAIN),
    rule("kprobe+", "kprobe", None, PLAIN),
    rule("uprobe+", "kprobe", None, PLAIN),
    rule("uprobe.s+", "kprobe", None, SLEEPABLE),
    rule("kretprobe+", "kprobe", None, PLAIN),
    rule("uretprobe+", "kprobe", None, PLAIN),
    rule("uretprobe.s+", "kprobe", None, SLEEPABLE),
    rule("kprobe.multi+", "kprobe", Some("trace_kprobe_multi"), PLAIN),
    rule("kretprobe.multi+", "kprobe", Some("trace_kprobe_multi"), PLAIN),
    rule("kprobe.session+", "kprobe", Some("trace_kprobe_session"), PLAIN),
    rule("uprobe.multi+", "kprobe", Some("trace_uprobe_multi"), PLAIN),
    rule("uretprobe.multi+", "kprobe", Some("trace_uprobe_multi"), PLAIN),
    rule("uprobe.session+", "kprobe", Some("trace_uprobe_session"), PLAIN),
    rule("uprobe.multi.s+", "kprobe", Some("trace_uprobe_multi"), SLEEPABLE),
    rule("uretprobe.multi.s+", "kprobe", Some("trace_uprobe_multi"), SLEEPABLE),
    rule("uprobe.session.s+", "kprobe", Some("trace_uprobe_session"), SLEEPABLE),
    rule("ksyscall+", "kprobe", None, PLAIN),
    rule("kretsyscall+", "kprobe", None, PLAIN),
    rule("usdt+", "kprobe", None, PLAIN),
    rule("usdt.s+", "kprobe", None, SLEEPABLE),
    rule("tc/ingress", "sched_cls", Some("tcx_ingress"), PLAIN),
    rule("tc/egress", "sched_cls", Some("tcx_egress"), PLAIN),
    rule("tcx/ingress", "sched_cls", Some("tcx_ingress"), PLAIN),
    rule("tcx/egress", "sched_cls", Some("tcx_egress"), PLAIN),
    rule("tc", "sched_cls", None, PLAIN),
    rule("classifier", "sched_cls", None, PLAIN),
    rule("action", "sched_act", None, PLAIN),
    rule("netkit/primary", "sched_cls", Some("netkit_primary"), PLAIN),
    rule("netkit/peer", "sched_cls", Some("netkit_peer"), PLAIN),
    rule("tracepoint+", "tracepoint", None, PLAIN),
    rule("tp+", "tracepoint", None, PLAIN),
    rule("raw_tracepoint+", "raw_tracepoint", None, PLAIN),
    rule("raw_tp+", "raw_tracepoint", None, PLAIN),
    rule("raw_tracepoint.w+", "raw_tracepoint_writable", None, PLAIN),
    rule("raw_tp.w+", "raw_tracepoint_writable", None, PLAIN),
    rule("tp_btf+", "tracing", Some("trace_raw_tp"), PLAIN),
    rule("fentry+", "tracing", Some("trace_fentry"), PLAIN),
    rule("fmod_ret+", "tracing", Some("modify_return"), PLAIN),
    rule("fexit+", "tracing", Some("trace_fexit"), PLAIN),
    rule("fentry.s+", "tracing", Some("trace_fentry"), SLEEPABLE),
    rule("fmod_ret.s+", "tracing", Some("modify_return"), SLEEPABLE),
    rule("fexit.s+", "tracing", Some("trace_fexit"), SLEEPABLE),
    rule("fsession+", "tracing", Some("trace_fsession"), PLAIN),
    rule("fsession.s+", "tracing", Some("trace_fsession"), SLEEPABLE),
    rule("freplace+", "ext", None, PLAIN),
    rule("lsm+", "lsm", Some("lsm_mac"), PLAIN),
    rule("lsm.s+", "lsm", Some("lsm_mac"), SLEEPABLE),
    rule("lsm_cgroup+", "lsm", Some("lsm_cgroup"), PLAIN),
    rule("iter+", "tracing", Some("trace_iter"), PLAIN),
    rule("iter.s+", "tracing", Some("trace_iter"), SLEEPABLE),
    rule("syscall", "syscall", None, SLEEPABLE),
    rule("xdp.frags/devmap", "xdp", Some("xdp_devmap"), XDP_FRAGS),
    rule("xdp/devmap", "xdp", Some("xdp_devmap"), PLAIN),
    rule("xdp.frags/cpumap", "xdp", Some("xdp_cpumap"), XDP_FRAGS),
    rule("xdp/cpumap", "xdp", Some("xdp_cpumap"), PLAIN),
    rule("xdp.frags", "xdp", Some("xdp"), XDP_FRAGS),
    rule("xdp", "xdp", Some("xdp"), PLAIN),
    rule("perf_event", "perf_event", None, PLAIN),
    rule("lwt_in", "lwt_in", None, PLAIN),
    rule("lwt_out", "lwt_out", None, PLAIN),
    rule("lwt_xmit", "lwt_xmit", None, PLAIN),
    rule("lwt_seg6local", "lwt_seg6local", None, PLAIN),
    rule("sockops", "sock_ops", Some("cgroup_sock_ops"), PLAIN),
    rule("sk_skb/stream_parser", "sk_skb", Some("sk_skb_stream_parser"), PLAIN),
    rule("sk_skb/stream_verdict", "sk_skb", Some("sk_skb_stream_verdict"), PLAIN),
    rule("sk_skb/verdict", "sk_skb", Some("sk_skb_verdict"), PLAIN),
    rule("sk_skb", "sk_skb", None, PLAIN),
    rule("sk_msg", "sk_msg", Some("sk_msg_verdict"), PLAIN),
    rule("lirc_mode2", "lirc_mode2", Some("lirc_mode2"), PLAIN),
    rule("flow_dissector", "flow_dissector", Some("flow_dissector"), PLAIN),
    rule("cgroup_skb/ingress", "cgroup_skb", Some("cgroup_inet_ingress"), PLAIN),
    rule("cgroup_skb/egress", "cgroup_skb", Some("cgroup_inet_egress"), PLAIN),
    rule("cgroup/skb", "cgroup_skb", None, PLAIN),
    rule("cgroup/sock_create", "cgroup_sock", Some("cgroup_inet_sock_create"), PLAIN),
    rule("cgroup/sock_release", "cgroup_sock", Some("cgroup_inet_sock_release"), PLAIN),
    rule("cgroup/sock", "cgroup_sock", Some("cgroup_inet_sock_create"), PLAIN),
    rule("cgroup/post_bind4", "cgroup_sock", Some("cgroup_inet4_post_bind"), PLAIN),
    rule("cgroup/post_bind6", "cgroup_sock", Some("cgroup_inet6_post_bind"), PLAIN),
    rule("cgroup/bind4", "cgroup_sock_addr", Some("cgroup_inet4_bind"), PLAIN),
    rule("cgroup/bind6", "cgroup_sock_addr", Some("cgroup_inet6_bind"), PLAIN),
    rule("cgroup/connect4", "cgroup_sock_addr", Some("cgroup_inet4_connect"), PLAIN),
    rule("cgroup/connect6", "cgroup_sock_addr", Some("cgroup_inet6_connect"), PLAIN),
    rule("cgroup/connect_unix", "cgroup_sock_addr", Some("cgroup_unix_connect"), PLAIN),
    rule("cgroup/sendmsg4", "cgroup_sock_addr", Some("cgroup_udp4_sendmsg"), PLAIN),
    rule("cgroup/sendmsg6", "cgroup_sock_addr", Some("cgroup_udp6_sendmsg"), PLAIN),
    rule("cgroup/sendmsg_unix", "cgroup_sock_addr", Some("cgroup_unix_sendmsg"), PLAIN),
    rule("cgroup/recvmsg4", "cgroup_sock_addr", Some("cgroup_udp4_recvmsg"), PLAIN),
    rule("cgroup/recvmsg6", "cgroup_sock_addr", Some("cgroup_udp6_recvmsg"), PLAIN),
    rule("cgroup/recvmsg_unix", "cgroup_sock_addr", Some("cgroup_unix_recvmsg"), PLAIN),
    rule("cgroup/getpeername4", "cgroup_sock_addr", Some("cgroup_inet4_getpeername"), PLAIN),
    rule("cgroup/getpeername6", "cgroup_sock_addr", Some("cgroup_inet6_getpeername"), PLAIN),
    rule("cgroup/getpeername_unix", "cgroup_sock_addr", Some("cgroup_unix_getpeername"), PLAIN),
    rule("cgroup/getsockname4", "cgroup_sock_addr", Some("cgroup_inet4_getsockname"), PLAIN),
    rule("cgroup/getsockname6", "cgroup_sock_addr", Some("cgroup_inet6_getsockname"), PLAIN),
    rule("cgroup/getsockname_unix", "cgroup_sock_addr", Some("cgroup_unix_getsockname"), PLAIN),
    rule("cgroup/sysctl", "cgroup_sysctl", Some("cgroup_sysctl"), PLAIN),
    rule("cgroup/getsockopt", "cgroup_sockopt", Some("cgroup_getsockopt"), PLAIN),
    rule("cgroup/setsockopt", "cgroup_sockopt", Some("cgroup_setsockopt"), PLAIN),
    rule("cgroup/dev", "cgroup_device", Some("cgroup_device"), PLAIN),
    rule("struct_ops+", "struct_ops", None, PLAIN),
    rule("struct_ops.s+", "struct_ops", None, SLEEPABLE),
    rule("sk_lookup", "sk_lookup", Some("sk_lookup"), PLAIN),
    rule("netfilter", "netfilter", Some("netfilter"), PLAIN),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_names_types_that_the_tables_hold() {
        for rule in SECTION_RULES {
            assert!(rule.program_type().is_some(), "{rule:?}");
            assert_eq!(rule.attach_type().is_some(), rule.attach_type.is_some(), "{rule:?}");
        }
    }

    #[test]
    fn a_plus_stands_for_nothing_or_a_slash_and_a_target() {
        for (section, pattern, target) in [
            ("kprobe", "kprobe+", None),
            ("kprobe/", "kprobe+", None),
            ("kprobe/do_unlinkat+0x10", "kprobe+", Some("do_unlinkat+0x10")),
            ("uprobe//usr/lib/libc.so.6:malloc", "uprobe+", Some("/usr/lib/libc.so.6:malloc")),
            ("kprobe.multi/tcp_*", "kprobe.multi+", Some("tcp_*")),
            ("tc/ingress", "tc/ingress", None),
            ("tc", "tc", None),
            ("xdp.frags/devmap", "xdp.frags/devmap", None),
            ("struct_ops.s/init", "struct_ops.s+", Some("init")),
        ] {
            let rule = SectionRule::of(section).unwrap();
            assert_eq!((rule.pattern, rule.target(section)), (pattern, target), "{section}");
        }
        for unknown in ["", "kprobes", "tc/other", "xdp/other", "struct_ops.link", "socket/"] {
            assert_eq!(SectionRule::of(unknown), None, "{unknown}");
        }
    }
}
