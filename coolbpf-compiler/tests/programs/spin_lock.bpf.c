// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct counter {
	struct bpf_spin_lock lock;
	u64 packets;
	u64 bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, u32);
	__type(value, struct counter);
} counters SEC(".maps");

SEC("tc")
int count(struct __sk_buff *skb)
{
	u32 key = skb->ifindex;
	struct counter *counter = bpf_map_lookup_elem(&counters, &key);

	if (!counter)
		return 0;
	bpf_spin_lock(&counter->lock);
	counter->packets++;
	counter->bytes += skb->len;
	bpf_spin_unlock(&counter->lock);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
