//! Which kernel brought which feature, and what the error is where it is missing.
//!
//! The tests hold every kernel to this table. Versions of program types, helpers and map types are those of coolbpf-linux's tables.
//!
//! `security_task_setnice` and the system call behind it are in every kernel since before BPF; what takes more names it.

use coolbpf::ErrorKind;
use coolbpf::ErrorKind::{NoKernelBtf, Other, PermissionDenied, Unsupported, VerifierRejected};

use crate::feature::{Feature, Refusal};
use crate::this_kernel::Lack;

const fn since(
    name: &'static str,
    since: (u16, u16),
    commit: &'static str,
    refusals: &'static [Refusal],
) -> Feature {
    Feature { name, since, backports: &[], commit, refusals }
}

const fn without(lack: Lack, kind: ErrorKind, text: &'static str) -> Refusal {
    Refusal { lack, kind, text }
}

const NO_BTF: Refusal = without(Lack::Btf, NoKernelBtf, "does not tell them");
const NO_KPROBES: Refusal =
    without(Lack::Kprobes, Unsupported, "this kernel has no kprobes (CONFIG_KPROBE_EVENTS)");
const NO_FUNCTION_TRACING: Refusal =
    without(Lack::FunctionTracing, PermissionDenied, "kernel without this kind of program");

// What an object holds.
// Before d8eca5bbb2be (5.2) they are in ordinary arrays, which programs look up. The tracepoint that they are shown by came with 4.7.
pub(crate) const VARIABLES: Feature = since("global variables", (4, 7), "98b5c2c65c29", &[]);
// Before fc9702273e2e (5.5) the kernel copies them.
pub(crate) const MAPPED_VARIABLES: Feature = since("variables in shared memory", (4, 7), "98b5c2c65c29", &[]);
// Before 87df15de441b (5.2) it is this crate alone that says no.
pub(crate) const FROZEN_CONSTANTS: Feature =
    since("constants that nobody changes", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const HASH_MAP: Feature = since("hash map", (3, 19), "0f8e4bd8a1fc", &[]);
pub(crate) const UPDATE_FLAGS: Feature = since("update flags", (3, 19), "3274f52073d8", &[]);
pub(crate) const LRU_HASH_MAP: Feature = since("LRU hash map", (4, 10), "29ba732acbee", &[]);
pub(crate) const ARRAY: Feature = since("array", (3, 19), "28fbcfa08d8e", &[]);
pub(crate) const MAX_ENTRIES: Feature = since("map resized before the load", (3, 19), "28fbcfa08d8e", &[]);
pub(crate) const PER_CPU_MAPS: Feature = since("per-CPU maps", (4, 6), "15a07b33814d", &[]);
pub(crate) const RAW_MAP: Feature = since("raw map (queue)", (4, 20), "f1a2e44a3aec", &[]);
pub(crate) const LPM_TRIE: Feature = since("LPM trie", (4, 16), "b471f2f1de8b", &[]);
pub(crate) const QUEUE_AND_STACK: Feature = since("queue, stack", (4, 20), "f1a2e44a3aec", &[]);
pub(crate) const STACK_TRACES: Feature = since("stack traces", (4, 6), "d5a3b1f69186", &[]);
pub(crate) const TAIL_CALL: Feature = since("tail call", (4, 2), "04fd61ab36ec", &[]);
pub(crate) const CGROUP_ARRAY: Feature = since("array of control groups", (4, 8), "4ed8ec521ed5", &[]);
pub(crate) const MAP_IN_MAP: Feature = since("maps in maps", (4, 12), "56f668dfe00d", &[]);
pub(crate) const ITERATION: Feature =
    since("iteration, drain (before 4.12 from a key that is not there)", (4, 6), "6c9059817432", &[]);
// Before aa2e93b8e58e (5.6) it is a call for each entry.
pub(crate) const BATCHES: Feature = since("batches (single entries before 5.6)", (4, 6), "6c9059817432", &[]);
pub(crate) const PER_CPU_TAKE: Feature =
    since("per-CPU values listed and taken", (4, 6), "824bd0ce6c7c", &[]);
pub(crate) const ONE_CPU: Feature = since(
    "value of one CPU, set",
    (7, 0),
    "8eb76cb03f0f",
    &[without(Lack::Version, Unsupported, "one alone came with Linux 7.0")],
);
pub(crate) const EACH_CPU: Feature = since("value of one CPU, and of each", (4, 6), "824bd0ce6c7c", &[]);
pub(crate) const SPIN_LOCK: Feature = since("values with a lock", (5, 1), "96049f3afd50", &[]);
pub(crate) const PINNED_MAP: Feature = since("pinned map", (4, 13), "1e2709769086", &[]);
// Before a26ca7c982cb (4.18) only sizes are known.
pub(crate) const PINNED_TYPES: Feature = since("pinned map of known types", (4, 13), "1e2709769086", &[]);
pub(crate) const SOCKET_STORAGE: Feature = since(
    "socket storage",
    (5, 2),
    "6ac99e8f23d4",
    &[without(Lack::Version, Unsupported, "map type `sk_storage`, which came with Linux 5.2")],
);
pub(crate) const TASK_STORAGE: Feature = since(
    "task storage",
    (5, 11),
    "4cf1bc1f1045",
    &[without(Lack::Version, Unsupported, "map type `task_storage`, which came with Linux 5.11")],
);
pub(crate) const INODE_STORAGE: Feature = since(
    "inode storage",
    (5, 10),
    "8ea636848aca",
    &[without(Lack::Version, Unsupported, "map type `inode_storage`, which came with Linux 5.10")],
);
pub(crate) const CGROUP_STORAGE: Feature = since(
    "control group storage",
    (6, 2),
    "c4bcfb38a95e",
    &[without(Lack::Version, Unsupported, "map type `cgrp_storage`, which came with Linux 6.2")],
);
pub(crate) const ATTACHED_STORAGE: Feature = since(
    "values of attachments to control groups",
    (4, 20),
    "b741f1630346",
    &[without(Lack::Version, Unsupported, "cgroup_storage`, which came with Linux 4.")],
);
pub(crate) const ATTACHED_GROUPS: Feature =
    since("values of control groups with attachments", (5, 9), "7d9c3427894f", &[]);
pub(crate) const STACK_BUILD_IDS: Feature = since("stacks of build IDs", (4, 17), "615755a77b24", &[]);
pub(crate) const ARENA: Feature = since(
    "arena",
    (6, 9),
    "317460317a02",
    &[without(Lack::Version, Unsupported, "map type `arena`, which came with Linux 6.9")],
);
pub(crate) const USER_RING_BUFFER: Feature = since(
    "user ring buffer",
    (6, 1),
    "583c1f420173",
    &[without(Lack::Version, Unsupported, "map type `user_ringbuf`, which came with Linux 6.1")],
);
pub(crate) const REDIRECT: Feature =
    since("devmap, cpumap, xskmap, with programs", (5, 9), "9216477449f3", &[]);
// They came with 4.14, 4.18 and 4.19, but stand beside programs of a CPU map here.
pub(crate) const SOCKET_MAPS: Feature = since("sockmap, sockhash", (5, 9), "9216477449f3", &[]);
pub(crate) const LISTENERS: Feature = since("array of listeners", (5, 9), "9216477449f3", &[]);
pub(crate) const POLLER: Feature = since("events of many maps in one wait", (4, 11), "5722569bb9c3", &[]);
pub(crate) const STREAM: Feature = since("events as a stream, for tokio", (4, 11), "5722569bb9c3", &[]);
// With links of tracepoints; those of control groups came with 5.7.
pub(crate) const SESSION: Feature = since(
    "all of a program pinned",
    (5, 15),
    "b89fbfbb854c",
    &[without(Lack::Version, Unsupported, "for perf events with 5.15")],
);
pub(crate) const SESSION_PICKED_UP: Feature = since(
    "all of a program picked up by another process",
    (5, 15),
    "b89fbfbb854c",
    &[without(Lack::Version, Other, "for perf events with 5.15")],
);
pub(crate) const PINS_EXCHANGED: Feature = since(
    "pins of a program exchanged in one step",
    (5, 16),
    "6429e46304ac",
    &[without(Lack::Version, Unsupported, " 5.1")],
);
pub(crate) const REPLACED: Feature =
    since("program replaced by another version that keeps its maps", (5, 2), "d8eca5bbb2be", &[]);
pub(crate) const REPLACED_IN_ONE_STEP: Feature =
    since("program replaced by another version in one step", (5, 7), "0c991ebc8c69", &[]);
pub(crate) const RING_BUFFER: Feature = since("ring buffer", (5, 8), "457f44363a88", &[]);
pub(crate) const RING_BUFFER_WAKE_UP: Feature =
    since("ring buffer wakes its reader", (5, 8), "457f44363a88", &[]);
pub(crate) const RING_BUFFER_UNMAPPED: Feature = since(
    "error: ring buffer that can't be mapped",
    (5, 8),
    "457f44363a88",
    &[without(Lack::Version, Other, "Linux 5.8")],
);
pub(crate) const LOST_EVENTS: Feature = since("lost events are counted", (5, 8), "457f44363a88", &[]);
pub(crate) const PERF_BUFFER: Feature = since("perf buffer", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const PERF_BUFFER_WAKE_UP: Feature =
    since("perf buffer wakes its reader", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const PERF_LOST_EVENTS: Feature =
    since("lost events of perf buffers are counted", (4, 7), "98b5c2c65c29", &[]);
// Before 5722569bb9c3 (4.11) its events lie on the stack of who sends them.
pub(crate) const CHANNEL: Feature =
    since("channel: ring buffer or perf buffer (by the stack before 4.11)", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const LARGE_EVENTS: Feature =
    since("channel with events larger than the stack", (4, 11), "5722569bb9c3", &[]);
pub(crate) const CHANNEL_OUTPUT: Feature =
    since("channel with events of any length", (4, 14), "f1174f77b50c", &[]);
pub(crate) const CHANNEL_FUNCTION: Feature =
    since("channel in a function that is called", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const CHANNEL_LOST_EVENTS: Feature =
    since("lost events of channels are counted for each CPU", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const CHANNEL_WAKE_UP: Feature =
    since("channel wakes its reader when it is told to", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const CORE_RELOCATION: Feature = since("CO-RE relocations", (5, 4), "341dfcf8d78e", &[NO_BTF]);
pub(crate) const GIVEN_TYPES: Feature = since(
    "CO-RE relocations by types that the application gives",
    (5, 4),
    "341dfcf8d78e",
    &[without(Lack::Btf, Other, "No such file")],
);
pub(crate) const NO_TYPES: Feature =
    since("programs that ask for no types, beside others that do", (5, 2), "d8eca5bbb2be", &[]);
pub(crate) const HELPER: Feature = since(
    "helper bpf_strncmp",
    (5, 17),
    "c5fb19937455",
    &[without(Lack::Version, VerifierRejected, "helper `bpf_strncmp` for programs of type")],
);
pub(crate) const MAP_TYPE: Feature = since(
    "map type bloom_filter",
    (5, 16),
    "9330986c0300",
    &[without(Lack::Version, Unsupported, "map type `bloom_filter`, which came with Linux 5.16")],
);
pub(crate) const INSTRUCTION_SETS: Feature =
    since("the object whose instructions fit", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const LINKED_SOURCES: Feature = since("several linked sources", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const AUTOLOAD: Feature = since("programs that are not loaded", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const LINKS: Feature = since("links", (4, 7), "98b5c2c65c29", &[]);

// Watching the kernel.
pub(crate) const TRACEPOINT: Feature = since("tracepoint", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const RAW_TRACEPOINT: Feature = since("raw tracepoint", (4, 17), "c4f6699dfcb8", &[]);
pub(crate) const TP_BTF: Feature = since("tp_btf", (5, 5), "f1b9509c2fb0", &[NO_BTF]);
pub(crate) const KPROBE: Feature = since("kprobe", (4, 1), "2541517c32be", &[NO_KPROBES]);
pub(crate) const KRETPROBE: Feature = since("kretprobe", (4, 1), "2541517c32be", &[NO_KPROBES]);
// Before 0dcac2725406 (5.18), and without CONFIG_FPROBE, it is a kprobe for each function.
pub(crate) const KPROBE_MULTI: Feature =
    since("kprobe.multi (single kprobes before 5.18)", (4, 1), "2541517c32be", &[NO_KPROBES]);
pub(crate) const KSYSCALL: Feature = since("ksyscall", (4, 17), "e145242ea0df", &[NO_KPROBES]);
pub(crate) const FENTRY: Feature = since("fentry", (5, 5), "fec56f5890d9", &[NO_BTF, NO_FUNCTION_TRACING]);
pub(crate) const FEXIT: Feature = since("fexit", (5, 5), "fec56f5890d9", &[NO_BTF, NO_FUNCTION_TRACING]);
pub(crate) const FMOD_RET: Feature =
    since("fmod_ret", (5, 7), "ae24082331d9", &[NO_BTF, NO_FUNCTION_TRACING]);
pub(crate) const LSM: Feature = since("LSM", (5, 7), "fc611f47f218", &[NO_BTF, NO_FUNCTION_TRACING]);
pub(crate) const PERF_EVENT: Feature = since("perf event", (4, 9), "0515e5999a46", &[]);
pub(crate) const ITERATOR: Feature = since("iterator", (5, 8), "eaaacd23910f", &[NO_BTF]);

// One hook in several ways.
const NO_BTF_OF_TP_BTF: Refusal =
    without(Lack::Btf, NoKernelBtf, "to be done by `tp_btf`, which doesn't work here");
pub(crate) const ALTERNATIVES: Feature =
    since("alternatives: fentry, else kprobe, else tracepoint", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const FORCED_ALTERNATIVE: Feature = since(
    "alternatives: fentry, forced",
    (5, 5),
    "fec56f5890d9",
    &[
        without(Lack::Btf, NoKernelBtf, "to be done by `fentry`, which doesn't work here"),
        without(Lack::FunctionTracing, PermissionDenied, "to be done by `fentry`, which doesn't work here"),
    ],
);
pub(crate) const ALTERNATIVES_BY_MAP: Feature =
    since("alternatives: by map type", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const ALTERNATIVES_BY_VERIFIER: Feature =
    since("alternatives: by helper", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const ALTERNATIVES_BY_PROBE: Feature =
    since("alternatives: by where a probe is allowed", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const ALTERNATIVE_KPROBES: Feature =
    since("alternatives: kprobe.multi, else kprobe", (4, 1), "2541517c32be", &[NO_KPROBES]);
pub(crate) const ALTERNATIVE_UPROBES: Feature =
    since("alternatives: uprobe.multi, else uprobe", (4, 3), "04a22fae4cbc", &[]);
pub(crate) const ALTERNATIVES_BY_TYPES: Feature =
    since("alternatives: by CO-RE relocations", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const ALTERNATIVES_BY_TARGET: Feature =
    since("alternatives: by targets that are nowhere", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const ALTERNATIVES_BY_SET_TARGET: Feature =
    since("alternatives: by targets that are set", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const ALTERNATIVES_BY_PROGRAM: Feature =
    since("alternatives: by a function of a program", (4, 16), "cc8b0b92a169", &[]);
pub(crate) const ALTERNATIVE_CALLS: Feature =
    since("alternatives: tp_btf, else raw_tp, ksyscall, tracepoint", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const ALTERNATIVE_TP_BTF: Feature =
    since("alternatives: tp_btf, forced", (5, 5), "f1b9509c2fb0", &[NO_BTF_OF_TP_BTF]);
pub(crate) const ALTERNATIVE_RAW_TRACEPOINT: Feature =
    since("alternatives: raw_tp, forced", (4, 17), "c4f6699dfcb8", &[]);
pub(crate) const ALTERNATIVE_KSYSCALL: Feature =
    since("alternatives: ksyscall and kretsyscall, forced", (4, 17), "e145242ea0df", &[NO_KPROBES]);
pub(crate) const NO_ALTERNATIVE: Feature = since("error: no alternative works", (4, 7), "98b5c2c65c29", &[]);

// Watching processes.
pub(crate) const UPROBE: Feature = since("uprobe", (4, 3), "04a22fae4cbc", &[]);
pub(crate) const ATTACH_UPROBE: Feature = since("uretprobe of a process", (4, 3), "04a22fae4cbc", &[]);
pub(crate) const USDT: Feature = since(
    "USDT",
    (5, 15),
    "82e6b1eee6a8",
    &[
        NO_BTF,
        without(
            Lack::Version,
            Unsupported,
            "attaching to shared libraries without specific PID is not supported",
        ),
    ],
);
pub(crate) const ATTACH_USDT: Feature = since("USDT of a process", (4, 3), "04a22fae4cbc", &[NO_BTF]);

// Packets, sockets, control groups.
// By a link since aa8d3a716b59 (5.9). Loopback has XDP since 4.12.
pub(crate) const XDP: Feature = since("XDP", (4, 12), "b5cdae3291f7", &[]);
// Before e420bed02507 (6.6) it is a filter of the interface's clsact (4.5), for which libbpf asks for the program's number.
pub(crate) const TCX_INGRESS: Feature =
    since("TCX ingress (a filter before 6.6)", (4, 13), "1e2709769086", &[]);
pub(crate) const TCX_EGRESS: Feature =
    since("TCX egress (a filter before 6.6)", (4, 13), "1e2709769086", &[]);
pub(crate) const SOCKET_FILTER: Feature = since("socket filter", (3, 19), "ddd872bc3098", &[]);
// By links since af6eea57437a (5.7).
pub(crate) const CGROUP_CONNECT: Feature = since("cgroup/connect4", (4, 17), "4fbac77d2d09", &[]);
pub(crate) const CGROUP_SKB: Feature = since("cgroup_skb", (4, 10), "0e33661de493", &[]);
pub(crate) const SOCKOPS: Feature = since("sockops", (4, 13), "40304b2a1567", &[]);
pub(crate) const CGROUP_BIND4: Feature = since("cgroup/bind4", (4, 17), "4fbac77d2d09", &[]);
pub(crate) const CGROUP_BIND6: Feature = since("cgroup/bind6", (4, 17), "4fbac77d2d09", &[]);
pub(crate) const CGROUP_CONNECT4: Feature = since("cgroup/connect4, refused", (4, 17), "d74bad4e74ee", &[]);
pub(crate) const CGROUP_CONNECT6: Feature = since("cgroup/connect6", (4, 17), "d74bad4e74ee", &[]);
pub(crate) const CGROUP_POST_BIND4: Feature = since("cgroup/post_bind4", (4, 17), "aac3fc320d94", &[]);
pub(crate) const CGROUP_POST_BIND6: Feature = since("cgroup/post_bind6", (4, 17), "aac3fc320d94", &[]);
pub(crate) const CGROUP_SENDMSG4: Feature = since("cgroup/sendmsg4", (4, 18), "1cedee13d25a", &[]);
pub(crate) const CGROUP_SENDMSG6: Feature = since("cgroup/sendmsg6", (4, 18), "1cedee13d25a", &[]);
pub(crate) const CGROUP_RECVMSG4: Feature = since("cgroup/recvmsg4", (5, 2), "983695fa6765", &[]);
pub(crate) const CGROUP_RECVMSG6: Feature = since("cgroup/recvmsg6", (5, 2), "983695fa6765", &[]);
pub(crate) const CGROUP_GETPEERNAME4: Feature = since("cgroup/getpeername4", (5, 8), "1b66d253610c", &[]);
pub(crate) const CGROUP_GETPEERNAME6: Feature = since("cgroup/getpeername6", (5, 8), "1b66d253610c", &[]);
pub(crate) const CGROUP_GETSOCKNAME4: Feature = since("cgroup/getsockname4", (5, 8), "1b66d253610c", &[]);
pub(crate) const CGROUP_GETSOCKNAME6: Feature = since("cgroup/getsockname6", (5, 8), "1b66d253610c", &[]);
pub(crate) const CGROUP_CONNECT_UNIX: Feature = since("cgroup/connect_unix", (6, 7), "859051dd165e", &[]);
pub(crate) const CGROUP_SENDMSG_UNIX: Feature = since("cgroup/sendmsg_unix", (6, 7), "859051dd165e", &[]);
pub(crate) const CGROUP_RECVMSG_UNIX: Feature = since("cgroup/recvmsg_unix", (6, 7), "859051dd165e", &[]);
pub(crate) const CGROUP_GETPEERNAME_UNIX: Feature =
    since("cgroup/getpeername_unix", (6, 7), "859051dd165e", &[]);
pub(crate) const CGROUP_GETSOCKNAME_UNIX: Feature =
    since("cgroup/getsockname_unix", (6, 7), "859051dd165e", &[]);
// As `cgroup/sock` since 4.10 (610236587600).
pub(crate) const CGROUP_SOCK_CREATE: Feature = since("cgroup/sock_create", (4, 17), "5e43f899b03a", &[]);
pub(crate) const CGROUP_SOCK_RELEASE: Feature = since("cgroup/sock_release", (5, 9), "f5836749c9c0", &[]);
pub(crate) const CGROUP_DEVICE: Feature = since("cgroup/dev", (4, 15), "ebc614f68736", &[]);
pub(crate) const CGROUP_SYSCTL: Feature = since("cgroup/sysctl", (5, 2), "7b146cebe30c", &[]);
pub(crate) const CGROUP_GETSOCKOPT: Feature = since("cgroup/getsockopt", (5, 3), "0d01da6afc54", &[]);
pub(crate) const CGROUP_SETSOCKOPT: Feature = since("cgroup/setsockopt", (5, 3), "0d01da6afc54", &[]);
pub(crate) const CGROUP_INGRESS: Feature = since("cgroup_skb/ingress", (4, 10), "0e33661de493", &[]);
pub(crate) const LSM_CGROUP: Feature =
    since("lsm_cgroup", (6, 0), "69fd337a975c", &[NO_BTF, NO_FUNCTION_TRACING]);
pub(crate) const CGROUP_ORDER: Feature =
    since("order of a control group's programs", (6, 17), "1209339844601", &[])
        .with_backports(&[(6, 12, 110)]);
pub(crate) const CGROUP_PREORDER: Feature =
    since("program before those of the control groups below", (6, 15), "4b82b181a26c", &[])
        .with_backports(&[(6, 12, 31)]);
pub(crate) const SK_LOOKUP: Feature = since("sk_lookup", (5, 9), "e9ddbb7707ff", &[]);
pub(crate) const STRUCT_OPS: Feature = since("struct_ops", (5, 6), "0baf26b0fcd7", &[NO_BTF]);

// The C library.
pub(crate) const HISTOGRAMS: Feature = since("C library: histograms", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const RATE_LIMIT: Feature = since("C library: rate limit", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const TEXT: Feature = since("C library: text", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const FILTER: Feature = since("C library: filter", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const FILTER_BY_CGROUP: Feature = since(
    "C library: filter by control group",
    (5, 11),
    "95b861a7935b",
    &[without(Lack::Version, VerifierRejected, "helper `bpf_get_current_ancestor_cgroup_id`")],
);
pub(crate) const FILTER_OPTIONS: Feature =
    since("C library: filter by the kernel's types", (5, 4), "341dfcf8d78e", &[NO_BTF]);
pub(crate) const FILES: Feature = since("C library: open files", (5, 4), "341dfcf8d78e", &[NO_BTF]);
pub(crate) const STACKS: Feature = since("C library: stacks", (4, 17), "c4f6699dfcb8", &[]);
pub(crate) const READ_STACK: Feature = since("C library: stacks in memory", (4, 18), "c195651e565a", &[]);
pub(crate) const TASK_FIELDS: Feature = since("C library: tasks", (5, 4), "341dfcf8d78e", &[NO_BTF]);
pub(crate) const CGROUP_FIELDS: Feature =
    since("C library: control groups", (5, 4), "341dfcf8d78e", &[NO_BTF]);
pub(crate) const PATHS: Feature = since("C library: paths", (5, 4), "341dfcf8d78e", &[NO_BTF]);
pub(crate) const SOCKET_FIELDS: Feature = since("C library: sockets", (5, 4), "341dfcf8d78e", &[NO_BTF]);
pub(crate) const BLOCK_FIELDS: Feature =
    since("C library: requests of disks", (5, 4), "341dfcf8d78e", &[NO_BTF]);

// Hooks that the application names.
const NO_COOKIES: Refusal = without(Lack::Version, Unsupported, "`perf-link`");
const UNKNOWN_HELPER: Refusal =
    without(Lack::Version, VerifierRejected, "helper `bpf_get_attach_cookie` for programs of type");
pub(crate) const HOOK_TRACEPOINT: Feature = since("tracepoint by name", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const HOOK_RAW_TRACEPOINT: Feature = since("raw tracepoint by name", (4, 17), "c4f6699dfcb8", &[]);
pub(crate) const HOOK_KPROBE: Feature = since("kprobe by name", (4, 1), "2541517c32be", &[NO_KPROBES]);
pub(crate) const HOOK_KRETPROBE: Feature = since("kretprobe by name", (4, 1), "2541517c32be", &[NO_KPROBES]);
pub(crate) const HOOK_KPROBE_MULTI: Feature =
    since("kprobe.multi by names (single kprobes before 5.18)", (4, 1), "2541517c32be", &[NO_KPROBES]);
pub(crate) const HOOK_KSYSCALL: Feature = since("ksyscall by name", (4, 17), "e145242ea0df", &[NO_KPROBES]);
pub(crate) const HOOK_UPROBE: Feature = since("uprobe by path and name", (4, 3), "04a22fae4cbc", &[]);
// Before 89ae89f53d20 (6.6) it is a uprobe for each function.
pub(crate) const UPROBE_MULTI: Feature =
    since("uprobe.multi (single uprobes before 6.6)", (4, 3), "04a22fae4cbc", &[]);
pub(crate) const COOKIE: Feature =
    since("cookie of a tracepoint", (5, 15), "7adfc6c9b315", &[UNKNOWN_HELPER]);
pub(crate) const UPROBE_COOKIE: Feature =
    since("cookie of a uprobe", (5, 15), "7adfc6c9b315", &[UNKNOWN_HELPER]);
pub(crate) const KPROBE_COOKIE: Feature =
    since("cookie of a kprobe", (5, 15), "7adfc6c9b315", &[UNKNOWN_HELPER, NO_KPROBES]);
pub(crate) const RAW_TRACEPOINT_COOKIE: Feature =
    since("cookie of a raw tracepoint", (6, 10), "68ca5d4eebb8", &[UNKNOWN_HELPER]);
// Before 0dcac2725406 (5.18) it is a kretprobe for each function, as uretprobe.multi is a uretprobe before 89ae89f53d20 (6.6).
pub(crate) const KRETPROBE_MULTI: Feature =
    since("kretprobe.multi by names (single kretprobes before 5.18)", (4, 1), "2541517c32be", &[NO_KPROBES]);
pub(crate) const KPROBE_MULTI_COOKIES: Feature =
    since("cookies of kprobe.multi", (5, 18), "ca74823c6e16", &[UNKNOWN_HELPER, NO_KPROBES]);
pub(crate) const KPROBE_SESSION: Feature = since(
    "kprobe.session",
    (6, 10),
    "535a3692ba72",
    &[without(Lack::Version, Unsupported, "`kprobe-session`"), without(Lack::Kprobes, Unsupported, "")],
);
pub(crate) const KRETSYSCALL: Feature = since("kretsyscall by name", (4, 17), "e145242ea0df", &[NO_KPROBES]);
pub(crate) const URETPROBE: Feature = since("uretprobe by path and name", (4, 3), "04a22fae4cbc", &[]);
pub(crate) const URETPROBE_MULTI: Feature =
    since("uretprobe.multi (single uretprobes before 6.6)", (4, 3), "04a22fae4cbc", &[]);
pub(crate) const UPROBE_MULTI_COOKIES: Feature = since(
    "cookies of uprobe.multi (of single uprobes before 6.6)",
    (5, 15),
    "7adfc6c9b315",
    &[UNKNOWN_HELPER],
);
pub(crate) const UPROBE_SESSION: Feature = since(
    "uprobe.session",
    (6, 13),
    "d920179b3d48",
    &[without(Lack::Version, Unsupported, "`uprobe-session`")],
);
// Programs of user space that may sleep came with 8c7dcb84e3b7 (6.0).
pub(crate) const SLEEPABLE_UPROBE_SESSION: Feature = since(
    "uprobe.session.s",
    (6, 13),
    "d920179b3d48",
    &[
        without(Lack::SleepablePrograms, Unsupported, "programs that sleep"),
        without(Lack::SleepableUprobes, VerifierRejected, "can be sleepable"),
        without(Lack::Version, Unsupported, "`uprobe-session`"),
    ],
);
pub(crate) const USDT_COOKIE: Feature = since("cookie of a USDT probe", (4, 3), "04a22fae4cbc", &[NO_BTF]);
pub(crate) const FENTRY_COOKIE: Feature =
    since("cookie of fentry", (5, 19), "2fcc82411e74", &[NO_BTF, UNKNOWN_HELPER, NO_FUNCTION_TRACING]);
pub(crate) const LSM_COOKIE: Feature =
    since("cookie of lsm", (5, 19), "2fcc82411e74", &[NO_BTF, UNKNOWN_HELPER, NO_FUNCTION_TRACING]);
pub(crate) const TP_BTF_COOKIE: Feature =
    since("cookie of tp_btf", (6, 10), "68ca5d4eebb8", &[NO_BTF, UNKNOWN_HELPER]);
pub(crate) const FSESSION: Feature = since(
    "fsession",
    (7, 0),
    "2d419c44658f",
    &[NO_BTF, without(Lack::Version, Unsupported, "attach type `trace_fsession`"), NO_FUNCTION_TRACING],
);
pub(crate) const COOKIE_OPTION: Feature = since("error: no cookies", (5, 15), "82e6b1eee6a8", &[NO_COOKIES]);
pub(crate) const UPROBE_BY_LINK: Feature =
    since("uprobe by a link", (5, 15), "b89fbfbb854c", &[without(Lack::Version, Unsupported, "`perf-link`")]);
pub(crate) const UPROBE_BY_EVENT: Feature = since("uprobe by a perf event", (4, 17), "33ea4b24277b", &[]);
pub(crate) const UPROBE_BY_TRACEFS: Feature = since("uprobe by tracefs", (4, 3), "04a22fae4cbc", &[]);
pub(crate) const KPROBE_BY_LINK: Feature = since(
    "kprobe by a link",
    (5, 15),
    "b89fbfbb854c",
    &[NO_KPROBES, without(Lack::Version, Unsupported, "`perf-link`")],
);
pub(crate) const KPROBE_BY_EVENT: Feature =
    since("kprobe by a perf event", (4, 17), "e12f03d7031a", &[NO_KPROBES]);
pub(crate) const KPROBE_BY_TRACEFS: Feature =
    since("kprobe by tracefs", (4, 1), "2541517c32be", &[NO_KPROBES]);
pub(crate) const UPROBE_MULTI_OFFSETS: Feature =
    since("uprobe.multi by offsets (single uprobes before 6.6)", (4, 3), "04a22fae4cbc", &[]);
pub(crate) const SEMAPHORES: Feature = since("semaphores of uprobes", (4, 20), "a6ca88b241d5", &[]);
pub(crate) const NO_UPROBES: Feature =
    since("error: no such functions of a binary (uprobe.multi)", (4, 3), "04a22fae4cbc", &[]);
pub(crate) const KPROBE_MULTI_ADDRESSES: Feature = since(
    "kprobe.multi by addresses",
    (5, 18),
    "0dcac2725406",
    &[
        without(Lack::Kprobes, Unsupported, ""),
        without(Lack::Version, Unsupported, "`kprobe-multi`"),
        without(Lack::Fprobes, Unsupported, "`kprobe-multi`"),
    ],
);
pub(crate) const KPROBE_MULTI_ONE: Feature =
    since("kprobe.multi of one function", (4, 1), "2541517c32be", &[NO_KPROBES]);
pub(crate) const PERF_EVENT_DISABLED: Feature =
    since("perf event that starts disabled", (4, 9), "0515e5999a46", &[]);
pub(crate) const PERF_EVENT_OF_A_THREAD: Feature =
    since("perf event of a thread", (4, 9), "0515e5999a46", &[]);
pub(crate) const PERF_EVENT_OF_A_CPU: Feature = since("perf event of a CPU", (4, 9), "0515e5999a46", &[]);
pub(crate) const PERF_TRACEPOINT: Feature =
    since("tracepoint as a perf event of a thread", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const MISSING_TARGETS: Feature = since("error: no such target", (4, 7), "98b5c2c65c29", &[]);

// How programs are attached, kept and replaced.
pub(crate) const XDP_MODE: Feature =
    since("XDP by mode, replaced (netlink before 5.9)", (4, 12), "b5cdae3291f7", &[]);
pub(crate) const TCX_ORDER: Feature =
    since("order of TCX programs", (6, 6), "e420bed02507", &[without(Lack::Version, Unsupported, "`tcx`")]);
pub(crate) const TC_FILTER: Feature = since("filter of clsact", (4, 13), "1e2709769086", &[]);
pub(crate) const CGROUP_UPDATE: Feature =
    since("program of a control group, replaced", (5, 6), "7dd68b3279f1", &[]);
pub(crate) const CGROUP_ALONE: Feature = since("control group of one program", (4, 10), "3007098494be", &[]);
pub(crate) const NO_CGROUP: Feature = since("error: no control group", (4, 10), "3007098494be", &[]);
pub(crate) const NETKIT: Feature =
    since("netkit", (6, 7), "35dfaad7188c", &[without(Lack::Netkit, Unsupported, "`netkit`")]);
pub(crate) const NETFILTER: Feature = since(
    "netfilter",
    (6, 4),
    "84601d6ee68a",
    &[without(Lack::Version, Unsupported, "program type `netfilter`")],
);
pub(crate) const FLOW_DISSECTOR: Feature =
    since("flow dissector (without link before 5.8)", (4, 20), "d58e468b1112", &[]);
pub(crate) const SK_REUSEPORT: Feature = since("sk_reuseport", (5, 3), "99f3a064bc2e", &[]);
// Before 699c23f02c65 (6.10) without a link.
pub(crate) const SOCKMAP: Feature =
    since("sk_skb of a map of sockets (without link before 6.10)", (4, 14), "174a79ff9515", &[]);
pub(crate) const SK_SKB_VERDICT: Feature = since(
    "sk_skb/verdict (without link before 6.10)",
    (5, 13),
    "a7ba4558e69a",
    &[without(Lack::Version, Unsupported, "attach type `sk_skb_verdict`")],
);
pub(crate) const SK_MSG: Feature = since("sk_msg (without link before 6.10)", (4, 17), "4f738adba30a", &[]);
pub(crate) const LIRC: Feature = since(
    "lirc_mode2",
    (4, 18),
    "f4364dcfc86d",
    &[without(Lack::Lirc, Unsupported, "program type `lirc_mode2`")],
);
pub(crate) const PINNED_LINK: Feature = since("pinned link", (5, 8), "f2e10bff16a0", &[]);
pub(crate) const PINNED_PERF_LINK: Feature = since(
    "pinned link of a tracepoint",
    (5, 15),
    "b89fbfbb854c",
    &[without(Lack::Version, Unsupported, "for perf events with 5.15")],
);
pub(crate) const TAKEN_OVER: Feature =
    since("pinned maps and link taken over by another process", (5, 8), "f2e10bff16a0", &[]);
pub(crate) const PERF_LINK_TAKEN_OVER: Feature = since(
    "pinned link of a tracepoint taken over by another process",
    (5, 15),
    "b89fbfbb854c",
    &[without(Lack::Version, Other, "for perf events with 5.15")],
);
pub(crate) const DETACH_PINNED: Feature = since("pinned link, detached", (5, 9), "73b11c2ab072", &[]);
pub(crate) const KEPT_LINK: Feature = since("link kept", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const FREPLACE_TARGET: Feature =
    since("freplace of a function that is named later", (5, 10), "4a1e7c0c63e0", &[NO_FUNCTION_TRACING]);
pub(crate) const FREPLACE: Feature = since("freplace", (5, 6), "be8704ff07d2", &[NO_FUNCTION_TRACING]);
// Before 68b04864ca42 (6.4) without a link.
pub(crate) const STRUCT_OPS_FILLED: Feature =
    since("struct_ops put together (without link before 6.4)", (5, 6), "0baf26b0fcd7", &[NO_BTF]);
pub(crate) const STRUCT_OPS_UPDATE: Feature = since(
    "struct_ops replaced",
    (6, 4),
    "aef56f2e918b",
    &[
        NO_BTF,
        without(Lack::Version, Unsupported, "can't have the kernel use an interface in the place of another"),
    ],
);
pub(crate) const STRUCT_OPS_PROGRAMS: Feature =
    since("error: no function of an interface", (4, 7), "98b5c2c65c29", &[]);

// Programs run on data of one's own.
pub(crate) const TEST_RUN: Feature = since("test run", (4, 12), "1cf1cae963c2", &[]);
pub(crate) const TEST_RUN_CONTEXT: Feature =
    since("test run with a packet's context", (5, 2), "b0b9395d865e", &[]);
pub(crate) const TEST_RUN_XDP_CONTEXT: Feature = since(
    "test run with an XDP context",
    (5, 15),
    "47316f4a3053",
    &[without(Lack::Version, ErrorKind::Other, "can't run the program")],
);
pub(crate) const TEST_RUN_RAW_TRACEPOINT: Feature =
    since("test run of a raw tracepoint", (5, 10), "1b4d60ec162f", &[]);
pub(crate) const TEST_RUN_SYSCALL: Feature = since(
    "test run of a syscall program",
    (5, 14),
    "79a7f8bdb159",
    &[without(Lack::Version, Unsupported, "program type `syscall`")],
);
pub(crate) const TEST_RUN_FLOW_DISSECTOR: Feature =
    since("test run of a flow dissector", (5, 1), "b7a1848e8398", &[]);
// 5.13, and brought to 5.10.y.
pub(crate) const TEST_RUN_SK_LOOKUP: Feature =
    since("test run of an sk_lookup program", (5, 10), "7c32e8f8bc33", &[]);
pub(crate) const NO_TEST_RUN: Feature = since("error: no test run", (4, 7), "98b5c2c65c29", &[]);

// What programs print, and what is counted of them.
// Before ac5a72ea5c89 (5.9) all readers share the lines.
pub(crate) const PRINTK: Feature = since("bpf_printk as lines", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const STREAMS: Feature = since("streams of a program", (6, 17), "5ab154f1463a", &[NO_BTF]);
pub(crate) const STATISTICS: Feature = since("run-time statistics", (5, 1), "492ecee892c2", &[]);

// Before a17b53c4a4b5 (5.8) one capability stands for all of them. Events are shown by a ring buffer.
pub(crate) const CAPABILITIES: Feature = since("least privilege", (5, 8), "a17b53c4a4b5", &[]);
pub(crate) const BPF_TOKEN: Feature = since("BPF token", (6, 9), "35f96de04127", &[]);

// Iterators.
pub(crate) const ITERATOR_RECORDS: Feature = since("iterator's records", (5, 8), "eaaacd23910f", &[NO_BTF]);
pub(crate) const ITERATOR_LINES: Feature = since("iterator's lines", (5, 8), "eaaacd23910f", &[NO_BTF]);
pub(crate) const ITERATOR_OF_A_MAP: Feature = since("iterator over a map", (5, 9), "a5cbe05a6673", &[NO_BTF]);
pub(crate) const ITERATOR_OF_A_PROCESS: Feature = since(
    "iterator over a process",
    (6, 1),
    "f0d74c4da1f0",
    &[NO_BTF, without(Lack::Version, Unsupported, "came with Linux 6.1")],
);

// Errors that explain.
pub(crate) const REJECTION: Feature = since("error: rejected by the verifier", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const EXPLAINED_REJECTIONS: Feature =
    since("error: what the verifier says is explained", (5, 8), "457f44363a88", &[]);
pub(crate) const EXPLAINED_LICENSE: Feature =
    since("error: what the verifier says of a license is explained", (5, 5), "6ae08ae3dea2", &[]);
pub(crate) const MISSING_TRACEPOINT: Feature =
    since("error: no such tracepoint", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const MISSING_RAW_TRACEPOINT: Feature =
    since("error: no such raw tracepoint", (4, 17), "c4f6699dfcb8", &[]);
pub(crate) const MISSING_TP_BTF: Feature = since("error: no such tp_btf", (5, 5), "f1b9509c2fb0", &[NO_BTF]);
pub(crate) const MISSING_FENTRY: Feature =
    since("error: no such function (fentry)", (5, 5), "fec56f5890d9", &[NO_BTF]);
pub(crate) const MISSING_KPROBE: Feature =
    since("error: no such function (kprobe)", (4, 1), "2541517c32be", &[NO_KPROBES]);
pub(crate) const MISSING_UPROBE: Feature =
    since("error: no such function of a binary", (4, 3), "04a22fae4cbc", &[]);
pub(crate) const INACTIVE_LSM: Feature =
    since("error: security module not active", (5, 7), "fc611f47f218", &[NO_BTF, NO_FUNCTION_TRACING]);
// CAP_SYS_ADMIN before a17b53c4a4b5 (5.8).
pub(crate) const MISSING_CAPABILITY: Feature = since("error: no capability", (4, 7), "98b5c2c65c29", &[]);

// What old kernels are helped with.
pub(crate) const VARIABLES_OF_OLD: Feature =
    since("global variables of all kinds (in arrays before 5.2)", (4, 7), "98b5c2c65c29", &[]);
// Before a23740ec43ba (5.5) they are put into the instructions.
pub(crate) const CHOICE_BY_CONSTANT: Feature =
    since("a choice by a constant that rules helpers out", (4, 7), "98b5c2c65c29", &[]);
// The same of what libbpf finds out while it prepares the object. The kprobe came with 4.1.
pub(crate) const CONFIGURATION: Feature = since(
    "a choice by a constant that the loader finds out (__kconfig)",
    (4, 1),
    "2541517c32be",
    &[NO_KPROBES],
);
pub(crate) const TEXTS: Feature = since("texts and keys for helpers", (4, 7), "98b5c2c65c29", &[]);
// Before 6ae08ae3dea2 (5.5) libbpf calls bpf_probe_read and, from a5e8c07059d0 (4.11) on, bpf_probe_read_str.
pub(crate) const PROBE_READS: Feature =
    since("bpf_probe_read_kernel (bpf_probe_read before 5.5)", (4, 11), "a5e8c07059d0", &[]);
// Before cc8b0b92a169 (4.16) they are put in the place of their calls.
pub(crate) const FUNCTIONS: Feature =
    since("functions that are called (inlined before 4.16)", (4, 7), "98b5c2c65c29", &[]);
pub(crate) const LOOPS: Feature = since("loops", (5, 3), "2589726d12a1", &[]);
pub(crate) const MANY_INSTRUCTIONS: Feature =
    since("more than 4096 instructions", (5, 2), "c04c0d2b968a", &[]);
pub(crate) const LOCKED_MEMORY: Feature =
    since("maps beyond what may be locked", (4, 7), "98b5c2c65c29", &[]);
