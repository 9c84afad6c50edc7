//! Program types: `enum bpf_prog_type` of the kernel's `include/uapi/linux/bpf.h`.
//!
//! Names are libbpf's. Versions and commits are those of ebpf-docs' `data/feature-versions.yaml`.

use crate::Since;

/// What a program is to the kernel: which context it gets and which helpers it may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProgramType {
    /// The number.
    pub id: u32,
    /// The name, as in `tracepoint`.
    pub name: &'static str,
    /// Since when there is one.
    pub since: Since,
}

/// The program type of that name.
#[must_use]
pub fn program_type(name: &str) -> Option<&'static ProgramType> {
    PROGRAM_TYPES.iter().find(|row| row.name == name)
}

const fn row(id: u32, name: &'static str, major: u8, minor: u8, commit: &'static str) -> ProgramType {
    ProgramType { id, name, since: Since::new(major, minor, commit) }
}

/// Every program type, by number.
#[rustfmt::skip]
pub static PROGRAM_TYPES: &[ProgramType] = &[
    row(1, "socket_filter", 3, 19, "ddd872bc3098"),
    row(2, "kprobe", 4, 1, "2541517c32be"),
    row(3, "sched_cls", 4, 1, "96be4325f443"),
    row(4, "sched_act", 4, 1, "94caee8c312d"),
    row(5, "tracepoint", 4, 7, "98b5c2c65c29"),
    row(6, "xdp", 4, 8, "6a773a15a1e8"),
    row(7, "perf_event", 4, 9, "0515e5999a46"),
    row(8, "cgroup_skb", 4, 10, "0e33661de493"),
    row(9, "cgroup_sock", 4, 10, "610236587600"),
    row(10, "lwt_in", 4, 10, "3a0af8fd61f9"),
    row(11, "lwt_out", 4, 10, "3a0af8fd61f9"),
    row(12, "lwt_xmit", 4, 10, "3a0af8fd61f9"),
    row(13, "sock_ops", 4, 13, "40304b2a1567"),
    row(14, "sk_skb", 4, 14, "b005fd189cec"),
    row(15, "cgroup_device", 4, 15, "ebc614f68736"),
    row(16, "sk_msg", 4, 17, "4f738adba30a"),
    row(17, "raw_tracepoint", 4, 17, "c4f6699dfcb8"),
    row(18, "cgroup_sock_addr", 4, 17, "4fbac77d2d09"),
    row(19, "lwt_seg6local", 4, 18, "004d4b274e2a"),
    row(20, "lirc_mode2", 4, 18, "f4364dcfc86d"),
    row(21, "sk_reuseport", 4, 19, "2dbb9b9e6df6"),
    row(22, "flow_dissector", 4, 20, "d58e468b1112"),
    row(23, "cgroup_sysctl", 5, 2, "7b146cebe30c"),
    row(24, "raw_tracepoint_writable", 5, 2, "9df1c28bb752"),
    row(25, "cgroup_sockopt", 5, 3, "0d01da6afc54"),
    row(26, "tracing", 5, 5, "f1b9509c2fb0"),
    row(27, "struct_ops", 5, 6, "27ae7997a661"),
    row(28, "ext", 5, 6, "be8704ff07d2"),
    row(29, "lsm", 5, 7, "fc611f47f218"),
    row(30, "sk_lookup", 5, 9, "e9ddbb7707ff"),
    row(31, "syscall", 5, 14, "79a7f8bdb159"),
    row(32, "netfilter", 6, 4, "84601d6ee68a"),
];
