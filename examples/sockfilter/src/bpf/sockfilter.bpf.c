// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define ETH_P_IP 0x0800
#define ETH_P_IPV6 0x86dd
#define PACKET_OUTGOING 4
/* The index of `lo`, in each network namespace. */
#define LOOPBACK 1
/* What has no protocol of IP. */
#define NOT_IP 256

struct count {
	u64 packets;
	u64 bytes;
};

/* By the number of the protocol. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NOT_IP + 1);
	__type(key, u32);
	__type(value, struct count);
} protocols SEC(".maps");

/* The protocol behind the headers that only say more about IPv6. */
static __always_inline u32 ipv6_protocol(struct __sk_buff *skb)
{
	u32 at = sizeof(struct ipv6hdr);
	u8 next, header[2];
	int turn;

	if (bpf_skb_load_bytes(skb, offsetof(struct ipv6hdr, nexthdr), &next, sizeof(next)))
		return NOT_IP;
#pragma unroll
	for (turn = 0; turn < 4; turn++) {
		bool is_fragment = next == 44;

		/* Options of each hop, routes, options of the destination. */
		if (!is_fragment && next != 0 && next != 43 && next != 60)
			break;
		if (bpf_skb_load_bytes(skb, at, header, sizeof(header)))
			break;
		at += is_fragment ? 8 : 8 * (header[1] + 1);
		next = header[0];
	}
	return next;
}

static __always_inline u32 ip_protocol(struct __sk_buff *skb)
{
	u8 protocol;

	if (skb->protocol == bpf_htons(ETH_P_IPV6))
		return ipv6_protocol(skb);
	if (skb->protocol != bpf_htons(ETH_P_IP))
		return NOT_IP;
	if (bpf_skb_load_bytes(skb, offsetof(struct iphdr, protocol), &protocol, sizeof(protocol)))
		return NOT_IP;
	return protocol;
}

SEC("socket")
int on_packet(struct __sk_buff *skb)
{
	struct count *count;
	u32 protocol;

	/* It comes back at once. */
	if (skb->pkt_type == PACKET_OUTGOING && skb->ifindex == LOOPBACK)
		return 0;
	protocol = ip_protocol(skb);
	count = bpf_map_lookup_elem(&protocols, &protocol);
	if (count) {
		__sync_fetch_and_add(&count->packets, 1);
		__sync_fetch_and_add(&count->bytes, skb->len);
	}
	/* The socket gets nothing of it. */
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
