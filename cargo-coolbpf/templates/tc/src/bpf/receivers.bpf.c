// SPDX-License-Identifier: MIT OR Apache-2.0 OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>

#define ETH_P_IP 0x0800

struct event {
	u8 address[4];
};

COOLBPF_EVENTS(events, struct event, 256 * 1024);

/* The addresses that were sent to user space already. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 10000);
	__type(key, u32);
	__type(value, u8);
} seen SEC(".maps");

/* `tcx/ingress` for what the interface receives. */
SEC("tcx/egress")
int on_packet(struct __sk_buff *skb)
{
	u32 address;
	u8 yes = 1;

	if (skb->protocol != bpf_htons(ETH_P_IP) ||
	    bpf_skb_load_bytes_relative(skb, offsetof(struct iphdr, daddr), &address,
					sizeof(address), BPF_HDR_START_NET))
		return TCX_NEXT;
	if (!bpf_map_update_elem(&seen, &address, &yes, BPF_NOEXIST))
		coolbpf_output(skb, events, &address, sizeof(address));
	return TCX_NEXT;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
