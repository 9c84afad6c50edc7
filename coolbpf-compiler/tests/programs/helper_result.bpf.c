// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

int pid, fd;

/* Names no type: it is the helper's result that leads to task_struct. */
SEC("tp_btf/sched_process_exit")
int on_exit(void *ctx)
{
	pid = bpf_get_current_task_btf()->mm->owner->pid;
	fd = bpf_get_current_task_btf()->files->next_fd;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
