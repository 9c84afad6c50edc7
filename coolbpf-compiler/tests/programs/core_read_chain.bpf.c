// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, u32);
	__type(value, u64);
} inodes SEC(".maps");

/* No type but task_struct is named: each step is found by the member's name. */
SEC("raw_tracepoint/sched_process_exit")
int on_exit(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	u64 ino = BPF_CORE_READ(task, mm, exe_file, f_inode, i_ino);
	u32 ns = BPF_CORE_READ(task, nsproxy, pid_ns_for_children, ns.inum);

	bpf_map_update_elem(&inodes, &ns, &ino, BPF_ANY);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
