// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

/* Types behind prototypes: named here, or only mentioned by what is. */
void *ops, *read;

SEC("raw_tracepoint/sys_enter")
int look(struct bpf_raw_tracepoint_args *ctx)
{
	struct file *file = (void *)ctx->args[0];
	const struct file_operations *fops = BPF_CORE_READ(file, f_op);
	struct proto *proto = (void *)ctx->args[1];

	read = BPF_CORE_READ(fops, read_iter);
	ops = BPF_CORE_READ(proto, twsk_prot, twsk_slab);
	return bpf_core_type_id_kernel(struct proto_ops) != 0;
}

char LICENSE[] SEC("license") = "GPL";
