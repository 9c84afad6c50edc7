//! Attach types: `enum bpf_attach_type` of the kernel's `include/uapi/linux/bpf.h`.
//!
//! Names are libbpf's. Versions and commits up to `lsm_cgroup` are those of ebpf-docs' `data/feature-versions.yaml`; of
//! newer ones the commit is the one that added the enumerator, and the version the next release after it.

use crate::Since;

/// Where a program may be attached, beside what its type says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttachType {
    /// The number.
    pub id: u32,
    /// The name, as in `trace_fentry`.
    pub name: &'static str,
    /// Since when there is one.
    pub since: Since,
}

/// The attach type of that name.
#[must_use]
pub fn attach_type(name: &str) -> Option<&'static AttachType> {
    ATTACH_TYPES.iter().find(|row| row.name == name)
}

const fn row(id: u32, name: &'static str, major: u8, minor: u8, commit: &'static str) -> AttachType {
    AttachType { id, name, since: Since::new(major, minor, commit) }
}

/// Every attach type, by number.
#[rustfmt::skip]
pub static ATTACH_TYPES: &[AttachType] = &[
    row(0, "cgroup_inet_ingress", 4, 10, "0e33661de493"),
    row(1, "cgroup_inet_egress", 4, 10, "0e33661de493"),
    row(2, "cgroup_inet_sock_create", 4, 10, "610236587600"),
    row(3, "cgroup_sock_ops", 4, 13, "40304b2a1567"),
    row(4, "sk_skb_stream_parser", 4, 14, "464bc0fd6273"),
    row(5, "sk_skb_stream_verdict", 4, 14, "464bc0fd6273"),
    row(6, "cgroup_device", 4, 15, "ebc614f68736"),
    row(7, "sk_msg_verdict", 4, 17, "4f738adba30a"),
    row(8, "cgroup_inet4_bind", 4, 17, "4fbac77d2d09"),
    row(9, "cgroup_inet6_bind", 4, 17, "4fbac77d2d09"),
    row(10, "cgroup_inet4_connect", 4, 17, "d74bad4e74ee"),
    row(11, "cgroup_inet6_connect", 4, 17, "d74bad4e74ee"),
    row(12, "cgroup_inet4_post_bind", 4, 17, "aac3fc320d94"),
    row(13, "cgroup_inet6_post_bind", 4, 17, "aac3fc320d94"),
    row(14, "cgroup_udp4_sendmsg", 4, 18, "1cedee13d25a"),
    row(15, "cgroup_udp6_sendmsg", 4, 18, "1cedee13d25a"),
    row(16, "lirc_mode2", 4, 18, "f4364dcfc86d"),
    row(17, "flow_dissector", 4, 20, "d58e468b1112"),
    row(18, "cgroup_sysctl", 5, 2, "7b146cebe30c"),
    row(19, "cgroup_udp4_recvmsg", 5, 2, "983695fa6765"),
    row(20, "cgroup_udp6_recvmsg", 5, 2, "983695fa6765"),
    row(21, "cgroup_getsockopt", 5, 3, "0d01da6afc54"),
    row(22, "cgroup_setsockopt", 5, 3, "0d01da6afc54"),
    row(23, "trace_raw_tp", 5, 5, "f1b9509c2fb0"),
    row(24, "trace_fentry", 5, 5, "fec56f5890d9"),
    row(25, "trace_fexit", 5, 5, "fec56f5890d9"),
    row(26, "modify_return", 5, 7, "ae24082331d9"),
    row(27, "lsm_mac", 5, 7, "fc611f47f218"),
    row(28, "trace_iter", 5, 8, "15d83c4d7cef"),
    row(29, "cgroup_inet4_getpeername", 5, 8, "1b66d253610c"),
    row(30, "cgroup_inet6_getpeername", 5, 8, "1b66d253610c"),
    row(31, "cgroup_inet4_getsockname", 5, 8, "1b66d253610c"),
    row(32, "cgroup_inet6_getsockname", 5, 8, "1b66d253610c"),
    row(33, "xdp_devmap", 5, 8, "fbee97feed9b"),
    row(34, "cgroup_inet_sock_release", 5, 9, "f5836749c9c0"),
    row(35, "xdp_cpumap", 5, 9, "9216477449f3"),
    row(36, "sk_lookup", 5, 9, "e9ddbb7707ff"),
    row(37, "xdp", 5, 9, "aa8d3a716b59"),
    row(38, "sk_skb_verdict", 5, 13, "a7ba4558e69a"),
    row(39, "sk_reuseport_select", 5, 14, "d5e4ddaeb6ab"),
    row(40, "sk_reuseport_select_or_migrate", 5, 14, "d5e4ddaeb6ab"),
    row(41, "perf_event", 5, 15, "b89fbfbb854c"),
    row(42, "trace_kprobe_multi", 5, 18, "0dcac2725406"),
    row(43, "lsm_cgroup", 6, 0, "69fd337a975c"),
    row(44, "struct_ops", 6, 4, "68b04864ca42"),
    row(45, "netfilter", 6, 4, "84601d6ee68a"),
    row(46, "tcx_ingress", 6, 6, "e420bed02507"),
    row(47, "tcx_egress", 6, 6, "e420bed02507"),
    row(48, "trace_uprobe_multi", 6, 6, "89ae89f53d20"),
    row(49, "cgroup_unix_connect", 6, 7, "859051dd165e"),
    row(50, "cgroup_unix_sendmsg", 6, 7, "859051dd165e"),
    row(51, "cgroup_unix_recvmsg", 6, 7, "859051dd165e"),
    row(52, "cgroup_unix_getpeername", 6, 7, "859051dd165e"),
    row(53, "cgroup_unix_getsockname", 6, 7, "859051dd165e"),
    row(54, "netkit_primary", 6, 7, "35dfaad7188c"),
    row(55, "netkit_peer", 6, 7, "35dfaad7188c"),
    row(56, "trace_kprobe_session", 6, 10, "535a3692ba72"),
    row(57, "trace_uprobe_session", 6, 13, "d920179b3d48"),
    row(58, "trace_fsession", 7, 0, "2d419c44658f"),
];
