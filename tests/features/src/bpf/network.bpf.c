// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

/* The port whose packets and connections count, in the order of bytes of this machine. */
const volatile __u16 port;

__u64 packets;

struct datagram {
	struct iphdr ip;
	struct udphdr udp;
} __attribute__((packed));

static inline int is_mine(const struct datagram *datagram)
{
	return datagram->ip.protocol == IPPROTO_UDP && datagram->udp.dest == bpf_htons(port);
}

SEC("?xdp")
int xdp(struct xdp_md *ctx)
{
	const struct datagram *datagram = (void *)(long)ctx->data + sizeof(struct ethhdr);

	if ((void *)(datagram + 1) <= (void *)(long)ctx->data_end && is_mine(datagram))
		__sync_fetch_and_add(&packets, 1);
	return XDP_PASS;
}

static inline int count(struct __sk_buff *skb)
{
	struct datagram datagram;

	if (!bpf_skb_load_bytes(skb, sizeof(struct ethhdr), &datagram, sizeof(datagram)) && is_mine(&datagram))
		__sync_fetch_and_add(&packets, 1);
	return TCX_NEXT;
}

SEC("?tcx/ingress")
int tcx_ingress(struct __sk_buff *skb)
{
	return count(skb);
}

SEC("?tcx/egress")
int tcx_egress(struct __sk_buff *skb)
{
	return count(skb);
}

/* Leaves the first byte of a message. */
SEC("?socket")
int socket(struct __sk_buff *skb)
{
	__sync_fetch_and_add(&packets, 1);
	return 1;
}

SEC("?cgroup/connect4")
int connect4(struct bpf_sock_addr *ctx)
{
	return ctx->user_port != bpf_htons(port);
}

SEC("?cgroup_skb/egress")
int cgroup_egress(struct __sk_buff *skb)
{
	struct datagram datagram;

	if (!bpf_skb_load_bytes(skb, 0, &datagram, sizeof(datagram)) && is_mine(&datagram))
		__sync_fetch_and_add(&packets, 1);
	return 1;
}

SEC("?sockops")
int sockops(struct bpf_sock_ops *ctx)
{
	if (ctx->op == BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB && bpf_ntohl(ctx->remote_port) == port)
		__sync_fetch_and_add(&packets, 1);
	return 1;
}

SEC("?sk_lookup")
int sk_lookup(struct bpf_sk_lookup *ctx)
{
	return ctx->local_port == port ? SK_DROP : SK_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
