// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "setpriority.h"

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} recent SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_setpriority")
int on_setpriority(struct setpriority *ctx)
{
	__u32 nice = ctx->nice;
	__u64 wide = nice;

	if (is_mine())
		bpf_map_update_elem(&recent, &nice, &wide, BPF_ANY);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
