// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct entry {
	__u32 pid;
	__u32 tid;
	char comm[16];
};

/* What the iterators write, for its type. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, struct entry);
} entries SEC(".maps");

SEC("?iter/task")
int tasks(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct entry entry = {};

	if (!task)
		return 0;
	entry.pid = task->tgid;
	entry.tid = task->pid;
	__builtin_memcpy(entry.comm, task->comm, sizeof(entry.comm));
	bpf_seq_write(ctx->meta->seq, &entry, sizeof(entry));
	return 0;
}

SEC("?iter/task")
int lines(struct bpf_iter__task *ctx)
{
	static const char format[] = "%d %d\n";
	struct task_struct *task = ctx->task;
	__u64 arguments[2];

	if (!task)
		return 0;
	arguments[0] = task->tgid;
	arguments[1] = task->pid;
	bpf_seq_printf(ctx->meta->seq, format, sizeof(format), arguments, sizeof(arguments));
	return 0;
}

SEC("?iter/bpf_map_elem")
int elements(struct bpf_iter__bpf_map_elem *ctx)
{
	__u32 *key = ctx->key;
	__u32 copy[1];

	if (!key)
		return 0;
	copy[0] = *key;
	bpf_seq_write(ctx->meta->seq, copy, sizeof(copy));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
