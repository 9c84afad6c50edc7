// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* What one process attaches and pins, and another one takes over. */
#include <linux/bpf.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include "setpriority.h"

/* The port of the datagrams that count, in the order of bytes of this machine. */
const volatile __u16 port;

struct count {
	__u32 times;
	__u32 last;
};

/* By who counts. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, struct count);
} counts SEC(".maps");

static inline void count(__u32 who, __u32 what)
{
	struct count first = {}, *count = bpf_map_lookup_elem(&counts, &who);

	if (!count) {
		bpf_map_update_elem(&counts, &who, &first, BPF_NOEXIST);
		count = bpf_map_lookup_elem(&counts, &who);
	}
	if (count) {
		__sync_fetch_and_add(&count->times, 1);
		count->last = what;
	}
}

static inline int egress(struct __sk_buff *skb, __u32 who)
{
	__u16 destination = 0;

	if (!bpf_skb_load_bytes(skb, 22, &destination, sizeof(destination)) && destination == bpf_htons(port))
		count(who, skb->len);
	return 1;
}

SEC("?cgroup_skb/egress")
int on_egress(struct __sk_buff *skb)
{
	return egress(skb, 1);
}

SEC("?cgroup_skb/egress")
int on_egress_later(struct __sk_buff *skb)
{
	return egress(skb, 2);
}

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int on_setpriority(struct setpriority *ctx)
{
	if (is_mine())
		count(3, ctx->nice);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
