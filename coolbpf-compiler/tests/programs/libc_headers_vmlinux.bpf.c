// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <bpf/bpf_helpers.h>

u32 refused;

SEC("cgroup/connect6")
int connect(struct bpf_sock_addr *ctx)
{
	struct in6_addr address;

	memset(&address, 0, sizeof(address));
	address.in6_u.u6_addr32[3] = ctx->user_ip6[3];
	if (ctx->user_family == AF_INET6 && ctx->type == SOCK_RAW && address.in6_u.u6_addr32[3] == 1)
		refused += EPERM;
	return 1;
}

char LICENSE[] SEC("license") = "GPL";
