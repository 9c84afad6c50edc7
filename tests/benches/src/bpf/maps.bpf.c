// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1 << 20);
	__type(key, __u64);
	__type(value, __u64);
} counts SEC(".maps");

char LICENSE[] SEC("license") = "Dual BSD/GPL";
