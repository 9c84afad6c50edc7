// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

const volatile int wanted = TCP_ESTABLISHED;
int seen[TCP_MAX_STATES];

SEC("tracepoint/sock/inet_sock_set_state")
int on_state(struct trace_event_raw_inet_sock_set_state *ctx)
{
	int state = ctx->newstate;

	if (ctx->protocol == IPPROTO_TCP && state == wanted && state < TCP_MAX_STATES)
		seen[state]++;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
