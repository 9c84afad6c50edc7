// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

__u64 packets;

SEC("netfilter")
int outgoing(struct bpf_nf_ctx *ctx)
{
	__sync_fetch_and_add(&packets, 1);
	return 1; /* NF_ACCEPT */
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
