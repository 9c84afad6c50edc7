// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* What coolbpf's C library has that takes none of the kernel's types. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <coolbpf_filter.h>
#include <coolbpf_histogram.h>
#include <coolbpf_rate.h>
#include <coolbpf_stack.h>
#include <coolbpf_text.h>
#include "setpriority.h"

COOLBPF_FILTER(filter);
/* Two stacks take the same place in one of so many runs. */
COOLBPF_STACKS(stacks, 8192);
COOLBPF_RATE_LIMIT(limit, 3, 3600 * 1000000000ull);

struct results {
	struct coolbpf_log2 log2;
	struct coolbpf_linear linear;
	__u64 wanted;
	__u64 allowed;
	__s64 kernel_stack;
	__s64 user_stack;
	__u32 length;
	__u32 is_equal;
	__u32 starts;
	__u32 differs;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct results);
} results SEC(".maps");

/* The values to be put into the histograms: whatever the test has written here. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} value SEC(".maps");

static __always_inline struct results *all(void)
{
	__u32 first = 0;

	return bpf_map_lookup_elem(&results, &first);
}

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int count(struct setpriority *ctx)
{
	struct results *results = all();
	__u32 first = 0;
	__u64 *given = bpf_map_lookup_elem(&value, &first);

	if (!results || !given || !is_mine())
		return 0;
	coolbpf_log2_add(&results->log2, *given);
	coolbpf_linear_add(&results->linear, 100, 10, *given);
	return 0;
}

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int limited(struct setpriority *ctx)
{
	struct results *results = all();

	if (!results || !is_mine())
		return 0;
	if (coolbpf_allow(limit))
		results->allowed++;
	return 0;
}

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int filtered(struct setpriority *ctx)
{
	struct results *results = all();

	if (results && coolbpf_wanted(filter))
		__sync_fetch_and_add(&results->wanted, 1);
	return 0;
}

/* The tracepoints of system calls show no stack of the kernel to programs before Linux 6.12; raw ones do. */
SEC("?raw_tp/sys_enter")
int stack(struct bpf_raw_tracepoint_args *ctx)
{
	struct results *results = all();

	if (!results || !is_mine())
		return 0;
	results->kernel_stack = coolbpf_kernel_stack(ctx, &stacks);
	results->user_stack = coolbpf_user_stack(ctx, &stacks);
	return 0;
}

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct coolbpf_stack);
} frames SEC(".maps");

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int read_stack(struct setpriority *ctx)
{
	__u32 first = 0;
	struct coolbpf_stack *stack = bpf_map_lookup_elem(&frames, &first);

	if (stack && is_mine())
		coolbpf_read_user_stack(ctx, stack);
	return 0;
}

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int text(struct setpriority *ctx)
{
	struct results *results = all();
	char comm[16] = {}, same[16] = "features", other[16] = "feathers";

	if (!results || !is_mine())
		return 0;
	bpf_get_current_comm(comm, sizeof(comm));
	results->length = coolbpf_length(comm, sizeof(comm));
	results->is_equal = coolbpf_equal(comm, same, sizeof(comm));
	results->starts = coolbpf_starts_with(comm, "feat", 5);
	results->differs = coolbpf_equal(comm, other, sizeof(comm)) || coolbpf_starts_with(comm, "fear", 5);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
