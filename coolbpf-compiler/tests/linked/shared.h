#ifndef SHARED_H
#define SHARED_H

#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

struct count {
	__u64 calls;
	__u32 last;
};

struct counts_map {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, struct count);
};

/* Defined in second.bpf.c. */
extern struct counts_map counts SEC(".maps");

int note(__u32 pid);
int parent_of_current(void);
int choice(void);

#endif
