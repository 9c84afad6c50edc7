// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "setpriority.h"

__u32 rounds;

static long once(__u64 index, void *context)
{
	__sync_fetch_and_add(&rounds, 1);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_setpriority")
int on_setpriority(struct setpriority *ctx)
{
	if (is_mine())
		bpf_loop(ctx->nice, once, 0, 0);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
