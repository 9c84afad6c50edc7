// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>
#include <coolbpf_filter.h>
#include <coolbpf_task.h>

COOLBPF_FILTER(filter);
/// Also threads
const volatile bool threads = false;
/// Only what ended by a signal or with another code than 0
const volatile bool failed = false;

struct event {
	u64 age;
	u32 pid;
	u32 tid;
	u32 ppid;
	/* As wait(2) gives it. */
	u32 status;
	char comm[16];
};

COOLBPF_EVENTS(events, struct event, 256 * 1024);

SEC("tracepoint/sched/sched_process_exit")
int on_exit(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	u64 numbers = bpf_get_current_pid_tgid();
	u32 status = BPF_CORE_READ(task, exit_code);
	struct event *event;

	/* A process ends as its first thread does. */
	if (!threads && numbers >> 32 != (u32)numbers)
		return 0;
	if ((failed && !status) || !coolbpf_wanted(filter))
		return 0;
	event = coolbpf_reserve(events);
	if (!event)
		return 0;
	event->age = coolbpf_task_age(task);
	event->pid = numbers >> 32;
	event->tid = numbers;
	event->ppid = coolbpf_task_parent(task);
	event->status = status;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	coolbpf_submit(ctx, events, event);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
