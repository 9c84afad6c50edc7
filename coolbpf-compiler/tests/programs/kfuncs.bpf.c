// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

u64 cgroup_level;

SEC("tp_btf/task_newtask")
int BPF_PROG(on_new_task, struct task_struct *task, u64 clone_flags)
{
	struct task_struct *acquired = bpf_task_acquire(task);
	struct cgroup *cgroup;

	if (!acquired)
		return 0;
	cgroup = bpf_cgroup_from_id(1);
	if (cgroup) {
		cgroup_level = cgroup->level;
		bpf_cgroup_release(cgroup);
	}
	bpf_task_release(acquired);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
