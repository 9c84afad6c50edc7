// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

u64 size, offset;
int state;

struct task_struct___old {
	long state;
} __attribute__((preserve_access_index));

SEC("raw_tracepoint/sched_switch")
int on_switch(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *task = (void *)ctx->args[1];

	if (bpf_core_field_exists(task->__state))
		state = BPF_CORE_READ(task, __state);
	else
		state = BPF_CORE_READ((struct task_struct___old *)task, state);
	if (bpf_core_type_exists(struct bpf_wq))
		size = bpf_core_type_size(struct sk_buff);
	offset = bpf_core_field_offset(struct task_struct, comm);
	if (bpf_core_enum_value_exists(enum bpf_map_type, BPF_MAP_TYPE_ARENA))
		size += bpf_core_enum_value(enum bpf_map_type, BPF_MAP_TYPE_ARENA);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
