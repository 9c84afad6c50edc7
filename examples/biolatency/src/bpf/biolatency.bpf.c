// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>
#include <coolbpf_block.h>
#include <coolbpf_filter.h>
#include <coolbpf_histogram.h>
#include <coolbpf_rate.h>
#include <coolbpf_stack.h>

/* Of the task that gives a request to the disk: for what is written later, that is a thread of the kernel. */
COOLBPF_FILTER(filter);
/* The number of the only disk to be watched; 0 for all. */
const volatile u32 disk = 0;
/* From so many nanoseconds on, a request is told by itself; 0 for none. */
const volatile u64 slow = 0;

/* A request that a disk has been given. */
struct issued {
	u64 at;
	s64 stack;
	u32 pid;
	char comm[16];
	u32 padding;
};

/* By the address of the kernel's request. Those that never end give their room to others. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 16384);
	__type(key, u64);
	__type(value, struct issued);
} requests SEC(".maps");

/* Microseconds, by operation. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 64);
	__type(key, u32);
	__type(value, struct coolbpf_log2);
} latencies SEC(".maps");

struct slow_request {
	u64 nanoseconds;
	u64 sector;
	s64 stack;
	u32 disk;
	u32 operation;
	u32 bytes;
	u32 pid;
	char comm[16];
};

COOLBPF_EVENTS(slow_requests, struct slow_request, 256 * 1024);
COOLBPF_RATE_LIMIT(limit, 1000, 1000000000ull);
COOLBPF_STACKS(stacks, 4096);

SEC("raw_tp/block_rq_issue")
int on_issue(struct bpf_raw_tracepoint_args *ctx)
{
	struct request *request = coolbpf_block_request(ctx);
	struct issued issued = { .at = bpf_ktime_get_ns(), .stack = -1 };
	u64 key = (u64)request;

	if ((disk && coolbpf_block_device(request) != disk) || !coolbpf_wanted(filter))
		return 0;
	if (slow) {
		issued.stack = coolbpf_kernel_stack(ctx, &stacks);
		issued.pid = bpf_get_current_pid_tgid() >> 32;
		bpf_get_current_comm(issued.comm, sizeof(issued.comm));
	}
	bpf_map_update_elem(&requests, &key, &issued, BPF_ANY);
	return 0;
}

SEC("raw_tp/block_rq_complete")
int on_complete(struct bpf_raw_tracepoint_args *ctx)
{
	struct request *request = (void *)ctx->args[0];
	u64 key = (u64)request, nanoseconds;
	struct coolbpf_log2 *histogram;
	struct slow_request *event;
	struct issued *issued, was;
	u32 operation;

	/* A part of it is done, and more to come. */
	if ((u32)ctx->args[2] < coolbpf_block_bytes(request))
		return 0;
	issued = bpf_map_lookup_elem(&requests, &key);
	if (!issued)
		return 0;
	was = *issued;
	bpf_map_delete_elem(&requests, &key);
	nanoseconds = bpf_ktime_get_ns() - was.at;
	operation = coolbpf_block_operation(request) & 63;
	histogram = bpf_map_lookup_elem(&latencies, &operation);
	if (histogram)
		coolbpf_log2_add(histogram, nanoseconds / 1000);
	if (!slow || nanoseconds < slow || !coolbpf_allow(limit))
		return 0;
	event = coolbpf_reserve(slow_requests);
	if (!event)
		return 0;
	event->nanoseconds = nanoseconds;
	event->sector = coolbpf_block_sector(request);
	event->stack = was.stack;
	event->disk = coolbpf_block_device(request);
	event->operation = operation;
	event->bytes = ctx->args[2];
	event->pid = was.pid;
	__builtin_memcpy(event->comm, was.comm, sizeof(event->comm));
	coolbpf_submit(ctx, slow_requests, event);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
