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

SEC("xdp")
int on_packet(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *ethernet = data;
	struct iphdr *ip = (void *)(ethernet + 1);
	u8 yes = 1;

	/* The verifier wants to see that nothing beyond the packet is read. */
	if ((void *)(ip + 1) > end || ethernet->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	u32 address = ip->saddr;

	if (!bpf_map_update_elem(&seen, &address, &yes, BPF_NOEXIST))
		coolbpf_output(ctx, events, &address, sizeof(address));
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
