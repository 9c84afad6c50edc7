// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <coolbpf.h>
#include <coolbpf_filter.h>
#include <coolbpf_stack.h>
#include <coolbpf_task.h>

COOLBPF_FILTER(filter);
/* Only times of so many nanoseconds. */
const volatile u64 at_least = 0;
const volatile u64 at_most = ~0ull;
const volatile u32 without_user = 0;
const volatile u32 without_kernel = 0;

/* Times that there was no room for, and stacks that there was none for. */
u64 lost = 0;
u64 without_stack = 0;

struct place {
	s64 user;
	s64 kernel;
	u32 pid;
	char comm[16];
	u32 padding;
};

struct left {
	u64 at;
	struct place place;
};

/* The threads that are off the CPU. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 65536);
	__type(key, u32);
	__type(value, struct left);
} off SEC(".maps");

struct spent {
	u64 nanoseconds;
	u64 times;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 32768);
	__type(key, struct place);
	__type(value, struct spent);
} places SEC(".maps");

COOLBPF_STACKS(stacks, 32768);

static __always_inline s64 seen(s64 stack)
{
	/* -EEXIST: another stack has its place. Other errors mean that there is none. */
	if (stack == -17)
		__sync_fetch_and_add(&without_stack, 1);
	return stack;
}

/* The current task leaves its CPU. */
static __always_inline void leaves(void *ctx)
{
	/* Of a task that never comes back: 8ef9925b02c2 (4.14). */
	const long task_dead = 0x80;
	u64 numbers = bpf_get_current_pid_tgid();
	u32 thread = numbers;
	struct left left = { .place = { .user = -1, .kernel = -1, .pid = numbers >> 32 } };

	/* 0 is what a CPU does when nothing waits for it. */
	if (!thread || !coolbpf_wanted(filter))
		return;
	if (coolbpf_task_state((struct task_struct *)bpf_get_current_task()) & task_dead)
		return;
	if (!without_user)
		left.place.user = seen(coolbpf_user_stack(ctx, &stacks));
	if (!without_kernel)
		left.place.kernel = seen(coolbpf_kernel_stack(ctx, &stacks));
	bpf_get_current_comm(left.place.comm, sizeof(left.place.comm));
	left.at = bpf_ktime_get_ns();
	if (bpf_map_update_elem(&off, &thread, &left, BPF_ANY))
		__sync_fetch_and_add(&lost, 1);
}

static __always_inline void comes_back(u32 thread)
{
	struct left *left = bpf_map_lookup_elem(&off, &thread);
	struct spent *spent, first = { .times = 1 };
	u64 nanoseconds;

	if (!left)
		return;
	nanoseconds = bpf_ktime_get_ns() - left->at;
	/* The clocks of two CPUs may differ. */
	if ((s64)nanoseconds >= 0 && nanoseconds >= at_least && nanoseconds <= at_most) {
		first.nanoseconds = nanoseconds;
		spent = bpf_map_lookup_elem(&places, &left->place);
		if (!spent && bpf_map_update_elem(&places, &left->place, &first, BPF_NOEXIST)) {
			/* Another CPU may have been the first. */
			spent = bpf_map_lookup_elem(&places, &left->place);
			if (!spent)
				__sync_fetch_and_add(&lost, 1);
		}
		if (spent) {
			__sync_fetch_and_add(&spent->nanoseconds, nanoseconds);
			__sync_fetch_and_add(&spent->times, 1);
		}
	}
	bpf_map_delete_elem(&off, &thread);
}

SEC("tp_btf/sched_switch") COOLBPF_ALTERNATIVE(sched_switch, tp_btf)
int BPF_PROG(switch_by_tp_btf, bool preempt, struct task_struct *before, struct task_struct *next)
{
	leaves(ctx);
	comes_back(next->pid);
	return 0;
}

SEC("raw_tp/sched_switch") COOLBPF_ALTERNATIVE(sched_switch, raw_tp)
int switch_by_raw_tp(struct bpf_raw_tracepoint_args *ctx)
{
	leaves(ctx);
	comes_back(BPF_CORE_READ((struct task_struct *)ctx->args[2], pid));
	return 0;
}

SEC("tracepoint/sched/sched_switch") COOLBPF_ALTERNATIVE(sched_switch, tracepoint)
int switch_by_tracepoint(struct trace_event_raw_sched_switch *ctx)
{
	leaves(ctx);
	comes_back(ctx->next_pid);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
