// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "setpriority.h"

struct inner {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, __u32);
	__array(values, struct inner);
} by_index SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
	__uint(max_entries, 4);
	__type(key, __u64);
	__array(values, struct {
		__uint(type, BPF_MAP_TYPE_ARRAY);
		__uint(max_entries, 3);
		__type(key, __u32);
		__type(value, struct { __u32 a; __u32 b; });
	});
} by_key SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_setpriority")
int on_setpriority(struct setpriority *ctx)
{
	__u32 nice = ctx->nice, zero = 0;
	__u64 one = 1, *count;
	void *inner;

	if (!is_mine())
		return 0;
	inner = bpf_map_lookup_elem(&by_index, &zero);
	if (inner) {
		count = bpf_map_lookup_elem(inner, &nice);
		if (count)
			__sync_fetch_and_add(count, 1);
		else
			bpf_map_update_elem(inner, &nice, &one, BPF_ANY);
	}
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
