#include "vmlinux.h"
#include <coolbpf.h>

/* The module's name begins as the renamed maps' do. */
const volatile u32 wanted;

struct event {
	u32 pid;
};

COOLBPF_EVENTS(events, struct event, 4096);

SEC("tracepoint/sched/sched_process_exec")
int on_exec(void *ctx)
{
	struct event event = { .pid = wanted };

	bpf_ringbuf_output(&events, &event, sizeof(event), 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
