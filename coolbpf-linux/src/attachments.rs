//! The ways to attach a program, beside the program types and attach types that they are for.
//!
//! A row's commit is the one that added the way; the version is the first release with it.

use crate::Since;

/// A way to attach a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attachment {
    /// The name, as in `kprobe-multi`.
    pub name: &'static str,
    /// What it is, in words.
    pub what: &'static str,
    /// Since when there is such a way, on the architecture that had it first.
    pub since: Since,
    /// Since when there is on arm64, where that got it later.
    pub on_arm64: Option<Since>,
}

/// The way of that name.
#[must_use]
pub fn attachment(name: &str) -> Option<&'static Attachment> {
    ATTACHMENTS.iter().find(|row| row.name == name)
}

const fn row(
    name: &'static str,
    what: &'static str,
    major: u8,
    minor: u8,
    commit: &'static str,
) -> Attachment {
    Attachment { name, what, since: Since::new(major, minor, commit), on_arm64: None }
}

const fn on_arm64(row: Attachment, since: Since) -> Attachment {
    Attachment { on_arm64: Some(since), ..row }
}

/// Trampolines and fprobes of arm64, which others build on.
const ARM64_TRAMPOLINES: Since = Since::new(6, 0, "efc9909fdce0");
const ARM64_FPROBES: Since = Since::new(6, 14, "4346ba160409");

/// Every way to attach a program.
#[rustfmt::skip]
pub static ATTACHMENTS: &[Attachment] = &[
    row("kprobe", "programs on functions of the kernel", 4, 1, "2541517c32be"),
    row("uprobe", "programs on functions of user space", 4, 3, "04a22fae4cbc"),
    row("tracepoint", "programs on tracepoints", 4, 7, "98b5c2c65c29"),
    row("raw-tracepoint", "programs on raw tracepoints", 4, 17, "c4f6699dfcb8"),
    row("btf-tracepoint", "programs on tracepoints with typed arguments", 5, 5, "f1b9509c2fb0"),
    on_arm64(row("trampoline", "programs on the entry and exit of kernel functions (fentry, fexit)", 5, 5, "fec56f5890d9"), ARM64_TRAMPOLINES),
    on_arm64(row("modify-return", "programs that change what a kernel function returns", 5, 7, "ae24082331d9"), ARM64_TRAMPOLINES),
    on_arm64(row("lsm", "programs on the hooks of security modules", 5, 7, "9e4e01dfd325"), ARM64_TRAMPOLINES),
    row("cgroup-link", "links to control groups", 5, 7, "af6eea57437a"),
    row("iterator", "iterators over objects of the kernel", 5, 8, "15d83c4d7cef"),
    row("netns-link", "links to network namespaces", 5, 8, "7f045a49fee0"),
    row("perf-link", "links to perf events, with cookies", 5, 15, "b89fbfbb854c"),
    on_arm64(row("kprobe-multi", "one link to many functions of the kernel", 5, 18, "0dcac2725406"), ARM64_FPROBES),
    row("netfilter-link", "links to netfilter hooks", 6, 4, "84601d6ee68a"),
    row("struct-ops-link", "links of structs of functions", 6, 4, "68b04864ca42"),
    row("tcx", "links to traffic control", 6, 6, "e420bed02507"),
    row("uprobe-multi", "one link to many functions of user space", 6, 6, "89ae89f53d20"),
    row("netkit", "links to netkit devices", 6, 7, "35dfaad7188c"),
    on_arm64(row("kprobe-session", "programs on the entry and exit of many functions of the kernel", 6, 10, "535a3692ba72"), ARM64_FPROBES),
    row("uprobe-session", "programs on the entry and exit of many functions of user space", 6, 13, "d920179b3d48"),
];
