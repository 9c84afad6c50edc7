// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf_filter.h>
#include <coolbpf_stack.h>

COOLBPF_FILTER(filter);

/* Samples that there was no room for, and those whose stacks there was none for. */
u64 lost = 0;
u64 without_stack = 0;

struct sample {
	s64 user;
	s64 kernel;
	u32 pid;
	char comm[16];
	u32 padding;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 32768);
	__type(key, struct sample);
	__type(value, u64);
} counts SEC(".maps");

COOLBPF_STACKS(stacks, 32768);

SEC("perf_event")
int on_sample(struct bpf_perf_event_data *ctx)
{
	struct sample sample = { .pid = bpf_get_current_pid_tgid() >> 32 };
	u64 one = 1, *count;

	/* 0 is what a CPU does when nothing waits for it. */
	if (!sample.pid || !coolbpf_wanted(filter))
		return 0;
	sample.user = coolbpf_user_stack(ctx, &stacks);
	sample.kernel = coolbpf_kernel_stack(ctx, &stacks);
	/* -EEXIST: another stack has its place. Other errors mean that there is none. */
	if (sample.user == -17 || sample.kernel == -17)
		__sync_fetch_and_add(&without_stack, 1);
	bpf_get_current_comm(sample.comm, sizeof(sample.comm));
	count = bpf_map_lookup_elem(&counts, &sample);
	if (count)
		__sync_fetch_and_add(count, 1);
	else if (bpf_map_update_elem(&counts, &sample, &one, BPF_NOEXIST))
		__sync_fetch_and_add(&lost, 1);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
