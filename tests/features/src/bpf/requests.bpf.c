// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "setpriority.h"

struct request {
	__u32 number;
	__u32 weight;
	__u32 more;
};

/* As any libbpf source has it: Cargo.toml says what it holds. */
struct {
	__uint(type, BPF_MAP_TYPE_USER_RINGBUF);
	__uint(max_entries, 4096);
} requests SEC(".maps");

__u64 sum;
__s64 drained;

static long on_request(struct bpf_dynptr *record, void *context)
{
	struct request request;

	if (!bpf_dynptr_read(&request, sizeof(request), record, 0, 0))
		sum += request.number * request.weight;
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_setpriority")
int on_setpriority(struct setpriority *ctx)
{
	if (is_mine())
		drained = bpf_user_ringbuf_drain(&requests, on_request, NULL, 0);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
