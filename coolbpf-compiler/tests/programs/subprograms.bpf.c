// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

struct pair {
	u64 first;
	u64 second;
};

__noinline int add(struct pair *pair)
{
	return pair ? pair->first + pair->second : 0;
}

static __noinline u64 depth(struct task_struct *task)
{
	u64 levels = 0;

	for (int i = 0; i < 8 && task; i++) {
		if (BPF_CORE_READ(task, pid) == 1)
			break;
		task = BPF_CORE_READ(task, group_leader, real_parent);
		levels++;
	}
	return levels;
}

static long each(u32 index, struct pair *pair)
{
	pair->second += index;
	return 0;
}

SEC("raw_tracepoint/sched_process_fork")
int on_fork(struct bpf_raw_tracepoint_args *ctx)
{
	struct pair pair = { .first = depth((void *)ctx->args[0]) };

	bpf_loop(16, each, &pair, 0);
	return add(&pair);
}

char LICENSE[] SEC("license") = "GPL";
