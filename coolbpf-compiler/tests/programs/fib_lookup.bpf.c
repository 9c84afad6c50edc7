// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#define AF_INET 2

SEC("xdp")
int forward(struct xdp_md *ctx)
{
	struct bpf_fib_lookup params = { .family = AF_INET, .ifindex = ctx->ingress_ifindex };

	if (bpf_fib_lookup(ctx, &params, sizeof(params), 0) != BPF_FIB_LKUP_RET_SUCCESS)
		return XDP_DROP;
	return bpf_redirect(params.ifindex, 0);
}

char LICENSE[] SEC("license") = "GPL";
