// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* A program with a function that another program can take the place of. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__attribute__((noinline)) int verdict(struct xdp_md *ctx)
{
	volatile int pass = XDP_PASS;

	return pass;
}

SEC("xdp")
int target(struct xdp_md *ctx)
{
	return verdict(ctx);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
