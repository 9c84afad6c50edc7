// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct histogram {
	u32 slots[32];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 128);
	__type(key, dev_t);
	__type(value, struct histogram);
} latencies SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__uint(max_entries, 1000);
	__type(value, u64);
} seen SEC(".maps");

SEC("tracepoint/block/block_rq_complete")
int done(struct trace_event_raw_block_rq_completion *ctx)
{
	dev_t device = ctx->dev;
	struct histogram *histogram = bpf_map_lookup_elem(&latencies, &device);
	u64 sector = ctx->sector;

	bpf_map_push_elem(&seen, &sector, 0);
	if (histogram)
		histogram->slots[ctx->nr_sector & 31]++;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
