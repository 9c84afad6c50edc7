// SPDX-License-Identifier: BSD-2-Clause
// A program whose license keeps it from a helper.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int helper_for_gpl_programs_only(void *ctx)
{
	__u64 number = 0;

	return bpf_probe_read_kernel(&number, sizeof(number), ctx) + number;
}

char LICENSE[] SEC("license") = "BSD";
