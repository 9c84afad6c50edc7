// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

/* The kernel has types and enumerators of these names, too. */
struct key {
	u32 pid;
	char comm[16];
};

enum { NONE = 7, TASK_COMM_LEN = 16 };

typedef int slot;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, NONE);
	__type(key, slot);
	__type(value, struct key);
} table SEC(".maps");

SEC("raw_tracepoint/sched_process_exec")
int on_exec(void *ctx)
{
	struct key console = { .pid = bpf_get_current_pid_tgid() >> 32 };
	slot key = 0;

	bpf_get_current_comm(console.comm, TASK_COMM_LEN);
	bpf_map_update_elem(&table, &key, &console, BPF_ANY);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
