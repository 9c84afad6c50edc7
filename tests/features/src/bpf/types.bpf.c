// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include "setpriority.h"

/* Filled in by the loader. */
extern int LINUX_KERNEL_VERSION __kconfig;

__u32 parent;
__u32 state_is_renamed;
__u32 version;

/* The task's state as it was called before Linux 5.14. */
struct task_struct___old {
	long state;
} __attribute__((preserve_access_index));

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int relocated(struct setpriority *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	if (!is_mine())
		return 0;
	parent = BPF_CORE_READ(task, real_parent, tgid);
	state_is_renamed = !bpf_core_field_exists(((struct task_struct___old *)task)->state);
	version = LINUX_KERNEL_VERSION;
	return 0;
}

SEC("?iter/task")
int iterator(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	__u32 number[1];

	if (!task)
		return 0;
	number[0] = task->pid;
	bpf_seq_write(ctx->meta->seq, number, sizeof(number));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
