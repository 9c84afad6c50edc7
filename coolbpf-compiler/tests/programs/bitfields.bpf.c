// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

u64 protocol, cloned, bits;

SEC("raw_tracepoint/consume_skb")
int on_consume(struct bpf_raw_tracepoint_args *ctx)
{
	struct sk_buff *skb = (void *)ctx->args[0];
	struct sock *sk = BPF_CORE_READ(skb, sk);

	cloned = BPF_CORE_READ_BITFIELD_PROBED(skb, cloned);
	protocol = BPF_CORE_READ(sk, sk_protocol);
	bits = BPF_CORE_READ_BITFIELD_PROBED(sk, sk_userlocks);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
