// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define AF_INET 2
#define AF_INET6 10

#define MAX_PORTS 16

/* The ports of servers whose connections count; 0 behind the last, and none means all. */
const volatile u16 ports[MAX_PORTS] = {};

/// How many MiB a receiver may be behind: if there is more, the rest of what it is sent goes by TCP
const volatile u32 behind = 64;

/* Whether nothing is to be redirected any more. */
u32 is_ending = 0;
/* Sockets that there was no room for. */
u64 without_room = 0;

/* One end of a connection. Loopback addresses are the same in each network namespace: these are told apart by their cookies. */
struct end {
	u64 network;
	/* Those of IPv4 as IPv6 maps them: a socket of IPv6 may be connected to one of IPv4. */
	u32 address[4];
	u32 other_address[4];
	u16 port;
	u16 other_port;
	u32 padding;
};

struct {
	__uint(type, BPF_MAP_TYPE_SOCKHASH);
	__uint(max_entries, 65536);
	__type(key, struct end);
	__type(value, u64);
} sockets SEC(".maps");

/* How a socket sends. */
enum way {
	/* It has not sent yet. */
	UNDECIDED,
	REDIRECTED,
	BY_TCP,
};

struct connection {
	struct end peer;
	/* How much of what was redirected the receiver has not read, at most. */
	u64 unread;
	u32 way;
	/* That of the server. */
	u16 port;
	u16 padding;
};

struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct connection);
} connections SEC(".maps");

struct count {
	u64 connections;
	u64 redirected;
	u64 bytes;
	u64 by_tcp;
	/* Receivers that were too far behind. */
	u64 behind;
};

/* By the server's port. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 65536);
	__type(key, u16);
	__type(value, struct count);
} counts SEC(".maps");

static __always_inline struct count *count_of(u16 port)
{
	struct count *count = bpf_map_lookup_elem(&counts, &port), none = {};

	if (count)
		return count;
	bpf_map_update_elem(&counts, &port, &none, BPF_NOEXIST);
	return bpf_map_lookup_elem(&counts, &port);
}

static __always_inline bool is_wanted(u16 port)
{
	if (!ports[0])
		return true;
	for (int i = 0; i < MAX_PORTS; i++)
		if (ports[i] == port)
			return true;
	return false;
}

static __always_inline bool is_mapped(const u32 *address)
{
	return !address[0] && !address[1] && address[2] == bpf_htonl(0xffff);
}

/* Whether both ends are of this machine: they have the same address, or both are in 127.0.0.0/8. */
static __always_inline bool is_local(const struct end *end)
{
	const u32 *one = end->address, *other = end->other_address;

	if (is_mapped(one) && is_mapped(other) && (bpf_ntohl(one[3]) >> 24) == 127 && (bpf_ntohl(other[3]) >> 24) == 127)
		return true;
	return one[0] == other[0] && one[1] == other[1] && one[2] == other[2] && one[3] == other[3];
}

static __always_inline bool end_of(struct bpf_sock_ops *ctx, struct end *end)
{
	if (ctx->family == AF_INET) {
		end->address[2] = end->other_address[2] = bpf_htonl(0xffff);
		end->address[3] = ctx->local_ip4;
		end->other_address[3] = ctx->remote_ip4;
		/* Else clang has the branches share their last reads, of a field whose place is calculated, which the verifier refuses. */
		barrier();
	} else if (ctx->family == AF_INET6) {
		end->address[0] = ctx->local_ip6[0];
		end->address[1] = ctx->local_ip6[1];
		end->address[2] = ctx->local_ip6[2];
		end->address[3] = ctx->local_ip6[3];
		end->other_address[0] = ctx->remote_ip6[0];
		end->other_address[1] = ctx->remote_ip6[1];
		end->other_address[2] = ctx->remote_ip6[2];
		end->other_address[3] = ctx->remote_ip6[3];
	} else {
		return false;
	}
	end->port = ctx->local_port;
	end->other_port = bpf_ntohl(ctx->remote_port);
	end->network = bpf_get_netns_cookie(ctx);
	return true;
}

SEC("sockops")
int on_established(struct bpf_sock_ops *ctx)
{
	bool is_server = ctx->op == BPF_SOCK_OPS_PASSIVE_ESTABLISHED_CB;
	struct connection *connection, new = {};
	struct bpf_sock *sk = ctx->sk;
	struct count *count;
	struct end own = {};

	if (!sk || (!is_server && ctx->op != BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB))
		return 1;
	/* What came with the first packet (TCP Fast Open) waits in TCP's queue, and must not be overtaken. */
	if (ctx->data_segs_out || ctx->data_segs_in)
		return 1;
	if (!end_of(ctx, &own) || !is_local(&own))
		return 1;
	new.port = is_server ? own.port : own.other_port;
	if (!is_wanted(new.port))
		return 1;
	new.peer.network = own.network;
	__builtin_memcpy(new.peer.address, own.other_address, sizeof(own.address));
	__builtin_memcpy(new.peer.other_address, own.address, sizeof(own.address));
	new.peer.port = own.other_port;
	new.peer.other_port = own.port;

	connection = bpf_sk_storage_get(&connections, sk, &new, BPF_SK_STORAGE_GET_F_CREATE);
	if (!connection || bpf_sock_hash_update(ctx, &sockets, &own, BPF_ANY)) {
		__sync_fetch_and_add(&without_room, 1);
		return 1;
	}
	count = count_of(new.port);
	if (count && is_server)
		count->connections++;
	return 1;
}

/* What a message takes of the kernel's memory besides its bytes: a `struct sk_msg`. */
#define MESSAGE_COST 1024

/* How many messages are looked at, which is what the verifier can follow. A receiver that has more is behind, however small they are. */
#define MOST_MESSAGES 2048

/* The messages that were redirected to a socket. */
static __always_inline struct list_head *messages_to(struct sock *sk)
{
	/* The lowest bits are flags (`SK_USER_DATA_PTRMASK`). */
	struct sk_psock *psock = (void *)((u64)BPF_CORE_READ(sk, sk_user_data) & ~7ULL);

	return psock ? &psock->ingress_msg : NULL;
}

/*
 * What a socket has not read of the messages that were redirected to it. It may take some off meanwhile, whose memory then holds anything: the number is exact for
 * a socket that reads nothing, and only ever decides by which way messages go.
 */
static __always_inline u64 unread_by(struct sock *sk)
{
	struct list_head *messages = messages_to(sk), *at;
	u64 unread = 0;

	if (!messages)
		return 0;
	at = BPF_CORE_READ(messages, next);
	for (int i = 0; i < MOST_MESSAGES; i++) {
		struct sk_msg *message = (void *)at - bpf_core_field_offset(struct sk_msg, list);

		if (!at || at == messages)
			return unread;
		unread += BPF_CORE_READ(message, sg.size) + MESSAGE_COST;
		at = BPF_CORE_READ(at, next);
	}
	return ~0ULL;
}

/*
 * Whether the receiver of a message that is being redirected is too far behind. Its queue is looked at only when it may be: if it is not, at least a quarter of
 * the limit is sent until the next look.
 */
static __always_inline bool is_behind(struct sk_msg_md *ctx, struct connection *connection)
{
	u64 limit = (u64)behind << 20, own = ctx->size + MESSAGE_COST;

	connection->unread += own;
	if (connection->unread <= limit)
		return false;
	/* The context is a `struct sk_msg`; the receiver is in it since `bpf_msg_redirect_hash`. */
	connection->unread = unread_by(BPF_CORE_READ((struct sk_msg *)ctx, sk_redir));
	if (connection->unread > limit - limit / 4)
		return true;
	connection->unread += own;
	return false;
}

SEC("sk_msg")
int on_message(struct sk_msg_md *ctx)
{
	struct connection *connection;
	struct bpf_sock *sk = ctx->sk;
	struct count *count;
	u32 bytes = ctx->size;

	if (!sk)
		return SK_PASS;
	connection = bpf_sk_storage_get(&connections, sk, NULL, 0);
	if (!connection)
		return SK_PASS;
	count = count_of(connection->port);
	/*
	 * The receiver reads what was redirected before what came by TCP. So once a socket has sent by TCP, it goes on with it: what
	 * is redirected would overtake. Not even when the receiver has read all: it may wait for more in TCP's own function, which doesn't see what is redirected.
	 */
	if (connection->way != BY_TCP && !is_ending &&
	    bpf_msg_redirect_hash(ctx, &sockets, &connection->peer, BPF_F_INGRESS) == SK_PASS) {
		bool is_last = is_behind(ctx, connection);

		/* TCP has a window: it holds the sender back. */
		connection->way = is_last ? BY_TCP : REDIRECTED;
		if (count) {
			count->redirected++;
			count->bytes += bytes;
			count->behind += is_last;
		}
		return SK_PASS;
	}
	connection->way = BY_TCP;
	if (count)
		count->by_tcp++;
	return SK_PASS;
}

/* Counts, at the end, the sockets with something redirected that was not read yet. */
u64 unread = 0;

SEC("iter/sockmap")
int on_socket(struct bpf_iter__sockmap *ctx)
{
	struct sock *sk = ctx->sk;
	struct list_head *messages;

	if (!sk)
		return 0;
	messages = messages_to(sk);
	if (messages && BPF_CORE_READ(messages, next) != messages)
		unread++;
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
