// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(max_entries, 1024);
	__uint(key_size, sizeof(u32));
	__uint(value_size, 127 * sizeof(u64));
} stacks SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(u32));
	__uint(value_size, sizeof(u32));
} samples SEC(".maps");

struct stack_sample {
	u64 ip;
	u64 period;
	s64 user_stack;
};

SEC("perf_event")
int profile(struct bpf_perf_event_data *ctx)
{
	struct stack_sample sample = {
		.ip = PT_REGS_IP(&ctx->regs),
		.period = ctx->sample_period,
		.user_stack = bpf_get_stackid(ctx, &stacks, BPF_F_USER_STACK),
	};

	bpf_perf_event_output(ctx, &samples, BPF_F_CURRENT_CPU, &sample, sizeof(sample));
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
