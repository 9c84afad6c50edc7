// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* Programs that are run on packets and connections of one's own. None is loaded unless it is chosen. */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

/* How many packets there were of each protocol. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, __u8);
	__type(value, __u64);
} protocols SEC(".maps");

SEC("?socket")
int count(struct __sk_buff *skb)
{
	__u64 one = 1, *count;
	__u8 protocol;

	if (bpf_skb_load_bytes(skb, offsetof(struct iphdr, protocol), &protocol, sizeof(protocol)))
		return 0;
	count = bpf_map_lookup_elem(&protocols, &protocol);
	if (count)
		__sync_fetch_and_add(count, 1);
	else
		bpf_map_update_elem(&protocols, &protocol, &one, BPF_ANY);
	return skb->len;
}

SEC("?xdp")
int pass(struct xdp_md *ctx)
{
	return XDP_PASS;
}

SEC("?flow_dissector")
int dissect(struct __sk_buff *skb)
{
	void *end = (void *)(long)skb->data_end;
	struct bpf_flow_keys *keys = skb->flow_keys;
	/* In a test run, the packet starts with the Ethernet header. */
	struct iphdr *ip = (void *)(long)skb->data + sizeof(struct ethhdr);
	struct udphdr *udp = (void *)(ip + 1);

	if ((void *)(udp + 1) > end)
		return BPF_DROP;
	keys->addr_proto = ETH_P_IP;
	keys->ip_proto = ip->protocol;
	keys->ipv4_src = ip->saddr;
	keys->ipv4_dst = ip->daddr;
	keys->sport = udp->source;
	keys->dport = udp->dest;
	keys->thoff = keys->nhoff + sizeof(*ip);
	return BPF_OK;
}

SEC("?sk_lookup")
int look_up(struct bpf_sk_lookup *ctx)
{
	/* Only UDP, to port 7, from 192.0.2.1. */
	return ctx->protocol == IPPROTO_UDP && ctx->local_port == 7 && ctx->remote_ip4 == bpf_htonl(0xc0000201) ? SK_PASS :
														     SK_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
