//! Map types and map flags: `enum bpf_map_type` and `BPF_F_*` of the kernel's `include/uapi/linux/bpf.h`.
//!
//! Names of types are libbpf's. Versions and commits are those of ebpf-docs' `data/feature-versions.yaml`; of the types
//! and flags of 6.19, the commit is the one that added them.

use crate::Since;

/// A kind of map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MapType {
    /// The number.
    pub id: u32,
    /// The name, as in `ringbuf`.
    pub name: &'static str,
    /// Since when there is one.
    pub since: Since,
}

/// A flag that a map is created with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MapFlag {
    /// The bit.
    pub bit: u32,
    /// The name, as in `BPF_F_NO_PREALLOC`.
    pub name: &'static str,
    /// Since when there is one.
    pub since: Since,
}

/// The map type of that number.
#[must_use]
pub fn map_type(id: u32) -> Option<&'static MapType> {
    MAP_TYPES.get((id as usize).checked_sub(1)?)
}

/// The flags that are set in `flags`, and the bits that no row names.
pub fn map_flags(flags: u32) -> (impl Iterator<Item = &'static MapFlag>, u32) {
    let known = MAP_FLAGS.iter().fold(0, |known, flag| known | flag.bit);
    (MAP_FLAGS.iter().filter(move |flag| flags & flag.bit != 0), flags & !known)
}

const fn row(id: u32, name: &'static str, major: u8, minor: u8, commit: &'static str) -> MapType {
    MapType { id, name, since: Since::new(major, minor, commit) }
}

const fn flag(shift: u32, name: &'static str, major: u8, minor: u8, commit: &'static str) -> MapFlag {
    MapFlag { bit: 1 << shift, name, since: Since::new(major, minor, commit) }
}

/// Every map type; the one of number `n` stands at `n - 1`.
#[rustfmt::skip]
pub static MAP_TYPES: &[MapType] = &[
    row(1, "hash", 3, 19, "0f8e4bd8a1fc"),
    row(2, "array", 3, 19, "28fbcfa08d8e"),
    row(3, "prog_array", 4, 2, "04fd61ab36ec"),
    row(4, "perf_event_array", 4, 3, "ea317b267e9d"),
    row(5, "percpu_hash", 4, 6, "824bd0ce6c7c"),
    row(6, "percpu_array", 4, 6, "a10423b87a7e"),
    row(7, "stack_trace", 4, 6, "d5a3b1f69186"),
    row(8, "cgroup_array", 4, 8, "4ed8ec521ed5"),
    row(9, "lru_hash", 4, 10, "29ba732acbee"),
    row(10, "lru_percpu_hash", 4, 10, "8f8449384ec3"),
    row(11, "lpm_trie", 4, 11, "b95a5c4db09b"),
    row(12, "array_of_maps", 4, 12, "56f668dfe00d"),
    row(13, "hash_of_maps", 4, 12, "bcc6b1b7ebf8"),
    row(14, "devmap", 4, 14, "546ac1ffb70d"),
    row(15, "sockmap", 4, 14, "174a79ff9515"),
    row(16, "cpumap", 4, 15, "6710e1126934"),
    row(17, "xskmap", 4, 18, "fbfc504a24f5"),
    row(18, "sockhash", 4, 18, "81110384441a"),
    row(19, "cgroup_storage", 4, 19, "de9cbbaadba5"),
    row(20, "reuseport_sockarray", 4, 19, "5dc4c4b7d4e8"),
    row(21, "percpu_cgroup_storage", 4, 20, "b741f1630346"),
    row(22, "queue", 4, 20, "f1a2e44a3aec"),
    row(23, "stack", 4, 20, "f1a2e44a3aec"),
    row(24, "sk_storage", 5, 2, "6ac99e8f23d4"),
    row(25, "devmap_hash", 5, 4, "6f9d451ab1a3"),
    row(26, "struct_ops", 5, 6, "85d33df357b6"),
    row(27, "ringbuf", 5, 8, "457f44363a88"),
    row(28, "inode_storage", 5, 10, "8ea636848aca"),
    row(29, "task_storage", 5, 11, "4cf1bc1f1045"),
    row(30, "bloom_filter", 5, 16, "9330986c0300"),
    row(31, "user_ringbuf", 6, 1, "583c1f420173"),
    row(32, "cgrp_storage", 6, 2, "c4bcfb38a95e"),
    row(33, "arena", 6, 9, "317460317a02"),
    row(34, "insn_array", 6, 19, "b4ce5923e780"),
];

/// Every map flag, by bit.
#[rustfmt::skip]
pub static MAP_FLAGS: &[MapFlag] = &[
    flag(0, "BPF_F_NO_PREALLOC", 4, 6, "6c9059817432"),
    flag(1, "BPF_F_NO_COMMON_LRU", 4, 10, "29ba732acbee"),
    flag(2, "BPF_F_NUMA_NODE", 4, 14, "96eabe7a40aa"),
    flag(3, "BPF_F_RDONLY", 4, 15, "6e71b04a8224"),
    flag(4, "BPF_F_WRONLY", 4, 15, "6e71b04a8224"),
    flag(5, "BPF_F_STACK_BUILD_ID", 4, 17, "615755a77b24"),
    flag(6, "BPF_F_ZERO_SEED", 5, 0, "96b3b6c9091d"),
    flag(7, "BPF_F_RDONLY_PROG", 5, 2, "591fe9888d78"),
    flag(8, "BPF_F_WRONLY_PROG", 5, 2, "591fe9888d78"),
    flag(9, "BPF_F_CLONE", 5, 4, "8f51dfc73bf1"),
    flag(10, "BPF_F_MMAPABLE", 5, 5, "fc9702273e2e"),
    flag(11, "BPF_F_PRESERVE_ELEMS", 5, 10, "792caccc4526"),
    flag(12, "BPF_F_INNER_MAP", 5, 10, "4a8f87e60f6d"),
    flag(13, "BPF_F_LINK", 6, 4, "68b04864ca42"),
    flag(14, "BPF_F_PATH_FD", 6, 5, "cb8edce28073"),
    flag(15, "BPF_F_VTYPE_BTF_OBJ_FD", 6, 9, "fcc2c1fb0651"),
    flag(16, "BPF_F_TOKEN_FD", 6, 9, "a177fc2bf6fd"),
    flag(17, "BPF_F_SEGV_ON_FAULT", 6, 9, "317460317a02"),
    flag(18, "BPF_F_NO_USER_CONV", 6, 9, "317460317a02"),
    flag(19, "BPF_F_RB_OVERWRITE", 6, 19, "feeaf1346f80"),
];
