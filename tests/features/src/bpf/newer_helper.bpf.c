// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "setpriority.h"

__u32 comparisons;
__s64 order;

SEC("tracepoint/syscalls/sys_enter_setpriority")
int on_setpriority(struct setpriority *ctx)
{
	char comm[16];

	if (is_mine() && !bpf_get_current_comm(comm, sizeof(comm))) {
		comparisons++;
		order = bpf_strncmp(comm, sizeof(comm), "");
	}
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
