// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>
#include <coolbpf_filter.h>
#include <coolbpf_sock.h>

#define IPPROTO_TCP 6

COOLBPF_FILTER(filter);
/// Only connections to this port; 0 for all
const volatile u16 port = 0;

/* A socket that waits for an answer. */
struct connecting {
	u64 since;
	u32 pid;
	char comm[16];
	u32 padding;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 16384);
	__type(key, u64);
	__type(value, struct connecting);
} sockets SEC(".maps");

struct event {
	u64 nanoseconds;
	struct coolbpf_ends ends;
	u32 pid;
	s32 error;
	u32 is_connected;
	char comm[16];
	u32 padding;
};

COOLBPF_EVENTS(events, struct event, 256 * 1024);

SEC("raw_tp/inet_sock_set_state")
int on_state(struct bpf_raw_tracepoint_args *ctx)
{
	struct sock *sk = (void *)ctx->args[0];
	u32 state = ctx->args[2];
	u64 key = (u64)sk;
	struct connecting *connecting, new = {};
	struct event *event;

	/* This is done by the process that connects, and what follows by whoever hears the answer. */
	if (state == TCP_SYN_SENT) {
		if (coolbpf_sock_protocol(sk) != IPPROTO_TCP || !coolbpf_wanted(filter))
			return 0;
		if (port && port != __builtin_bswap16(BPF_CORE_READ(sk, __sk_common.skc_dport)))
			return 0;
		new.since = bpf_ktime_get_ns();
		new.pid = bpf_get_current_pid_tgid() >> 32;
		bpf_get_current_comm(new.comm, sizeof(new.comm));
		bpf_map_update_elem(&sockets, &key, &new, BPF_ANY);
		return 0;
	}
	/* Both ends may have called each other at once; then there is more to come. */
	connecting = bpf_map_lookup_elem(&sockets, &key);
	if (!connecting || state == TCP_SYN_RECV)
		return 0;
	event = coolbpf_reserve(events);
	if (event) {
		event->nanoseconds = bpf_ktime_get_ns() - connecting->since;
		coolbpf_sock_ends(sk, &event->ends);
		event->pid = connecting->pid;
		event->is_connected = state == TCP_ESTABLISHED;
		event->error = coolbpf_sock_error(sk);
		__builtin_memcpy(event->comm, connecting->comm, sizeof(event->comm));
		coolbpf_submit(ctx, events, event);
	}
	bpf_map_delete_elem(&sockets, &key);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
