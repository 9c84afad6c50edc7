// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* Programs for what the processes of a control group do: each looks at one port, socket, option or device, and lets the rest be. */
#include <linux/bpf.h>
#include <linux/in.h>
#include <linux/in6.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

/* The port that is looked at, in the order of bytes of this machine. */
const volatile __u16 port;
/* The socket that is looked at. */
const volatile __u64 cookie;

/* Of raw sockets, which nobody else uses: RFC 3692. */
#define EXPERIMENTAL 253

#define SOL_IP 0
#define IP_TOS 1

__u32 calls;
/* Which of the programs of one hook was called first and last. */
__u32 first;
__u32 last;

static inline int called(void)
{
	__sync_fetch_and_add(&calls, 1);
	return 1;
}

/* Refuses the port. */
static inline int refuse(struct bpf_sock_addr *ctx)
{
	return ctx->user_port != bpf_htons(port);
}

/* Tells the next port instead. */
static inline int tell_another(struct bpf_sock_addr *ctx)
{
	if (ctx->user_port == bpf_htons(port))
		ctx->user_port = bpf_htons(port + 1);
	return 1;
}

#define ADDRESS(section, name, act)           \
	SEC("?cgroup/" section)               \
	int name(struct bpf_sock_addr *ctx)   \
	{                                     \
		return act(ctx);              \
	}

ADDRESS("bind4", bind4, refuse)
ADDRESS("bind6", bind6, refuse)
ADDRESS("connect4", connect4, refuse)
ADDRESS("connect6", connect6, refuse)
ADDRESS("sendmsg4", sendmsg4, refuse)
ADDRESS("sendmsg6", sendmsg6, refuse)
ADDRESS("recvmsg4", recvmsg4, tell_another)
ADDRESS("recvmsg6", recvmsg6, tell_another)
ADDRESS("getpeername4", getpeername4, tell_another)
ADDRESS("getpeername6", getpeername6, tell_another)
ADDRESS("getsockname4", getsockname4, tell_another)
ADDRESS("getsockname6", getsockname6, tell_another)

static inline int is_mine(struct bpf_sock_addr *ctx)
{
	return bpf_get_socket_cookie(ctx) == cookie;
}

static inline int refuse_socket(struct bpf_sock_addr *ctx)
{
	return !is_mine(ctx);
}

static inline int see_socket(struct bpf_sock_addr *ctx)
{
	return is_mine(ctx) ? called() : 1;
}

ADDRESS("connect_unix", connect_unix, refuse_socket)
ADDRESS("sendmsg_unix", sendmsg_unix, refuse_socket)
ADDRESS("recvmsg_unix", recvmsg_unix, see_socket)
ADDRESS("getpeername_unix", getpeername_unix, see_socket)
ADDRESS("getsockname_unix", getsockname_unix, see_socket)

SEC("?cgroup/post_bind4")
int post_bind4(struct bpf_sock *ctx)
{
	return ctx->src_port != port;
}

SEC("?cgroup/post_bind6")
int post_bind6(struct bpf_sock *ctx)
{
	return ctx->src_port != port;
}

SEC("?cgroup/sock_create")
int sock_create(struct bpf_sock *ctx)
{
	return ctx->protocol != EXPERIMENTAL;
}

SEC("?cgroup/sock_release")
int sock_release(struct bpf_sock *ctx)
{
	return ctx->protocol == EXPERIMENTAL ? called() : 1;
}

/* Refuses /dev/full. */
SEC("?cgroup/dev")
int device(struct bpf_cgroup_dev_ctx *ctx)
{
	return ctx->major != 1 || ctx->minor != 7;
}

/* Refuses a setting. */
SEC("?cgroup/sysctl")
int sysctl(struct bpf_sysctl *ctx)
{
	static const char setting[32] __attribute__((aligned(8))) = "kernel/printk_ratelimit_burst";
	char name[sizeof(setting)] __attribute__((aligned(8))) = {};
	const __u64 *wanted = (const __u64 *)setting, *found = (const __u64 *)name;

	bpf_sysctl_get_name(ctx, name, sizeof(name), 0);
	return found[0] != wanted[0] || found[1] != wanted[1] || found[2] != wanted[2] || found[3] != wanted[3];
}

static inline int is_tos(struct bpf_sockopt *ctx)
{
	return ctx->level == SOL_IP && ctx->optname == IP_TOS && ctx->sk->src_port == port;
}

/* Tells another type of service. */
SEC("?cgroup/getsockopt")
int getsockopt(struct bpf_sockopt *ctx)
{
	__u8 *value = ctx->optval;

	if (is_tos(ctx) && value + 1 <= (__u8 *)ctx->optval_end)
		*value = 0x28;
	return 1;
}

SEC("?cgroup/setsockopt")
int setsockopt(struct bpf_sockopt *ctx)
{
	return !is_tos(ctx);
}

/* Whether a datagram without IP options is for the port. */
static inline int is_for_port(struct __sk_buff *skb)
{
	__u16 destination = 0;

	return !bpf_skb_load_bytes(skb, 22, &destination, sizeof(destination)) &&
	       destination == bpf_htons(port);
}

SEC("?cgroup_skb/ingress")
int ingress(struct __sk_buff *skb)
{
	return is_for_port(skb) ? called() : 1;
}

static inline int called_as(struct __sk_buff *skb, __u32 who)
{
	if (is_for_port(skb)) {
		if (!first)
			first = who;
		last = who;
	}
	return 1;
}

SEC("?cgroup_skb/egress")
int egress_1(struct __sk_buff *skb)
{
	return called_as(skb, 1);
}

SEC("?cgroup_skb/egress")
int egress_2(struct __sk_buff *skb)
{
	return called_as(skb, 2);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
