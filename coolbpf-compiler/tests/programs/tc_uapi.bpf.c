// SPDX-License-Identifier: GPL-2.0
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <linux/if_packet.h>
#include <linux/types.h>
#include <asm/byteorder.h>
#include <bpf/bpf_helpers.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static bool is_broadcast(const struct __sk_buff *skb)
{
	return skb->pkt_type == PACKET_BROADCAST;
}

SEC("tc")
int drop_broadcast(struct __sk_buff *skb)
{
	uint8_t first = 0;

	if (bpf_skb_load_bytes(skb, offsetof(struct __sk_buff, len), &first, sizeof(first)))
		return TC_ACT_UNSPEC;
	return is_broadcast(skb) ? TC_ACT_SHOT : TC_ACT_OK;
}

char LICENSE[] SEC("license") = "GPL";
