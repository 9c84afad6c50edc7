// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 8);
	__type(key, u32);
	__type(value, u64);
} counts SEC(".maps");

u64 sum;

SEC("iter/bpf_map_elem")
int each(struct bpf_iter__bpf_map_elem *ctx)
{
	u64 *value = ctx->value;

	if (value)
		sum += *value;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
