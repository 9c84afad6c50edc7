// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* Programs for what sockets of a map send and receive. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_SOCKMAP);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u64);
} sockets SEC(".maps");

__u32 judged;
__u32 sent;

SEC("?sk_skb/verdict")
int verdict(struct __sk_buff *skb)
{
	__sync_fetch_and_add(&judged, 1);
	return SK_PASS;
}

/* Nothing is sent. */
SEC("?sk_msg")
int message(struct sk_msg_md *message)
{
	__sync_fetch_and_add(&sent, 1);
	return SK_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
