// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>
#include <coolbpf_filter.h>
#include <coolbpf_task.h>

COOLBPF_FILTER(filter);

struct event {
	u32 pid;
	u32 ppid;
	char comm[16];
	char filename[256];
};

COOLBPF_EVENTS(events, struct event, 1024 * 1024);

SEC("tracepoint/sched/sched_process_exec")
int on_exec(struct trace_event_raw_sched_process_exec *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct event *event;

	if (!coolbpf_wanted(filter))
		return 0;
	event = coolbpf_reserve(events);
	if (!event)
		return 0;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->ppid = coolbpf_task_parent(task);
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	/* The low half of a __data_loc field is the offset of the text within the record. */
	bpf_probe_read_kernel_str(event->filename, sizeof(event->filename),
				  (void *)ctx + (ctx->__data_loc_filename & 0xffff));
	coolbpf_submit(ctx, events, event);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
