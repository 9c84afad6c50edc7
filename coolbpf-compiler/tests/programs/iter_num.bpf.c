// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

u64 total;

SEC("raw_tracepoint/sys_enter")
int loop(void *ctx)
{
	int i;

	bpf_for(i, 0, 100)
		total += i;
	bpf_repeat(3)
		total++;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
