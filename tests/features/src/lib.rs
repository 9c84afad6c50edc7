//! Programs that show what coolbpf-runtime does: each feature, on whatever kernel this runs on.
//!
//! The tests beside them, `kernel/`, run on the machine that builds them, and in a guest with any kernel:
//!
//! ```text
//! export CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER='cargo coolbpf vm-run --kernel 5.10 --cpus 2 --module sch_ingress --module cls_bpf --module null_blk'
//! cargo test --package coolbpf-features
//! ```
//!
//! With `--poor like=4.14` among the words of the runner, also `4.9`, `4.19`, `5.4` and `3.10` (CentOS 7), that kernel refuses what an older
//! one would, and tells its release; `--poor memlock=64` shows what counts locked memory, before 5.11.
//!
//! `kernel/since.rs` says which kernel brought which feature, and what the error is where it is missing. So a kernel that refuses
//! what it should run fails the tests, and one that runs what it should refuse, too.
//!
//! What isn't about the kernel's own types is compiled with the headers of user space instead of `vmlinux.h`: such programs
//! hold no CO-RE relocations, and load where the kernel doesn't tell its types.

/// Global variables, and maps of each type that has a name of its own.
#[coolbpf::program]
pub mod data {
    const SOURCE: &str = include_str!("bpf/data.bpf.c");
}

/// Channels: ring buffers where the kernel has them, and perf buffers elsewhere.
#[coolbpf::program]
pub mod channels {
    const SOURCE: &str = include_str!("bpf/channels.bpf.c");
}

/// A hash map that forgets its least recently used entries.
#[coolbpf::program]
pub mod recent {
    const SOURCE: &str = include_str!("bpf/recent.bpf.c");
}

/// A queue, which is a map without keys.
#[coolbpf::program]
pub mod queue {
    const SOURCE: &str = include_str!("bpf/queue.bpf.c");
}

/// What old kernels have to be helped with. None is loaded unless it is chosen.
#[coolbpf::program]
pub mod old {
    const SOURCE: &str = include_str!("bpf/old.bpf.c");
}

/// A ring buffer of typed events.
#[coolbpf::program]
pub mod events {
    const SOURCE: &str = include_str!("bpf/events.bpf.c");
}

/// A ring buffer whose events may run far over its end.
#[coolbpf::program]
pub mod whole_ring {
    const SOURCE: &str = include_str!("bpf/whole_ring.bpf.c");
}

/// A map that is pinned by its name.
#[coolbpf::program]
pub mod shared_counts {
    const SOURCE: &str = include_str!("bpf/shared_counts.bpf.c");
}

/// The same map with other fields.
#[coolbpf::program]
pub mod shared_others {
    const SOURCE: &str = include_str!("bpf/shared_others.bpf.c");
}

/// A perf buffer of typed events.
#[coolbpf::program]
pub mod perf_events {
    const SOURCE: &str = include_str!("bpf/perf_events.bpf.c");
}

/// Programs for the hooks at which the kernel can be watched. None is loaded unless it is chosen.
#[coolbpf::program]
pub mod tracing {
    const SOURCE: &str = include_str!("bpf/tracing.bpf.c");
}

/// Hooks that are declared in several ways.
#[coolbpf::program]
pub mod alternatives {
    const SOURCE: &str = include_str!("bpf/alternatives.bpf.c");
}

/// Ways that are passed over for what only the kernel or the application knows. None is loaded unless it is chosen.
#[coolbpf::program]
pub mod ways {
    const SOURCE: &str = include_str!("bpf/ways.bpf.c");
}

/// A probe that a binary declares itself.
#[coolbpf::program]
pub mod declared {
    const SOURCE: &str = include_str!("bpf/declared.bpf.c");
}

/// Programs for packets, sockets and control groups. None is loaded unless it is chosen.
#[coolbpf::program]
pub mod network {
    const SOURCE: &str = include_str!("bpf/network.bpf.c");
}

/// Programs that depend on the kernel's own types.
#[coolbpf::program]
pub mod types {
    const SOURCE: &str = include_str!("bpf/types.bpf.c");
}

/// A TCP congestion control: an interface of the kernel that programs implement.
#[coolbpf::program]
pub mod congestion {
    const SOURCE: &str = include_str!("bpf/congestion.bpf.c");
}

/// A program that is compiled for two instruction sets.
#[coolbpf::program]
pub mod instruction_sets {
    const SOURCE: &str = include_str!("bpf/instruction_sets.bpf.c");
}

/// A program of two sources.
#[coolbpf::program]
pub mod linked {
    const SOURCE: &str = include_str!("bpf/linked.bpf.c");
}

/// Programs that no kernel takes.
#[coolbpf::program]
pub mod refused {
    const SOURCE: &str = include_str!("bpf/refused.bpf.c");
}

/// A helper that older kernels lack.
#[coolbpf::program]
pub mod newer_helper {
    const SOURCE: &str = include_str!("bpf/newer_helper.bpf.c");
}

/// A program that is compiled for instruction set v3 alone.
#[coolbpf::program]
pub mod newer_instructions {
    const SOURCE: &str = include_str!("bpf/newer_instructions.bpf.c");
}

/// A map type that older kernels lack.
#[coolbpf::program]
pub mod newer_map {
    const SOURCE: &str = include_str!("bpf/newer_map.bpf.c");
}

/// What coolbpf's C library has that takes none of the kernel's types.
#[coolbpf::program]
pub mod library {
    const SOURCE: &str = include_str!("bpf/library.bpf.c");
}

/// What coolbpf's C library knows about the kernel's own structs.
#[coolbpf::program]
pub mod drift {
    const SOURCE: &str = include_str!("bpf/drift.bpf.c");
}

/// Filters of tasks by the kernel's types, and what a task has open.
#[coolbpf::program]
pub mod filters {
    const SOURCE: &str = include_str!("bpf/filters.bpf.c");
}

/// Programs whose sections say the kind of hook and no target. None is loaded unless it is chosen.
#[coolbpf::program]
pub mod hooks {
    const SOURCE: &str = include_str!("bpf/hooks.bpf.c");
}

/// A program one of whose functions can be replaced.
#[coolbpf::program]
pub mod replaceable {
    const SOURCE: &str = include_str!("bpf/replaceable.bpf.c");
}

/// A program that takes the place of another one's function.
#[coolbpf::program]
pub mod replacement {
    const SOURCE: &str = include_str!("bpf/replacement.bpf.c");
}

/// Iterators over objects of the kernel.
#[coolbpf::program]
pub mod iterators {
    const SOURCE: &str = include_str!("bpf/iterators.bpf.c");
}

/// Interfaces of the kernel that are put together before the load.
#[coolbpf::program]
pub mod interfaces {
    const SOURCE: &str = include_str!("bpf/interfaces.bpf.c");
}

/// Programs for what the processes of a control group do. None is loaded unless it is chosen.
#[coolbpf::program]
pub mod cgroups {
    const SOURCE: &str = include_str!("bpf/cgroups.bpf.c");
}

/// A program for a hook of security modules, of a control group.
#[coolbpf::program]
pub mod cgroup_lsm {
    const SOURCE: &str = include_str!("bpf/cgroup_lsm.bpf.c");
}

/// Probes of entries and returns, and the numbers that they are attached with. None is loaded unless it is chosen.
#[coolbpf::program]
pub mod probes {
    const SOURCE: &str = include_str!("bpf/probes.bpf.c");
}

/// Programs for what sockets of a map send and receive. None is loaded unless it is chosen.
#[coolbpf::program]
pub mod streams {
    const SOURCE: &str = include_str!("bpf/streams.bpf.c");
}

/// What one process attaches and pins, and another one takes over.
#[coolbpf::program]
pub mod pins {
    const SOURCE: &str = include_str!("bpf/pins.bpf.c");
}

/// A program of netfilter.
#[coolbpf::program]
pub mod netfilter {
    const SOURCE: &str = include_str!("bpf/netfilter.bpf.c");
}

/// Maps of the types that Linux 4.6 has.
#[coolbpf::program]
pub mod maps {
    const SOURCE: &str = include_str!("bpf/maps.bpf.c");
}

/// A map of prefixes.
#[coolbpf::program]
pub mod tries {
    const SOURCE: &str = include_str!("bpf/tries.bpf.c");
}

/// A queue and a stack.
#[coolbpf::program]
pub mod queues {
    const SOURCE: &str = include_str!("bpf/queues.bpf.c");
}

/// Maps in maps.
#[coolbpf::program]
pub mod nested {
    const SOURCE: &str = include_str!("bpf/nested.bpf.c");
}

/// A map whose values have a lock.
#[coolbpf::program]
pub mod guarded {
    const SOURCE: &str = include_str!("bpf/guarded.bpf.c");
}

/// A map of sockets whose program sees what they receive.
#[coolbpf::program]
pub mod socket_map {
    const SOURCE: &str = include_str!("bpf/socket_map.bpf.c");
}

/// An array of control groups.
#[coolbpf::program]
pub mod cgroup_array {
    const SOURCE: &str = include_str!("bpf/cgroup_array.bpf.c");
}

/// A ring buffer that programs read.
#[coolbpf::program]
pub mod requests {
    const SOURCE: &str = include_str!("bpf/requests.bpf.c");
}

/// Maps of network interfaces, CPUs and sockets.
#[coolbpf::program]
pub mod redirect {
    const SOURCE: &str = include_str!("bpf/redirect.bpf.c");
}

pub mod sessions;
pub mod stacks;
pub mod storage;

/// Programs that no verifier takes, each for a reason of its own. None is loaded unless it is chosen.
#[coolbpf::program]
pub mod rejections {
    const SOURCE: &str = include_str!("bpf/rejections.bpf.c");
}

/// Programs that are run on packets and connections of one's own. None is loaded unless it is chosen.
#[coolbpf::program]
pub mod packets {
    const SOURCE: &str = include_str!("bpf/packets.bpf.c");
}

/// A program that prints for people.
#[coolbpf::program]
pub mod printing {
    const SOURCE: &str = include_str!("bpf/printing.bpf.c");
}

/// A program that writes to streams of its own.
#[coolbpf::program]
pub mod writing {
    const SOURCE: &str = include_str!("bpf/writing.bpf.c");
}

/// A program whose license keeps it from a helper.
#[coolbpf::program]
pub mod rejected_license {
    const SOURCE: &str = include_str!("bpf/rejected_license.bpf.c");
}
