// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

SEC("cgroup/dev")
int device(struct bpf_cgroup_dev_ctx *ctx)
{
	u32 type = ctx->access_type & 0xffff;

	return type == BPF_DEVCG_DEV_CHAR && ctx->major == 1;
}

char LICENSE[] SEC("license") = "GPL";
