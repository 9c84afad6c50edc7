#include "vmlinux.h"
#include <coolbpf.h>

struct event {
	u64 number;
	char load[1000];
};

COOLBPF_EVENTS(events, struct event, 4096);

u32 process;
u64 sent;

SEC("raw_tp/sys_enter")
int fill(void *ctx)
{
	struct event *event;

	if (bpf_get_current_pid_tgid() >> 32 != process)
		return 0;
	sent += 1;
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event)
		return 0;
	event->number = sent;
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
