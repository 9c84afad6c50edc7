// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

SEC("tracepoint/syscalls/sys_enter_execve")
int say(struct trace_event_raw_sys_enter *ctx)
{
	char text[64];
	struct task_struct *task = bpf_get_current_task_btf();

	bpf_printk("pid %d of %s", task->pid, task->comm);
	return bpf_trace_vprintk("x", 2, 0, 0) + bpf_snprintf(text, sizeof(text), "x", 0, 0);
}

char LICENSE[] SEC("license") = "GPL";
