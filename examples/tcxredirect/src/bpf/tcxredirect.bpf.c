// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

/// Send a copy, and have the packets go on as well
const volatile _Bool copy = 0;

/* Where what comes to an interface goes, both by their indexes. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u32);
} targets SEC(".maps");

struct count {
	__u64 packets;
	__u64 bytes;
	__u64 failures;
};

/* By the index of the interface that packets come to. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, struct count);
} counts SEC(".maps");

SEC("tcx/ingress")
int on_packet(struct __sk_buff *skb)
{
	__u32 from = skb->ifindex;
	__u32 *to = bpf_map_lookup_elem(&targets, &from);
	struct count *count = bpf_map_lookup_elem(&counts, &from);

	if (!to || !count)
		return TCX_NEXT;
	count->packets++;
	count->bytes += skb->len;
	if (!copy)
		return bpf_redirect(*to, 0);
	if (bpf_clone_redirect(skb, *to, 0))
		count->failures++;
	return TCX_NEXT;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
