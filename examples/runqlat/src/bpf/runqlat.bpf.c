// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf_filter.h>
#include <coolbpf_histogram.h>
#include <coolbpf_task.h>

COOLBPF_FILTER(filter);
/// A histogram for each process
const volatile bool each_process = false;

/* Since when a thread waits for a CPU. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 65536);
	__type(key, u32);
	__type(value, u64);
} waiting SEC(".maps");

struct process {
	/* In microseconds. */
	struct coolbpf_log2 latencies;
	char comm[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, u32);
	__type(value, struct process);
} processes SEC(".maps");

/* How many waits are not counted, as there was no room for their process. */
u64 uncounted = 0;

/* Too large for the stack, and the same for all CPUs. */
static const struct process no_process;

static __always_inline int queued(struct task_struct *task)
{
	u32 thread = BPF_CORE_READ(task, pid);
	u64 now = bpf_ktime_get_ns();

	/* 0 is what a CPU does when nothing waits for it. */
	if (thread && coolbpf_wanted_task(filter, task))
		bpf_map_update_elem(&waiting, &thread, &now, BPF_ANY);
	return 0;
}

SEC("raw_tp/sched_wakeup")
int on_wakeup(struct bpf_raw_tracepoint_args *ctx)
{
	return queued((void *)ctx->args[0]);
}

SEC("raw_tp/sched_wakeup_new")
int on_wakeup_new(struct bpf_raw_tracepoint_args *ctx)
{
	return queued((void *)ctx->args[0]);
}

SEC("raw_tp/sched_switch")
int on_switch(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *before = (void *)ctx->args[1], *next = (void *)ctx->args[2];
	u32 thread = BPF_CORE_READ(next, pid), key = 0;
	struct process *process;
	u64 *since, waited;

	/* It had to leave its CPU, though it would go on. The first argument tells whether it did so in the middle of something. */
	if (ctx->args[0] || !coolbpf_task_state(before))
		queued(before);
	since = bpf_map_lookup_elem(&waiting, &thread);
	if (!since)
		return 0;
	waited = bpf_ktime_get_ns() - *since;
	bpf_map_delete_elem(&waiting, &thread);
	if (each_process)
		key = BPF_CORE_READ(next, tgid);
	process = bpf_map_lookup_elem(&processes, &key);
	if (!process) {
		bpf_map_update_elem(&processes, &key, &no_process, BPF_NOEXIST);
		process = bpf_map_lookup_elem(&processes, &key);
		if (!process) {
			__sync_fetch_and_add(&uncounted, 1);
			return 0;
		}
		BPF_CORE_READ_STR_INTO(&process->comm, next, group_leader, comm);
	}
	/* The clocks of two CPUs may differ. */
	if ((s64)waited > 0)
		coolbpf_log2_add(&process->latencies, waited / 1000);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
