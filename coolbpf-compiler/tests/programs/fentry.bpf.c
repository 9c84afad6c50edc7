// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

u64 hits;

SEC("fentry/vfs_unlink")
int BPF_PROG(on_unlink, struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry)
{
	if (dentry->d_inode->i_sb->s_magic == 0xef53 && dir->i_nlink)
		hits += dentry->d_name.len;
	return 0;
}

SEC("fexit/vfs_unlink")
int BPF_PROG(after_unlink, struct mnt_idmap *idmap, struct inode *dir, struct dentry *dentry,
	     struct delegated_inode *delegated, int ret)
{
	hits -= ret;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
