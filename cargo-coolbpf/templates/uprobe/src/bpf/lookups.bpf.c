// SPDX-License-Identifier: MIT OR Apache-2.0 OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <coolbpf.h>

struct event {
	u32 pid;
	char comm[16];
	char host[128];
};

COOLBPF_EVENTS(events, struct event, 256 * 1024);

/* The library is looked for where the dynamic linker does; a path works too. */
SEC("uprobe/libc.so.6:getaddrinfo")
int BPF_UPROBE(on_lookup, const char *host)
{
	struct event *event = coolbpf_reserve(events);

	if (!event)
		return 0;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	if (bpf_probe_read_user_str(event->host, sizeof(event->host), host) < 0)
		event->host[0] = 0;
	coolbpf_submit(ctx, events, event);
	return 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
