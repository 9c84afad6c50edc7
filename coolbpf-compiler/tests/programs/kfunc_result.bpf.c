// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

int pid;

/* Names no type: it is the kfunc's result that leads to task_struct. */
SEC("tp_btf/sched_process_exit")
int on_exit(void *ctx)
{
	typeof(bpf_task_from_pid(1)) task = bpf_task_from_pid(1);

	if (task) {
		pid = task->real_parent->pid;
		bpf_task_release(task);
	}
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
