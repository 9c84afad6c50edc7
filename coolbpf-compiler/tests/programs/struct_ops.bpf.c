// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

u64 calls;

static struct inet_connection_sock *connection(struct sock *sk)
{
	return (struct inet_connection_sock *)sk;
}

SEC("struct_ops")
u32 BPF_PROG(coolbpf_ssthresh, struct sock *sk)
{
	struct tcp_sock *tp = (struct tcp_sock *)sk;

	calls++;
	return connection(sk)->icsk_ca_state == TCP_CA_Loss ? 2 : tp->snd_cwnd;
}

SEC("struct_ops")
void BPF_PROG(coolbpf_cong_avoid, struct sock *sk, u32 ack, u32 acked)
{
	tcp_reno_cong_avoid(sk, ack, acked);
}

SEC("struct_ops")
u32 BPF_PROG(coolbpf_undo_cwnd, struct sock *sk)
{
	return tcp_reno_undo_cwnd(sk);
}

SEC(".struct_ops")
struct tcp_congestion_ops coolbpf = {
	.ssthresh = (void *)coolbpf_ssthresh,
	.cong_avoid = (void *)coolbpf_cong_avoid,
	.undo_cwnd = (void *)coolbpf_undo_cwnd,
	.name = "bpf_coolbpf",
};

char LICENSE[] SEC("license") = "GPL";
