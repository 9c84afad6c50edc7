// SPDX-License-Identifier: MIT OR Apache-2.0 OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>

struct event {
	u32 cpu;
	u32 pid;
	char comm[16];
};

COOLBPF_EVENTS(events, struct event, 256 * 1024);

SEC("perf_event")
int on_sample(struct bpf_perf_event_data *ctx)
{
	struct event *event = coolbpf_reserve(events);

	if (!event)
		return 0;
	event->cpu = bpf_get_smp_processor_id();
	event->pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	coolbpf_submit(ctx, events, event);
	return 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
