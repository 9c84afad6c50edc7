// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define NF_ACCEPT 1

u64 packets;

SEC("netfilter")
int hook(struct bpf_nf_ctx *ctx)
{
	const struct nf_hook_state *state = ctx->state;
	struct sk_buff *skb = ctx->skb;

	if (state->in && state->in->ifindex == 1)
		packets += skb->len;
	return NF_ACCEPT;
}

char LICENSE[] SEC("license") = "GPL";
