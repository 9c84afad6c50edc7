/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0 */
/* A program that outlives its process, and its next version: both count calls by what they were made with. */
#include <linux/bpf.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>
#include "setpriority.h"

/* The port of the datagrams that count, in the order of bytes of this machine. */
const volatile __u16 port;

struct count {
	__u64 times;
	__u32 version;
	__u32 unused;
};

/* By the nice value; those of datagrams are at 100. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, struct count);
} counts SEC(".maps");

struct event {
	__u32 nice;
	__u32 version;
};

COOLBPF_EVENTS(events, struct event, 64 * 1024);

__u64 seen;

static __always_inline void count(__u32 key)
{
	struct count first = {}, *count = bpf_map_lookup_elem(&counts, &key);

	if (!count) {
		bpf_map_update_elem(&counts, &key, &first, BPF_NOEXIST);
		count = bpf_map_lookup_elem(&counts, &key);
	}
	if (count) {
		__sync_fetch_and_add(&count->times, 1);
		count->version = VERSION;
	}
}

SEC("tracepoint/syscalls/sys_enter_setpriority")
int on_setpriority(struct setpriority *ctx)
{
	struct event *event;

	if (!is_mine())
		return 0;
	count(ctx->nice);
	__sync_fetch_and_add(&seen, 1);
	event = coolbpf_reserve(events);
	if (!event)
		return 0;
	event->nice = ctx->nice;
	event->version = VERSION;
	coolbpf_submit(ctx, events, event);
	return 0;
}

SEC("?cgroup_skb/egress")
int on_egress(struct __sk_buff *skb)
{
	__u16 destination = 0;

	if (!bpf_skb_load_bytes(skb, 22, &destination, sizeof(destination)) && destination == bpf_htons(port))
		count(100);
	return 1;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
