// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "setpriority.h"

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 8);
	__type(value, __u32);
} queue SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_setpriority")
int on_setpriority(struct setpriority *ctx)
{
	__u32 nice = ctx->nice;

	if (is_mine())
		bpf_map_push_elem(&queue, &nice, BPF_EXIST);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
