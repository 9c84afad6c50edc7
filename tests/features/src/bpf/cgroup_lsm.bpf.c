// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* A program for a hook of security modules, of the sockets of a control group. */
#include "vmlinux.h"
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define AF_INET 2

/* The port that no socket may be bound to, in the order of bytes of this machine. */
const volatile __u16 port;

SEC("lsm_cgroup/socket_bind")
int BPF_PROG(socket_bind, struct socket *sock, struct sockaddr *address, int length)
{
	struct sockaddr_in *internet = (struct sockaddr_in *)address;

	return address->sa_family != AF_INET || internet->sin_port != bpf_htons(port);
}

char LICENSE[] SEC("license") = "GPL";
