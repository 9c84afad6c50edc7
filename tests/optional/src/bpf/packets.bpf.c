// SPDX-License-Identifier: MIT OR Apache-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>
#include <coolbpf_histogram.h>

enum direction { RECEIVED = 1, SENT };

struct flow {
	enum direction direction;
	u16 port;
	bool is_local;
	u8 : 8;
	char name[16];
};

struct traffic {
	u64 packets;
	u64 bytes;
};

struct packet {
	u32 length;
	s16 order;
	u8 kind : 3;
	u8 is_first : 1;
	char name[8];
	struct flow flow;
};

const volatile u32 step = 1;
u64 seen;
struct traffic total = { .packets = 40 };

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, struct flow);
	__type(value, struct traffic);
} flows SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 64);
	__type(key, u32);
	__type(value, u32);
} ports SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct coolbpf_log2);
} lengths SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 2);
	__type(key, u32);
	__type(value, struct coolbpf_linear);
} sizes SEC(".maps");

COOLBPF_EVENTS(sent, struct packet, 64 * 1024);

SEC("socket")
int on_packet(struct __sk_buff *context)
{
	struct coolbpf_linear *linear;
	struct coolbpf_log2 *log2;
	u32 first = 0, length = context->len;
	struct packet *packet;

	__sync_fetch_and_add(&seen, step);
	__sync_fetch_and_add(&total.packets, 1);
	log2 = bpf_map_lookup_elem(&lengths, &first);
	if (log2)
		coolbpf_log2_add(log2, length);
	linear = bpf_map_lookup_elem(&sizes, &first);
	if (linear)
		coolbpf_linear_add(linear, 64, 16, length);
	packet = coolbpf_reserve(sent);
	if (!packet)
		return 0;
	__builtin_memset(packet, 0, sizeof(*packet));
	packet->length = length;
	packet->order = -2;
	packet->kind = 5;
	packet->is_first = 1;
	packet->name[0] = 'e';
	packet->flow.direction = SENT;
	packet->flow.port = 443;
	packet->flow.is_local = true;
	coolbpf_submit(context, sent, packet);
	return 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
