// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>

struct event {
	u32 pid;
	char comm[16];
};

COOLBPF_EVENTS(events, struct event, 256 * 1024);

SEC("tracepoint/sched/sched_process_exec")
int on_exec(void *ctx)
{
	struct event *event = coolbpf_reserve(events);

	if (!event)
		return 0;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	coolbpf_submit(ctx, events, event);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
