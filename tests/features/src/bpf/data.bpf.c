// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "setpriority.h"

const volatile __u64 factor = 1;
__u64 sum = 100;
__u64 calls;

struct key {
	__u32 nice;
	__u32 parity;
};

struct value {
	__u64 calls;
	char comm[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 2);
	__type(key, struct key);
	__type(value, struct value);
} by_nice SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} per_nice SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 20);
	__type(key, __u32);
	__type(value, __u64);
} histogram SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 20);
	__type(key, __u32);
	__type(value, __u32);
} per_cpu_by_nice SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} per_cpu SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_setpriority")
int on_setpriority(struct setpriority *ctx)
{
	struct key key = {};
	struct value *value, first = {};
	__u32 nice = ctx->nice, zero = 0, one = 1, *u32;
	__u64 *u64;

	if (!is_mine())
		return 0;
	__sync_fetch_and_add(&calls, 1);
	__sync_fetch_and_add(&sum, factor * nice);

	key.nice = nice;
	key.parity = nice & 1;
	bpf_get_current_comm(first.comm, sizeof(first.comm));
	bpf_map_update_elem(&by_nice, &key, &first, BPF_NOEXIST);
	value = bpf_map_lookup_elem(&by_nice, &key);
	if (value)
		__sync_fetch_and_add(&value->calls, 1);

	u64 = bpf_map_lookup_elem(&histogram, &nice);
	if (u64)
		__sync_fetch_and_add(u64, 1);
	u32 = bpf_map_lookup_elem(&per_cpu_by_nice, &nice);
	if (u32)
		*u32 += 1;
	else
		bpf_map_update_elem(&per_cpu_by_nice, &nice, &one, BPF_NOEXIST);
	u64 = bpf_map_lookup_elem(&per_cpu, &zero);
	if (u64)
		*u64 += 1;
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
