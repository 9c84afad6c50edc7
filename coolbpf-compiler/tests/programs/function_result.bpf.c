// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

u64 inode_number;
u32 links;

/* Only the result of a function that a member points to leads to struct inode. */
SEC("raw_tracepoint/sys_enter")
int look(struct bpf_raw_tracepoint_args *ctx)
{
	struct super_operations *operations = 0;
	typeof(operations->alloc_inode(0)) inode = (void *)ctx->args[0];

	inode_number = BPF_CORE_READ(inode, i_ino);
	links = BPF_CORE_READ(inode, i_nlink);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
