// SPDX-License-Identifier: MIT OR Apache-2.0 OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>

struct event {
	u32 bytes;
	bool passed;
};

COOLBPF_EVENTS(events, struct event, 256 * 1024);

/* Set by the Rust program before this one is loaded. */
const volatile u32 longest;

SEC("socket")
int on_datagram(struct __sk_buff *skb)
{
	/* A UDP socket's filter sees the header, too. */
	struct event event = { .bytes = skb->len - sizeof(struct udphdr) };

	event.passed = event.bytes <= longest;
	coolbpf_output(skb, events, &event, sizeof(event));
	/* How much of it is kept. */
	return event.passed ? skb->len : 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
