// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

/// Count what is blocked, and drop nothing
const volatile _Bool dry_run = 0;

struct prefix4 {
	__u32 length;
	__u8 address[4];
};

struct prefix6 {
	__u32 length;
	__u8 address[16];
};

/* The numbers of the rules, by the prefixes of the addresses that packets come from. */
struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(max_entries, 1);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct prefix4);
	__type(value, __u32);
} blocked4 SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(max_entries, 1);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct prefix6);
	__type(value, __u32);
} blocked6 SEC(".maps");

struct count {
	__u64 packets;
	__u64 bytes;
};

/* What each rule has blocked. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct count);
} rules SEC(".maps");

/* The protocols of IPv4, those of IPv6, and all that is neither. */
#define IPV6 256
#define OTHER 512

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, OTHER + 1);
	__type(key, __u32);
	__type(value, struct count);
} passed SEC(".maps");

static __always_inline void add(void *counts, __u32 which, __u64 bytes)
{
	struct count *count = bpf_map_lookup_elem(counts, &which);

	if (count) {
		count->packets++;
		count->bytes += bytes;
	}
}

struct vlan {
	__be16 tag;
	__be16 protocol;
};

/* The protocol of the Ethernet frame below up to two VLAN tags; `network` is where its packet starts then. */
static __always_inline __be16 below_tags(const struct ethhdr *ethernet, const void *end, const void **network)
{
	const struct vlan *vlan = (const void *)(ethernet + 1);
	__be16 protocol = ethernet->h_proto;

#pragma unroll
	for (int i = 0; i < 2; i++) {
		if (protocol != bpf_htons(ETH_P_8021Q) && protocol != bpf_htons(ETH_P_8021AD))
			break;
		if ((const void *)(vlan + 1) > end)
			break;
		protocol = vlan->protocol;
		vlan++;
	}
	*network = vlan;
	return protocol;
}

/* The protocol below up to four extension headers. */
static __always_inline __u8 protocol6(const struct ipv6hdr *ip, const void *end)
{
	const struct ipv6_opt_hdr *header = (const void *)(ip + 1);
	__u8 protocol = ip->nexthdr;

#pragma unroll
	for (int i = 0; i < 4; i++) {
		__u32 eights = 0;

		if (protocol != IPPROTO_HOPOPTS && protocol != IPPROTO_ROUTING && protocol != IPPROTO_DSTOPTS &&
		    protocol != IPPROTO_FRAGMENT)
			break;
		if ((const void *)(header + 1) > end)
			break;
		/* The header of a fragment has no length: it is of eight bytes. */
		if (protocol != IPPROTO_FRAGMENT)
			eights = header->hdrlen;
		protocol = header->nexthdr;
		header = (const void *)header + 8 * (eights + 1);
	}
	return protocol;
}

SEC("xdp")
int on_packet(struct xdp_md *ctx)
{
	const void *end = (const void *)(long)ctx->data_end, *network;
	const struct ethhdr *ethernet = (const void *)(long)ctx->data;
	__u64 bytes = end - (const void *)ethernet;
	__u32 what = OTHER, *rule = NULL;
	__be16 protocol;

	if ((const void *)(ethernet + 1) > end)
		return XDP_PASS;
	protocol = below_tags(ethernet, end, &network);
	if (protocol == bpf_htons(ETH_P_IP)) {
		const struct iphdr *ip = network;
		struct prefix4 from = { .length = 32 };

		if ((const void *)(ip + 1) <= end) {
			__builtin_memcpy(from.address, &ip->saddr, sizeof(from.address));
			rule = bpf_map_lookup_elem(&blocked4, &from);
			what = ip->protocol;
		}
	} else if (protocol == bpf_htons(ETH_P_IPV6)) {
		const struct ipv6hdr *ip = network;
		struct prefix6 from = { .length = 128 };

		if ((const void *)(ip + 1) <= end) {
			__builtin_memcpy(from.address, &ip->saddr, sizeof(from.address));
			rule = bpf_map_lookup_elem(&blocked6, &from);
			what = IPV6 + protocol6(ip, end);
		}
	}
	if (!rule) {
		add(&passed, what, bytes);
		return XDP_PASS;
	}
	add(&rules, *rule, bytes);
	return dry_run ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
