// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 256);
	__type(key, u32);
	__type(value, u64);
} bytes SEC(".maps");

SEC("socket")
int on_frame(struct __sk_buff *skb)
{
	const u32 ethernet = 14, outgoing = 4;
	u32 protocol = 0;
	u64 *count;

	if (skb->pkt_type != outgoing)
		return 0;
	bpf_skb_load_bytes(skb, ethernet + offsetof(struct iphdr, protocol), &protocol, 1);
	protocol &= 0xff;
	count = bpf_map_lookup_elem(&bytes, &protocol);
	if (count)
		__sync_fetch_and_add(count, skb->len);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
