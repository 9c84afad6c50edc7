// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_endian.h>

SEC("iter/tcp")
int dump_tcp(struct bpf_iter__tcp *ctx)
{
	struct sock_common *common = ctx->sk_common;
	struct tcp_sock *tcp;

	if (!common)
		return 0;
	tcp = bpf_skc_to_tcp_sock(common);
	if (tcp)
		BPF_SEQ_PRINTF(ctx->meta->seq, "%d %d %d\n", bpf_ntohs(common->skc_dport),
			       tcp->srtt_us >> 3, tcp->inet_conn.icsk_ca_ops->flags);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
