// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

SEC("socket")
int filter(struct __sk_buff *skb)
{
	u8 byte;

	if (bpf_skb_load_bytes(skb, 23, &byte, 1))
		return 0;
	return byte == IPPROTO_ICMP ? skb->len : 0;
}

char LICENSE[] SEC("license") = "GPL";
