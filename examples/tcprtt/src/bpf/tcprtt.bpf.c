// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <coolbpf.h>
#include <coolbpf_histogram.h>
#include <coolbpf_sock.h>

#define AF_INET 2

/* An address of IPv6, or of IPv4 as IPv6 has it. */
struct address {
	u32 words[4];
};

/* The only addresses to be watched; 0 for all. */
const volatile struct address local_address = {};
const volatile struct address remote_address = {};
/// Only connections of this port here; 0 for all
const volatile u16 local_port = 0;
/// Only connections to this port; 0 for all
const volatile u16 remote_port = 0;
/// A histogram for each remote address
const volatile bool each_remote = false;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	/* 0 where all have one histogram. */
	__type(key, struct address);
	/* In microseconds. */
	__type(value, struct coolbpf_log2);
} times SEC(".maps");

/* How many times are not counted, as there was no room for their address. */
u64 uncounted = 0;

/* Too large for the stack. */
static const struct coolbpf_log2 no_times;

static __always_inline void read_address(struct address *address, const u8 *bytes, u16 family)
{
	__builtin_memcpy(address, bytes, sizeof(*address));
	if (family == AF_INET) {
		address->words[3] = address->words[0];
		address->words[2] = bpf_htonl(0xffff);
		address->words[0] = 0;
	}
}

static __always_inline bool is_wanted(const volatile struct address *wanted, const struct address *address)
{
	int word;

	if (!wanted->words[0] && !wanted->words[1] && !wanted->words[2] && !wanted->words[3])
		return true;
#pragma unroll
	for (word = 0; word < 4; word++)
		if (wanted->words[word] != address->words[word])
			return false;
	return true;
}

/* A connection has received something, and with it perhaps what tells how long the way there and back takes. */
static __always_inline int received(struct sock *sk)
{
	/* The smoothed time, in eighths of a microsecond. */
	u32 time = BPF_CORE_READ((struct tcp_sock *)sk, srtt_us) >> 3;
	struct address here, there, key = {};
	struct coolbpf_log2 *times_there;
	struct coolbpf_ends ends;

	if (!time || coolbpf_sock_ends(sk, &ends))
		return 0;
	if ((local_port && local_port != ends.local_port) || (remote_port && remote_port != ends.remote_port))
		return 0;
	read_address(&here, ends.local, ends.family);
	read_address(&there, ends.remote, ends.family);
	if (!is_wanted(&local_address, &here) || !is_wanted(&remote_address, &there))
		return 0;
	if (each_remote)
		key = there;
	times_there = bpf_map_lookup_elem(&times, &key);
	if (!times_there) {
		bpf_map_update_elem(&times, &key, &no_times, BPF_NOEXIST);
		times_there = bpf_map_lookup_elem(&times, &key);
	}
	if (times_there)
		coolbpf_log2_add(times_there, time);
	else
		__sync_fetch_and_add(&uncounted, 1);
	return 0;
}

SEC("fentry/tcp_rcv_established") COOLBPF_ALTERNATIVE(received, fentry)
int BPF_PROG(on_received_fentry, struct sock *sk)
{
	return received(sk);
}

SEC("raw_tp/tcp_probe") COOLBPF_ALTERNATIVE(received, raw_tp)
int on_received_raw_tp(struct bpf_raw_tracepoint_args *ctx)
{
	return received((void *)ctx->args[0]);
}

SEC("kprobe/tcp_rcv_established") COOLBPF_ALTERNATIVE(received, kprobe)
int BPF_KPROBE(on_received_kprobe, struct sock *sk)
{
	return received(sk);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
