// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <linux/bpf.h>
#include <linux/if_arp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

/* As programs do that were written against the C library's headers. */
struct peer {
	pid_t pid;
	struct in_addr address;
	uint16_t port;
	bool local;
};

struct peer last;

SEC("cgroup/connect4")
int connect(struct bpf_sock_addr *ctx)
{
	struct peer peer;

	memset(&peer, 0, sizeof(peer));
	if (ctx->user_family != AF_INET || ctx->type != SOCK_STREAM)
		return -EINVAL & 1;
	peer.pid = bpf_get_current_pid_tgid() >> 32;
	peer.address.s_addr = ctx->user_ip4;
	peer.port = bpf_ntohs(ctx->user_port);
	peer.local = peer.address.s_addr == bpf_htonl(INADDR_LOOPBACK);
	memcpy(&last, &peer, sizeof(last));
	return ctx->protocol == IPPROTO_TCP;
}

char LICENSE[] SEC("license") = "GPL";
