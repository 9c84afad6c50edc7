// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, u32);
} storage SEC(".maps");

SEC("cgroup/setsockopt")
int set(struct bpf_sockopt *ctx)
{
	u32 *value = bpf_sk_storage_get(&storage, ctx->sk, 0, BPF_SK_STORAGE_GET_F_CREATE);

	u8 *option = ctx->optval;

	if (value && option + 1 <= (u8 *)ctx->optval_end)
		*value = *option;
	return 1;
}

SEC("cgroup/sysctl")
int sysctl(struct bpf_sysctl *ctx)
{
	return !ctx->write;
}

char LICENSE[] SEC("license") = "GPL";
