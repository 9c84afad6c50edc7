/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_SOCK_H__
#define __COOLBPF_SOCK_H__

/*
 * Sockets, whatever the kernel calls their fields. Include it after "vmlinux.h".
 *
 * All of it is CO-RE: it takes the kernel's types (Linux 5.4, or BTF that the program carries), and a program of a type
 * that may call bpf_probe_read_kernel().
 */

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* Both ends of a connection, as they are on this host. */
struct coolbpf_ends {
	/* In the order of the network; the first 4 bytes where `family` is AF_INET (2), all where it is AF_INET6 (10). */
	__u8 local[16];
	__u8 remote[16];
	__u16 local_port;
	__u16 remote_port;
	__u16 family;
	__u16 protocol;
};

/* The number of the protocol, such as IPPROTO_TCP (6). A bit field before bf9765145b85 (5.6). */
static __always_inline __u16 coolbpf_sock_protocol(struct sock *sk)
{
	return BPF_CORE_READ_BITFIELD_PROBED(sk, sk_protocol);
}

/* SOCK_STREAM (1), SOCK_DGRAM (2) and so on. */
static __always_inline __u16 coolbpf_sock_type(struct sock *sk)
{
	return BPF_CORE_READ_BITFIELD_PROBED(sk, sk_type);
}

/* The state of a connection, such as TCP_ESTABLISHED (1) and TCP_LISTEN (10). */
static __always_inline __u8 coolbpf_sock_state(struct sock *sk)
{
	return BPF_CORE_READ(sk, __sk_common.skc_state);
}

/* What went wrong and was not told yet, as an error's number: ECONNREFUSED (111) of a connection that is refused, 0 of others. */
static __always_inline int coolbpf_sock_error(struct sock *sk)
{
	return BPF_CORE_READ(sk, sk_err);
}

/* The number of the network namespace, which is that of /proc/PID/ns/net; 0 where the kernel has none. */
static __always_inline __u32 coolbpf_sock_namespace(struct sock *sk)
{
	if (!bpf_core_field_exists(sk->__sk_common.skc_net.net))
		return 0;
	return BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
}

/*
 * Where a socket of IPv4 or IPv6 is bound and what it is connected to. Ports are plain numbers. Returns 0, or -1 for
 * sockets of other families, of which `ends` says the family only.
 */
static __always_inline int coolbpf_sock_ends(struct sock *sk, struct coolbpf_ends *ends)
{
	const __u16 af_inet = 2, af_inet6 = 10;

	__builtin_memset(ends, 0, sizeof(*ends));
	ends->family = BPF_CORE_READ(sk, __sk_common.skc_family);
	ends->protocol = coolbpf_sock_protocol(sk);
	if (ends->family == af_inet) {
		BPF_CORE_READ_INTO((__be32 *)ends->local, sk, __sk_common.skc_rcv_saddr);
		BPF_CORE_READ_INTO((__be32 *)ends->remote, sk, __sk_common.skc_daddr);
	} else if (ends->family == af_inet6 && bpf_core_field_exists(sk->__sk_common.skc_v6_daddr)) {
		BPF_CORE_READ_INTO(&ends->local, sk, __sk_common.skc_v6_rcv_saddr);
		BPF_CORE_READ_INTO(&ends->remote, sk, __sk_common.skc_v6_daddr);
	} else {
		return -1;
	}
	ends->local_port = BPF_CORE_READ(sk, __sk_common.skc_num);
	ends->remote_port = __builtin_bswap16(BPF_CORE_READ(sk, __sk_common.skc_dport));
	return 0;
}

#endif /* __COOLBPF_SOCK_H__ */
