//! What is kept with sockets, tasks, inodes and control groups. User space does all of it here.

/// A value per socket.
#[coolbpf::program]
pub mod sockets {
    const SOURCE: &str = r#"
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u64);
} marks SEC(".maps");

SEC("socket") int all(void *packet) { return -1; }
"#;
}

/// A value per task.
#[coolbpf::program]
pub mod tasks {
    const SOURCE: &str = r#"
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct { __u32 low; __u32 high; });
} marks SEC(".maps");

SEC("socket") int all(void *packet) { return -1; }
"#;
}

/// A value per inode.
#[coolbpf::program]
pub mod inodes {
    const SOURCE: &str = r#"
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_INODE_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u64);
} marks SEC(".maps");

SEC("socket") int all(void *packet) { return -1; }
"#;
}

/// A value per control group.
#[coolbpf::program]
pub mod cgroups {
    const SOURCE: &str = r#"
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_CGRP_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u64);
} marks SEC(".maps");

SEC("socket") int all(void *packet) { return -1; }
"#;
}

/// A value per attachment to a control group, by group and kind.
#[coolbpf::program]
pub mod attached {
    const SOURCE: &str = r#"
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_STORAGE);
	__type(key, struct bpf_cgroup_storage_key);
	__type(value, __u64);
} packets SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_CGROUP_STORAGE);
	__type(key, struct bpf_cgroup_storage_key);
	__type(value, __u32);
} per_cpu SEC(".maps");

SEC("cgroup_skb/egress")
int on_egress(struct __sk_buff *packet)
{
	__u64 *all = bpf_get_local_storage(&packets, 0);
	__u32 *here = bpf_get_local_storage(&per_cpu, 0);

	__sync_fetch_and_add(all, 1);
	*here += 1;
	return 1;
}
"#;
}

/// A value per control group that programs are attached to, by the group alone.
#[coolbpf::program]
pub mod attached_groups {
    const SOURCE: &str = r#"
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_STORAGE);
	__type(key, __u64);
	__type(value, __u64);
} packets SEC(".maps");

SEC("cgroup_skb/egress")
int on_egress(struct __sk_buff *packet)
{
	__u64 *all = bpf_get_local_storage(&packets, 0);

	__sync_fetch_and_add(all, 1);
	return 1;
}
"#;
}

/// Memory that is shared with the programs.
#[coolbpf::program]
pub mod arena {
    const SOURCE: &str = r#"
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARENA);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 4);
} shared SEC(".maps");

SEC("socket") int all(void *packet) { return -1; }
"#;
}
