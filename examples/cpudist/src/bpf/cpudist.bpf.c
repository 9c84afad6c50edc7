// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <coolbpf.h>
#include <coolbpf_filter.h>
#include <coolbpf_histogram.h>
#include <coolbpf_task.h>

COOLBPF_FILTER(filter);
/// The time off the CPU, and not that on it
const volatile bool off = false;
/// A histogram for each process
const volatile bool each_process = false;

/* Since when a thread is on the CPU, or off it. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 65536);
	__type(key, u32);
	__type(value, u64);
} since SEC(".maps");

struct process {
	/* In microseconds. */
	struct coolbpf_log2 durations;
	char comm[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, u32);
	__type(value, struct process);
} processes SEC(".maps");

/* Times that there was no room for when they began, and those whose process there was none for. */
u64 forgotten = 0;
u64 uncounted = 0;

/* Too large for the stack, and the same for all CPUs. */
static const struct process no_process;

static __always_inline void begins(struct task_struct *task, u64 now)
{
	/* Of a task that never comes back: 8ef9925b02c2 (4.14). */
	const long task_dead = 0x80;
	u32 thread = BPF_CORE_READ(task, pid);

	/* 0 is what a CPU does when nothing waits for it. */
	if (!thread || !coolbpf_wanted_task(filter, task))
		return;
	if (off && coolbpf_task_state(task) & task_dead)
		return;
	if (bpf_map_update_elem(&since, &thread, &now, BPF_ANY))
		__sync_fetch_and_add(&forgotten, 1);
}

static __always_inline void ends(struct task_struct *task, u64 now)
{
	u32 thread = BPF_CORE_READ(task, pid), key = 0;
	u64 *start = bpf_map_lookup_elem(&since, &thread), took;
	struct process *process;

	if (!start)
		return;
	took = now - *start;
	bpf_map_delete_elem(&since, &thread);
	if (each_process)
		key = BPF_CORE_READ(task, tgid);
	process = bpf_map_lookup_elem(&processes, &key);
	if (!process) {
		bpf_map_update_elem(&processes, &key, &no_process, BPF_NOEXIST);
		process = bpf_map_lookup_elem(&processes, &key);
		if (!process) {
			__sync_fetch_and_add(&uncounted, 1);
			return;
		}
		BPF_CORE_READ_STR_INTO(&process->comm, task, group_leader, comm);
	}
	/* The clocks of two CPUs may differ. */
	if ((s64)took >= 0)
		coolbpf_log2_add(&process->durations, took / 1000);
}

static __always_inline int switches(struct task_struct *before, struct task_struct *next)
{
	u64 now = bpf_ktime_get_ns();

	if (off) {
		begins(before, now);
		ends(next, now);
	} else {
		ends(before, now);
		begins(next, now);
	}
	return 0;
}

SEC("tp_btf/sched_switch") COOLBPF_ALTERNATIVE(sched_switch, tp_btf)
int BPF_PROG(switch_by_tp_btf, bool preempt, struct task_struct *before, struct task_struct *next)
{
	return switches(before, next);
}

SEC("raw_tp/sched_switch") COOLBPF_ALTERNATIVE(sched_switch, raw_tp)
int switch_by_raw_tp(struct bpf_raw_tracepoint_args *ctx)
{
	return switches((void *)ctx->args[1], (void *)ctx->args[2]);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
