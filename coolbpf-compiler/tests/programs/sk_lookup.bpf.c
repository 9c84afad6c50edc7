// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_SOCKMAP);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, u64);
} listener SEC(".maps");

SEC("sk_lookup")
int pick(struct bpf_sk_lookup *ctx)
{
	struct bpf_sock *sk;
	u32 zero = 0;
	long err;

	if (ctx->local_port != 7)
		return SK_PASS;
	sk = bpf_map_lookup_elem(&listener, &zero);
	if (!sk)
		return SK_DROP;
	err = bpf_sk_assign(ctx, sk, 0);
	bpf_sk_release(sk);
	return err ? SK_DROP : SK_PASS;
}

SEC("sk_reuseport")
int reuse(struct sk_reuseport_md *ctx)
{
	u32 key = ctx->hash & 1;

	return bpf_sk_select_reuseport(ctx, &listener, &key, 0) ? SK_DROP : SK_PASS;
}

char LICENSE[] SEC("license") = "GPL";
