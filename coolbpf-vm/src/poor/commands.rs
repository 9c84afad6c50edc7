//! The commands of `bpf(2)`, the fields and flags of what they are told, with the versions that brought them.
//!
//! They are those of `enum bpf_cmd` and `union bpf_attr` in the `include/uapi/linux/bpf.h` of each release: a version is the first whose
//! header has the command or the field.

use coolbpf_linux::KernelVersion;

/// A command of `bpf(2)`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Command {
    /// The number.
    pub(super) id: u32,
    /// The name without `BPF_`, in lower case.
    pub(super) name: &'static str,
    /// The first version with it.
    pub(super) since: KernelVersion,
}

/// A field at the end of what a command was told before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    /// Where it starts, in bytes.
    pub(super) start: u32,
    /// The first version with it.
    pub(super) since: KernelVersion,
}

const fn row(id: u32, name: &'static str, major: u8, minor: u8) -> Command {
    Command { id, name, since: KernelVersion::new(major, minor) }
}

const fn field(start: u32, major: u8, minor: u8) -> Field {
    Field { start, since: KernelVersion::new(major, minor) }
}

/// Every command, by its number.
#[rustfmt::skip]
pub(super) const COMMANDS: &[Command] = &[
    row(0, "map_create", 3, 18),
    row(1, "map_lookup_elem", 3, 18),
    row(2, "map_update_elem", 3, 18),
    row(3, "map_delete_elem", 3, 18),
    row(4, "map_get_next_key", 3, 18),
    row(5, "prog_load", 3, 18),
    row(6, "obj_pin", 4, 4),
    row(7, "obj_get", 4, 4),
    row(8, "prog_attach", 4, 10),
    row(9, "prog_detach", 4, 10),
    row(10, "prog_test_run", 4, 12),
    row(11, "prog_get_next_id", 4, 13),
    row(12, "map_get_next_id", 4, 13),
    row(13, "prog_get_fd_by_id", 4, 13),
    row(14, "map_get_fd_by_id", 4, 13),
    row(15, "obj_get_info_by_fd", 4, 13),
    row(16, "prog_query", 4, 15),
    row(17, "raw_tracepoint_open", 4, 17),
    row(18, "btf_load", 4, 18),
    row(19, "btf_get_fd_by_id", 4, 18),
    row(20, "task_fd_query", 4, 18),
    row(21, "map_lookup_and_delete_elem", 4, 20),
    row(22, "map_freeze", 5, 2),
    row(23, "btf_get_next_id", 5, 4),
    row(24, "map_lookup_batch", 5, 6),
    row(25, "map_lookup_and_delete_batch", 5, 6),
    row(26, "map_update_batch", 5, 6),
    row(27, "map_delete_batch", 5, 6),
    row(28, "link_create", 5, 7),
    row(29, "link_update", 5, 7),
    row(30, "link_get_fd_by_id", 5, 8),
    row(31, "link_get_next_id", 5, 8),
    row(32, "enable_stats", 5, 8),
    row(33, "iter_create", 5, 8),
    row(34, "link_detach", 5, 9),
    row(35, "prog_bind_map", 5, 10),
    row(36, "token_create", 6, 9),
    row(37, "prog_stream_read_by_fd", 6, 17),
];

/// What the commands that create things are told, by the command's number: the fields that came later, first to last.
#[rustfmt::skip]
pub(super) const ATTRIBUTES: &[(u32, &[Field])] = &[
    (0, &[
        field(16, 4, 6),   // map_flags
        field(20, 4, 12),  // inner_map_fd
        field(24, 4, 14),  // numa_node
        field(28, 4, 15),  // map_name
        field(44, 4, 16),  // map_ifindex
        field(48, 4, 18),  // btf_fd
        field(60, 5, 6),   // btf_vmlinux_value_type_id
        field(64, 5, 16),  // map_extra
        field(72, 6, 9),   // value_type_btf_obj_fd
    ]),
    (5, &[
        field(40, 4, 1),   // kern_version
        field(44, 4, 12),  // prog_flags
        field(48, 4, 15),  // prog_name
        field(64, 4, 16),  // prog_ifindex
        field(68, 4, 17),  // expected_attach_type
        field(72, 5, 0),   // prog_btf_fd
        field(108, 5, 5),  // attach_btf_id
        field(120, 5, 14), // fd_array
        field(128, 5, 17), // core_relos
        field(140, 6, 3),  // log_true_size
        field(144, 6, 9),  // prog_token_fd
    ]),
];

/// A flag and the first version with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flag {
    /// Its bit.
    pub(super) bit: u32,
    /// The first version whose kernel takes it for the map or program that it is for.
    pub(super) since: KernelVersion,
}

const fn flag(bit: u32, major: u8, minor: u8) -> Flag {
    Flag { bit: 1 << bit, since: KernelVersion::new(major, minor) }
}

/// What maps are created with (`map_flags`).
#[rustfmt::skip]
pub(super) const MAP_FLAGS: &[Flag] = &[
    flag(0, 4, 6),   // BPF_F_NO_PREALLOC
    flag(1, 4, 10),  // BPF_F_NO_COMMON_LRU
    flag(2, 4, 14),  // BPF_F_NUMA_NODE
    flag(3, 4, 15),  // BPF_F_RDONLY
    flag(4, 4, 15),  // BPF_F_WRONLY
    flag(5, 4, 17),  // BPF_F_STACK_BUILD_ID
    flag(6, 5, 0),   // BPF_F_ZERO_SEED
    flag(7, 5, 2),   // BPF_F_RDONLY_PROG
    flag(8, 5, 2),   // BPF_F_WRONLY_PROG
    flag(9, 5, 4),   // BPF_F_CLONE
    flag(10, 5, 5),  // BPF_F_MMAPABLE
    flag(11, 5, 10), // BPF_F_PRESERVE_ELEMS
    flag(12, 5, 10), // BPF_F_INNER_MAP
    flag(13, 6, 4),  // BPF_F_LINK
    flag(14, 6, 6),  // BPF_F_PATH_FD
    flag(15, 6, 9),  // BPF_F_VTYPE_BTF_OBJ_FD
    flag(16, 6, 9),  // BPF_F_TOKEN_FD
    flag(17, 6, 9),  // BPF_F_SEGV_ON_FAULT
    flag(18, 6, 9),  // BPF_F_NO_USER_CONV
];

/// What programs are loaded with (`prog_flags`).
#[rustfmt::skip]
pub(super) const PROGRAM_FLAGS: &[Flag] = &[
    flag(0, 4, 12),  // BPF_F_STRICT_ALIGNMENT
    flag(1, 5, 0),   // BPF_F_ANY_ALIGNMENT
    flag(2, 5, 3),   // BPF_F_TEST_RND_HI32
    flag(3, 5, 4),   // BPF_F_TEST_STATE_FREQ
    flag(4, 5, 10),  // BPF_F_SLEEPABLE
    flag(5, 5, 18),  // BPF_F_XDP_HAS_FRAGS
    flag(6, 6, 3),   // BPF_F_XDP_DEV_BOUND_ONLY
    flag(7, 6, 8),   // BPF_F_TEST_REG_INVARIANTS
    flag(16, 6, 9),  // BPF_F_TOKEN_FD
];

/// The first version that gives the first key of a map to who has none (8fe45924387b).
pub(super) const FIRST_KEY: KernelVersion = KernelVersion::new(4, 12);

/// The first version whose perf events have functions of the kernel and of user space as kinds of their own (e12f03d7031a, 33ea4b24277b).
pub(super) const PROBE_EVENTS: KernelVersion = KernelVersion::new(4, 17);
