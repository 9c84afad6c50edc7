// SPDX-License-Identifier: GPL-2.0
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_core_read.h>

typedef struct {
	__u32 saddr;
	__u32 daddr;
	__u16 family;
	__u64 delta;
} conn_t;

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, 4);
	__uint(value_size, 4);
} output SEC(".maps");

SEC("kprobe/tcp_rcv_established")
int BPF_KPROBE(tcp_rcv, struct sock *sk)
{
	const struct inet_sock *inet = (struct inet_sock *)sk;
	struct tcp_sock *ts = (void *)sk;
	conn_t conn = {};

	BPF_CORE_READ_INTO(&conn.family, sk, __sk_common.skc_family);
	if (conn.family != 2)
		return 0;
	conn.saddr = BPF_CORE_READ(inet, inet_saddr);
	conn.daddr = BPF_CORE_READ(sk, __sk_common.skc_daddr);
	conn.delta = BPF_CORE_READ(ts, srtt_us) >> 3;
	bpf_perf_event_output(ctx, &output, BPF_F_CURRENT_CPU, &conn, sizeof(conn));
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
