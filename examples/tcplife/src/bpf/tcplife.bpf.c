// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>
#include <coolbpf_filter.h>
#include <coolbpf_sock.h>

#define IPPROTO_TCP 6
/* What sk_shutdown is of a socket that its process has closed. */
#define SHUTDOWN_MASK 3

COOLBPF_FILTER(filter);
/* Whether sessions are shown of which nobody knows the process. */
const volatile u32 unknown = 1;
/// Only sessions with this port here; 0 for all
const volatile u16 local_port = 0;
/// Only sessions with this port at the other end; 0 for all
const volatile u16 remote_port = 0;

/* A socket that has a connection, or will have one. */
struct session {
	u64 since;
	u32 pid;
	u32 is_wanted;
	char comm[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 131072);
	__type(key, u64);
	__type(value, struct session);
} sessions SEC(".maps");

/* Sessions that there was no room for. */
u64 forgotten = 0;

struct event {
	/* 0 where the session is older than the tool. */
	u64 nanoseconds;
	u64 sent;
	u64 received;
	struct coolbpf_ends ends;
	u32 pid;
	char comm[16];
	u32 padding;
};

COOLBPF_EVENTS(events, struct event, 256 * 1024);

/* What the other end has acknowledged or will, however often it was sent: the counters came with 4.19 (ba113c3aa79a, fb31c9b9f6c8). */
static __always_inline u64 bytes_sent(struct tcp_sock *tp)
{
	if (bpf_core_field_exists(tp->bytes_sent) && bpf_core_field_exists(tp->bytes_retrans))
		return BPF_CORE_READ(tp, bytes_sent) - BPF_CORE_READ(tp, bytes_retrans);
	return BPF_CORE_READ(tp, bytes_acked);
}

/* The end that the other side sent counts as a byte; SOCK_DONE tells that it came. */
static __always_inline u64 bytes_received(struct tcp_sock *tp, struct sock *sk)
{
	u64 received = BPF_CORE_READ(tp, bytes_received);

	if (received && BPF_CORE_READ(sk, __sk_common.skc_flags) & (1 << SOCK_DONE))
		received--;
	return received;
}

static __always_inline void ended(void *ctx, struct sock *sk, struct session *session)
{
	struct tcp_sock *tp = (struct tcp_sock *)sk;
	struct coolbpf_ends ends;
	struct event *event;

	if (coolbpf_sock_ends(sk, &ends))
		return;
	/* A port that is given back is forgotten first. */
	if (!ends.local_port)
		ends.local_port = __builtin_bswap16(BPF_CORE_READ((struct inet_sock *)sk, inet_sport));
	if ((local_port && local_port != ends.local_port) || (remote_port && remote_port != ends.remote_port))
		return;
	event = coolbpf_reserve(events);
	if (!event)
		return;
	__builtin_memset(event, 0, sizeof(*event));
	event->ends = ends;
	event->sent = bytes_sent(tp);
	event->received = bytes_received(tp, sk);
	if (session->since)
		event->nanoseconds = bpf_ktime_get_ns() - session->since;
	event->pid = session->pid;
	__builtin_memcpy(event->comm, session->comm, sizeof(event->comm));
	coolbpf_submit(ctx, events, event);
}

/* Whether the current task is the session's process: it connects, closes, or breaks off, with data unread or without lingering. The rest is done by whoever hears of it. */
static __always_inline bool is_by_process(struct sock *sk, u32 before, u32 state)
{
	if (state == TCP_CLOSE)
		return (before == TCP_ESTABLISHED || before == TCP_CLOSE_WAIT) &&
		       BPF_CORE_READ(sk, sk_shutdown) == SHUTDOWN_MASK;
	return state == TCP_SYN_SENT || state == TCP_FIN_WAIT1 || state == TCP_LAST_ACK;
}

SEC("raw_tp/inet_sock_set_state")
int on_state(struct bpf_raw_tracepoint_args *ctx)
{
	struct sock *sk = (void *)ctx->args[0];
	u32 before = ctx->args[1], state = ctx->args[2];
	u64 key = (u64)sk;
	struct session *session, new = {};
	bool by_process;

	if (coolbpf_sock_protocol(sk) != IPPROTO_TCP)
		return 0;
	by_process = is_by_process(sk, before, state);
	if (!by_process && state != TCP_ESTABLISHED && state != TCP_CLOSE)
		return 0;
	session = bpf_map_lookup_elem(&sessions, &key);
	if (session)
		new = *session;
	if (by_process && !new.pid) {
		new.pid = bpf_get_current_pid_tgid() >> 32;
		new.is_wanted = coolbpf_wanted(filter);
		bpf_get_current_comm(new.comm, sizeof(new.comm));
	}
	if (state == TCP_CLOSE) {
		bool had_connection = before != TCP_SYN_SENT && before != TCP_SYN_RECV && before != TCP_LISTEN;

		if (had_connection && (new.pid ? new.is_wanted : unknown))
			ended(ctx, sk, &new);
		bpf_map_delete_elem(&sessions, &key);
		return 0;
	}
	if (state == TCP_ESTABLISHED)
		new.since = bpf_ktime_get_ns();
	if (bpf_map_update_elem(&sessions, &key, &new, BPF_ANY))
		__sync_fetch_and_add(&forgotten, 1);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
