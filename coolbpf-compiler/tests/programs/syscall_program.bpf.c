// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct args {
	u64 value;
	int err;
};

SEC("syscall")
int call(struct args *ctx)
{
	union bpf_attr attr = {};

	attr.map_type = BPF_MAP_TYPE_ARRAY;
	attr.key_size = 4;
	attr.value_size = 8;
	attr.max_entries = 1;
	ctx->err = bpf_sys_bpf(BPF_MAP_CREATE, &attr, sizeof(attr));
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
