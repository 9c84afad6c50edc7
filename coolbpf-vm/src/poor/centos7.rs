//! What CentOS 7's kernel has: 3.10.0-1160, into which Red Hat brought `bpf(2)` of a later one, for tracing only.
//!
//! Facts: the program types and the lengths of attributes are those of its `kernel/bpf/syscall.c` (`bpf_prog_load` begins with a list of
//! the three types; `BPF_PROG_LOAD` ends with `expected_attach_type`, `BPF_MAP_CREATE` with `map_name`), and Red Hat's article 3550581.
//! Its `mm/shmem.c` has `memfd_create` (since 3.10.0-514). Where more could be there than these say, it is taken not to be.

use coolbpf_linux::KernelVersion;

/// The release that it tells.
pub(super) const RELEASE: KernelVersion = KernelVersion::new(3, 10);

/// The version of Linux that its instructions, helpers and attributes are of.
pub(super) const BPF_OF: KernelVersion = KernelVersion::new(4, 17);

/// `kprobe`, `tracepoint`, `perf_event`.
pub(super) const PROGRAM_TYPES: [u32; 3] = [2, 5, 7];

/// Hash maps, arrays, those for programs and perf events, those with values for each CPU, stacks, and those that forget the least recently
/// used.
pub(super) const MAP_TYPES: [u32; 9] = [1, 2, 3, 4, 5, 6, 7, 9, 10];

/// Those that create, read and write maps, that load programs, and that ask about a descriptor.
pub(super) const COMMANDS: [u32; 7] = [0, 1, 2, 3, 4, 5, 15];

/// The fields that `BPF_MAP_CREATE` has no more.
pub(super) const END_OF_MAP_CREATE: u32 = 44;

/// It has this system call of a later version.
pub(super) const SYSTEM_CALL: &str = "memfd_create";
