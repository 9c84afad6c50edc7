// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define EPERM 1

const volatile u32 guarded_uid;

SEC("lsm/bprm_check_security")
int BPF_PROG(check, struct linux_binprm *bprm, int ret)
{
	if (ret)
		return ret;
	if (bprm->cred->uid.val == guarded_uid && bprm->file->f_inode->i_mode & 04000)
		return -EPERM;
	return 0;
}

SEC("lsm.s/file_open")
int BPF_PROG(opened, struct file *file)
{
	char name[64];

	return bpf_path_d_path(&file->f_path, name, sizeof(name)) < 0 ? 0 : 0;
}

char LICENSE[] SEC("license") = "GPL";
