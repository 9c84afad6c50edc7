// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>
#include <coolbpf_sock.h>
#include <coolbpf_stack.h>

#define AF_INET 2
#define AF_INET6 10
#define ETH_P_IP 0x0800
#define ETH_P_IPV6 0x86dd
#define IPPROTO_HOPOPTS 0
#define IPPROTO_TCP 6
#define IPPROTO_ROUTING 43
#define IPPROTO_FRAGMENT 44
#define IPPROTO_DSTOPTS 60
#define SOCK_STREAM 1
/* A flag of TCP. */
#define FIN 1
/* What the offset of a header is that was not set. */
#define NOT_SET 0xffff

/// Only packets from or to this port; 0 for all
const volatile u16 port = 0;
/// Also print the kernel's stack of each drop
const volatile bool stack = false;
/* Whether only the reasons in the map are wanted. */
const volatile bool has_reasons = false;

/* By number. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, s32);
	__type(value, u32);
} reasons SEC(".maps");

/* What is told of a packet. */
struct packet {
	/* As coolbpf_ends has addresses. */
	u8 source[16];
	u8 destination[16];
	/* 0 where the packet does not say. */
	u16 source_port;
	u16 destination_port;
	u16 family;
	/* Whether there is a header of TCP, which has the flags. */
	u8 has_header;
	/* The fourteenth byte of that header. */
	u8 flags;
};

struct event {
	struct packet packet;
	/* -1 before Linux 5.17. */
	s32 reason;
	/* The state of the packet's socket, such as TCP_ESTABLISHED; 0 for none. */
	u32 state;
	struct coolbpf_stack stack;
};

COOLBPF_EVENTS(events, struct event, 1024 * 1024);

/* Headers as they are in packets. */
struct ip4 {
	u8 version_and_words;
	u8 service;
	__be16 bytes;
	__be16 id;
	__be16 fragment;
	u8 time_to_live;
	u8 protocol;
	u16 checksum;
	u8 source[4];
	u8 destination[4];
};

struct ip6 {
	u8 version;
	u8 flow[3];
	__be16 bytes;
	u8 protocol;
	u8 hops;
	u8 source[16];
	u8 destination[16];
};

/* The start of an extension header of IPv6. */
struct extension {
	u8 protocol;
	/* Without the first eight bytes; not of fragments. */
	u8 eights;
	__be16 fragment;
};

struct tcp {
	__be16 source;
	__be16 destination;
	u32 sequence;
	u32 acknowledged;
	u8 words;
	u8 flags;
};

/* The part of a packet that is not in pages of its own. */
struct linear {
	void *start;
	u32 bytes;
};

static __always_inline bool read(const struct linear *linear, u32 at, void *header, u32 bytes)
{
	return at + bytes <= linear->bytes && !bpf_probe_read_kernel(header, bytes, linear->start + at);
}

static __always_inline void read_tcp(const struct linear *linear, u32 at, struct packet *packet)
{
	struct tcp tcp;

	if (!read(linear, at, &tcp, sizeof(tcp)))
		return;
	packet->source_port = bpf_ntohs(tcp.source);
	packet->destination_port = bpf_ntohs(tcp.destination);
	packet->flags = tcp.flags;
	packet->has_header = 1;
}

/* These return whether the packet is one of TCP. Of fragments, the first one alone has the header. */
static __always_inline bool read_ip4(const struct linear *linear, u32 at, struct packet *packet)
{
	struct ip4 ip;

	if (!read(linear, at, &ip, sizeof(ip)) || ip.version_and_words >> 4 != 4 || ip.protocol != IPPROTO_TCP)
		return false;
	packet->family = AF_INET;
	__builtin_memcpy(packet->source, ip.source, sizeof(ip.source));
	__builtin_memcpy(packet->destination, ip.destination, sizeof(ip.destination));
	if (!(ip.fragment & bpf_htons(0x1fff)))
		read_tcp(linear, at + (ip.version_and_words & 15) * 4, packet);
	return true;
}

static __always_inline bool read_ip6(const struct linear *linear, u32 at, struct packet *packet)
{
	bool is_first = true;
	struct ip6 ip;
	u8 protocol;
	int header;

	if (!read(linear, at, &ip, sizeof(ip)) || ip.version >> 4 != 6)
		return false;
	protocol = ip.protocol;
	at += sizeof(ip);
	/* Up to four headers between IPv6's and TCP's. */
#pragma unroll
	for (header = 0; header < 4; header++) {
		struct extension extension;

		if (protocol != IPPROTO_HOPOPTS && protocol != IPPROTO_ROUTING && protocol != IPPROTO_DSTOPTS &&
		    protocol != IPPROTO_FRAGMENT)
			break;
		if (!read(linear, at, &extension, sizeof(extension)))
			return false;
		at += 8;
		if (protocol != IPPROTO_FRAGMENT)
			at += extension.eights * 8;
		else if (extension.fragment & bpf_htons(0xfff8))
			is_first = false;
		protocol = extension.protocol;
	}
	if (protocol != IPPROTO_TCP)
		return false;
	packet->family = AF_INET6;
	__builtin_memcpy(packet->source, ip.source, sizeof(ip.source));
	__builtin_memcpy(packet->destination, ip.destination, sizeof(ip.destination));
	if (is_first)
		read_tcp(linear, at, packet);
	return true;
}

/* Sockets that a raw socket of TCP is not taken for. */
static __always_inline bool is_tcp(struct sock *sk)
{
	return coolbpf_sock_type(sk) == SOCK_STREAM && coolbpf_sock_protocol(sk) == IPPROTO_TCP;
}

/* What a socket sends has no header of IP before it has a way to go. */
static __always_inline bool read_sent(const struct linear *linear, struct sk_buff *skb, struct packet *packet)
{
	struct sock *sk = BPF_CORE_READ(skb, sk);
	u16 at = BPF_CORE_READ(skb, transport_header);
	struct coolbpf_ends ends;

	if (!is_tcp(sk) || coolbpf_sock_ends(sk, &ends))
		return false;
	if (at != NOT_SET)
		read_tcp(linear, at, packet);
	packet->family = ends.family;
	__builtin_memcpy(packet->source, ends.local, sizeof(ends.local));
	__builtin_memcpy(packet->destination, ends.remote, sizeof(ends.remote));
	packet->source_port = ends.local_port;
	packet->destination_port = ends.remote_port;
	return true;
}

static __always_inline bool read_packet(struct sk_buff *skb, struct packet *packet)
{
	struct linear linear = {
		.start = BPF_CORE_READ(skb, head),
		.bytes = BPF_CORE_READ(skb, tail),
	};
	u32 at = BPF_CORE_READ(skb, network_header);

	/* A driver that has received the packet leaves that to the kernel. */
	if (!at)
		at = (void *)BPF_CORE_READ(skb, data) - linear.start;
	switch (bpf_ntohs(BPF_CORE_READ(skb, protocol))) {
	case ETH_P_IP:
		return read_ip4(&linear, at, packet);
	case ETH_P_IPV6:
		return read_ip6(&linear, at, packet);
	case 0:
		return read_sent(&linear, skb, packet);
	}
	return false;
}

static __always_inline u32 state_of(struct sock *sk)
{
	u32 state = coolbpf_sock_state(sk);

	/* These sockets are smaller than others, and nothing else has such a state. */
	if (state == TCP_TIME_WAIT || state == TCP_NEW_SYN_RECV || is_tcp(sk))
		return state;
	return 0;
}

/*
 * Whether it is the end of what the other side sent, which was heard when it came, and is freed as if it were dropped when
 * the socket goes before anybody reads it. The header is taken off then.
 */
static __always_inline bool is_heard_end(struct sk_buff *skb, const struct packet *packet, u32 state)
{
	return state == TCP_CLOSE && packet->flags & FIN && !BPF_CORE_READ(skb, len);
}

/* What the kernel is done with in good order goes by another tracepoint, consume_skb. */
SEC("raw_tp/kfree_skb")
int on_drop(struct bpf_raw_tracepoint_args *ctx)
{
	struct trace_event_raw_kfree_skb *record = NULL;
	struct sk_buff *skb = (void *)ctx->args[0];
	struct packet packet = {};
	struct sock *sk = NULL;
	struct event *event;
	s32 reason = -1;
	u32 state;

	/* Since c504e5c2f964 (5.17). */
	if (bpf_core_field_exists(record->reason))
		reason = ctx->args[2];
	if (has_reasons && !bpf_map_lookup_elem(&reasons, &reason))
		return 0;
	if (!read_packet(skb, &packet))
		return 0;
	if (port && port != packet.source_port && port != packet.destination_port)
		return 0;
	/* The socket that receives, since c53795d48ee8 (6.11). */
	if (bpf_core_field_exists(record->rx_sk))
		sk = (void *)ctx->args[3];
	if (!sk)
		sk = BPF_CORE_READ(skb, sk);
	state = state_of(sk);
	if (is_heard_end(skb, &packet, state))
		return 0;
	event = coolbpf_reserve(events);
	if (!event)
		return 0;
	event->packet = packet;
	event->reason = reason;
	event->state = state;
	event->stack.bytes = 0;
	if (stack)
		coolbpf_read_kernel_stack(ctx, &event->stack);
	coolbpf_submit(ctx, events, event);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
