#ifndef LINKED_H
#define LINKED_H

#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct linked_calls {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
};

/* Defined in linked_second.bpf.c. */
extern struct linked_calls calls SEC(".maps");

int note_call(__u32 tid);

#endif
