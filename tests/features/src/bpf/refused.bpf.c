// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} values SEC(".maps");

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int unsafe_read(void *ctx)
{
	__u32 key = 0;
	__u64 *value = bpf_map_lookup_elem(&values, &key);

	return *value;
}

SEC("?tracepoint/coolbpf/none")
int missing_tracepoint(void *ctx)
{
	return 0;
}

SEC("?raw_tp/coolbpf_none")
int missing_raw_tracepoint(void *ctx)
{
	return 0;
}

SEC("?tp_btf/coolbpf_none")
int missing_tp_btf(void *ctx)
{
	return 0;
}

SEC("?kprobe/coolbpf_none")
int missing_kprobe(void *ctx)
{
	return 0;
}

SEC("?fentry/coolbpf_none")
int missing_fentry(void *ctx)
{
	return 0;
}

SEC("?uprobe//proc/self/exe:coolbpf_none")
int missing_uprobe(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
