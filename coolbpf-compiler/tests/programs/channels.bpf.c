#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>

struct event {
	u32 pid;
	char comm[16];
};

COOLBPF_EVENTS(events, struct event, 256 * 1024);
COOLBPF_EVENTS(numbers, u64, 256 * 1024);

SEC("raw_tp/sched_process_exec")
int on_exec(void *ctx)
{
	struct event *event = coolbpf_reserve(events);

	if (!event)
		return 0;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	if (bpf_get_current_comm(event->comm, sizeof(event->comm)))
		coolbpf_discard(events, event);
	else
		coolbpf_submit(ctx, events, event);
	return 0;
}

SEC("raw_tp/sched_process_exit")
int on_exit(void *ctx)
{
	const u64 number = bpf_ktime_get_ns();

	return coolbpf_output(ctx, numbers, &number, sizeof(number));
}

char LICENSE[] SEC("license") = "GPL";
