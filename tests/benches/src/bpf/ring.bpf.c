// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
// Fills a ring buffer without waking anybody, when it is run for a test.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

/* 32 bytes in the ring, with the header. */
struct record {
	__u64 number;
	__u64 time;
	__u64 value;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} records SEC(".maps");

SEC("socket")
int fill(struct __sk_buff *skb)
{
	for (int i = 0; i < 1024; i++) {
		struct record *record = bpf_ringbuf_reserve(&records, sizeof(*record), 0);

		if (!record)
			return i;
		record->number = i;
		record->time = 7;
		record->value = i ^ 0x55;
		bpf_ringbuf_submit(record, BPF_RB_NO_WAKEUP);
	}
	return 1024;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
