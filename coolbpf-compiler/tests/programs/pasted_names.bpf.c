// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#define RAW(event) struct trace_event_raw_##event
#define TASK(part) task##_##part

/* No name of a kernel type stands here whole. */
int prio;

SEC("tracepoint/sched/sched_switch")
int on_switch(RAW(sched_switch) *ctx)
{
	struct TASK(struct) *task = (void *)bpf_get_current_task();

	prio = ctx->next_prio;
	return __builtin_preserve_access_index(&task->comm) != 0;
}

char LICENSE[] SEC("license") = "GPL";
