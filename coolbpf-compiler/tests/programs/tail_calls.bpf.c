// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 2);
	__type(key, u32);
	__type(value, u32);
	__array(values, int(void *));
} jumps SEC(".maps") = {
	.values = {},
};

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, u64);
} inner SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, u32);
	__array(values, struct inner);
} outer SEC(".maps") = {
	.values = { &inner },
};

SEC("socket")
int start(struct __sk_buff *skb)
{
	bpf_tail_call(skb, &jumps, 1);
	return bpf_get_smp_processor_id() + skb->len;
}

char LICENSE[] SEC("license") = "GPL";
