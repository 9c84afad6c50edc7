// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

/* Clang has this from version 15 on. */
struct block_device___with_partno {
	u8 bd_partno;
} __attribute__((preserve_access_index));

int matches;

SEC("raw_tracepoint/sys_enter")
int look(void *ctx)
{
	if (bpf_core_type_matches(struct bpf_iter_num))
		matches++;
	if (bpf_core_type_matches(struct block_device___with_partno))
		matches++;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
