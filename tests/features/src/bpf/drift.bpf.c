// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* What coolbpf's C library knows about the kernel's own structs. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf_block.h>
#include <coolbpf_cgroup.h>
#include <coolbpf_path.h>
#include <coolbpf_sock.h>
#include <coolbpf_task.h>
#include "setpriority.h"

struct task {
	u64 start_time;
	u64 cgroup;
	u64 parent_cgroup;
	u64 root_cgroup;
	s64 state;
	s32 level;
	u32 parent;
	u32 own_number;
	u32 is_kernel_thread;
	u32 is_kernel_parent;
	u32 has_kernfs_parent;
	char cgroup_name[64];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct task);
} tasks SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct coolbpf_path);
} paths SEC(".maps");

struct connection {
	struct coolbpf_ends ends;
	u32 namespace;
	u32 type;
	u32 state;
	u32 seen;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct connection);
} connections SEC(".maps");

struct block {
	u64 sector;
	u32 padding;
	u32 operation;
	u32 bytes;
	u32 seen;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct block);
} blocks SEC(".maps");

static __always_inline struct task_struct *current(void)
{
	return (void *)bpf_get_current_task();
}

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int task(struct setpriority *ctx)
{
	u32 first = 0;
	struct task *found = bpf_map_lookup_elem(&tasks, &first);
	struct cgroup *cgroup, *parent;

	if (!found || !is_mine())
		return 0;
	found->start_time = coolbpf_task_start_time(current());
	found->state = coolbpf_task_state(current());
	found->parent = coolbpf_task_parent(current());
	found->own_number = coolbpf_task_own_number(current());
	found->is_kernel_thread = coolbpf_task_is_kernel_thread(current());
	cgroup = coolbpf_task_cgroup(current());
	found->cgroup = coolbpf_cgroup_id(cgroup);
	found->level = coolbpf_cgroup_level(cgroup);
	found->root_cgroup = coolbpf_cgroup_ancestor_id(cgroup, 0);
	coolbpf_cgroup_name(cgroup, found->cgroup_name, sizeof(found->cgroup_name));
	parent = coolbpf_cgroup_parent(cgroup);
	found->parent_cgroup = parent ? coolbpf_cgroup_id(parent) : 0;
	found->has_kernfs_parent = coolbpf_kernfs_parent(BPF_CORE_READ(cgroup, kn)) != 0;
	return 0;
}

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int path(struct setpriority *ctx)
{
	u32 first = 0;
	struct coolbpf_path *path = bpf_map_lookup_elem(&paths, &first);

	if (path && is_mine())
		coolbpf_path_of_task(path, current());
	return 0;
}

SEC("?raw_tp/inet_sock_set_state")
int connection(struct bpf_raw_tracepoint_args *ctx)
{
	u32 first = 0;
	struct connection *found = bpf_map_lookup_elem(&connections, &first);
	struct sock *sk = (void *)ctx->args[0];

	/* The end that connects, as it does so. */
	if (!found || !is_mine() || ctx->args[2] != 1 || found->seen)
		return 0;
	if (coolbpf_sock_ends(sk, &found->ends))
		return 0;
	found->namespace = coolbpf_sock_namespace(sk);
	found->type = coolbpf_sock_type(sk);
	found->state = coolbpf_sock_state(sk);
	found->seen = 1;
	return 0;
}

/* The disk whose requests are looked at, and whether whoever issues them. */
const volatile u32 disk;
const volatile u32 is_private;

SEC("?raw_tp/block_rq_issue")
int block(struct bpf_raw_tracepoint_args *ctx)
{
	u32 first = 0;
	struct block *found = bpf_map_lookup_elem(&blocks, &first);
	struct request *request = coolbpf_block_request(ctx);

	if (!found || found->seen || !(is_private || is_mine()) || coolbpf_block_device(request) != disk)
		return 0;
	found->operation = coolbpf_block_operation(request);
	found->bytes = coolbpf_block_bytes(request);
	found->sector = coolbpf_block_sector(request);
	found->seen = 1;
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
