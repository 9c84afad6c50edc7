// SPDX-License-Identifier: MIT OR Apache-2.0 OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>

struct event {
	u32 pid;
	u8 address[4];
	u16 port;
	char comm[16];
};

COOLBPF_EVENTS(events, struct event, 256 * 1024);

SEC("cgroup/connect4")
int on_connect(struct bpf_sock_addr *ctx)
{
	struct event *event = coolbpf_reserve(events);

	if (!event)
		return 1;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	*(u32 *)event->address = ctx->user_ip4;
	event->port = bpf_ntohs(ctx->user_port);
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	coolbpf_submit(ctx, events, event);
	/* 0 would refuse the connection. */
	return 1;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
