// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* A map that is pinned by its name, which other objects have with structs of the same size and other fields. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct count {
	__u32 seconds;
	__u32 last;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__type(key, __u32);
	__type(value, struct count);
} coolbpf_shared SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, struct count);
} counts SEC(".maps");

SEC("socket")
int on_packet(struct __sk_buff *skb)
{
	struct count count = { .seconds = 1 };
	__u32 key = 0;

	bpf_map_update_elem(&coolbpf_shared, &key, &count, BPF_ANY);
	bpf_map_update_elem(&counts, &key, &count, BPF_ANY);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
