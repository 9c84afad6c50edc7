// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

u64 id;
struct list_head *next;

SEC("raw_tracepoint/cgroup_mkdir")
int on_mkdir(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct file **fds = BPF_CORE_READ(task, files, fdt, fd);
	struct file *file;

	bpf_core_read(&file, sizeof(file), &fds[1]);
	id = BPF_CORE_READ(task, cgroups, subsys[0], id) + BPF_CORE_READ(file, f_pos);
	next = BPF_CORE_READ(task, children.next);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
