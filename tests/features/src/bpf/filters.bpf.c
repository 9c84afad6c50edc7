// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* Filters that find control groups by the kernel's types, and that are asked about any task. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf_file.h>
#include <coolbpf_filter.h>
#include <coolbpf_sock.h>
#include <coolbpf_task.h>
#include <coolbpf_text.h>
#include "setpriority.h"

COOLBPF_FILTER(filter);
/* What the name of the task is to start with. */
const volatile char prefix[16] = "";
/* A descriptor of the task. */
const volatile int descriptor = -1;

struct seen {
	u64 age;
	u32 current;
	u32 task;
	u32 starts;
	u32 kind;
	u32 port;
	u32 times;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct seen);
} looks SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_setpriority")
int look(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct coolbpf_ends ends;
	char comm[16] = {};
	u32 first = 0;
	struct seen *seen = bpf_map_lookup_elem(&looks, &first);
	struct file *file;
	struct sock *sk;

	if (!seen || !is_mine())
		return 0;
	bpf_get_current_comm(comm, sizeof(comm));
	seen->current = coolbpf_wanted(filter);
	seen->task = coolbpf_wanted_task(filter, task);
	seen->starts = coolbpf_starts_with(comm, prefix, sizeof(prefix));
	seen->age = coolbpf_task_age(task);
	file = coolbpf_task_file(task, descriptor);
	if (file) {
		seen->kind = coolbpf_file_kind(file);
		sk = coolbpf_file_sock(file);
		if (sk && !coolbpf_sock_ends(sk, &ends))
			seen->port = ends.local_port;
	}
	seen->times++;
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
