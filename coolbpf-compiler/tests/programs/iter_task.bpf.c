// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

SEC("iter/task")
int dump_task(struct bpf_iter__task *ctx)
{
	struct seq_file *seq = ctx->meta->seq;
	struct task_struct *task = ctx->task;
	static const char format[] = "%8d %8d %s\n";
	u64 args[3];

	if (!task)
		return 0;
	args[0] = task->tgid;
	args[1] = task->pid;
	args[2] = (u64)(void *)task->comm;
	bpf_seq_printf(seq, format, sizeof(format), args, sizeof(args));
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
