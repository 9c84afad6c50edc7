// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* Prints for people. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "setpriority.h"

SEC("tracepoint/syscalls/sys_enter_setpriority")
int print(struct setpriority *ctx)
{
	/* In the frame, as kernels before 5.2 take no variables. */
	char format[] = "nice %d of %d%s\n";
	char escape[] = "\x1b[2J";

	if (is_mine())
		bpf_trace_printk(format, sizeof(format), (int)ctx->nice, tid, escape);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
