// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct flow_key {
	u32 remote_ip4;
	u32 remote_port;
};

struct {
	__uint(type, BPF_MAP_TYPE_SOCKHASH);
	__uint(max_entries, 1024);
	__type(key, struct flow_key);
	__type(value, int);
} sockets SEC(".maps");

SEC("sockops")
int on_sock(struct bpf_sock_ops *ctx)
{
	struct flow_key key = { ctx->remote_ip4, ctx->remote_port };

	if (ctx->op == BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB)
		bpf_sock_hash_update(ctx, &sockets, &key, BPF_NOEXIST);
	return 1;
}

SEC("sk_msg")
int verdict(struct sk_msg_md *msg)
{
	struct flow_key key = { msg->remote_ip4, msg->remote_port };

	return bpf_msg_redirect_hash(msg, &sockets, &key, BPF_F_INGRESS);
}

SEC("sk_skb/stream_parser")
int parse(struct __sk_buff *skb)
{
	return skb->len;
}

char LICENSE[] SEC("license") = "GPL";
