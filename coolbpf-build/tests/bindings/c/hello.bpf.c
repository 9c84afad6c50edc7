#include "vmlinux.h"
#include <coolbpf.h>

struct event {
	u32 pid;
	char comm[16];
};

COOLBPF_EVENTS(events, struct event, 64 * 1024);

SEC("tracepoint/sched/sched_process_exec")
int handle_exec(void *ctx)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event)
		return 0;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
