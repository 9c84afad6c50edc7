// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* A ring buffer whose events may run far over its end. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "setpriority.h"

struct event {
	__u32 nice;
	char rest[120 * 1024];
};

/* Half of it and less is one event, so that each second runs over the end. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} events SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_setpriority")
int on_setpriority(struct setpriority *ctx)
{
	struct event *event;

	if (!is_mine())
		return 0;
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event)
		return 0;
	event->nice = ctx->nice;
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
