// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_core_read.h>

char path[64];

SEC("ksyscall/openat")
int BPF_KSYSCALL(open, int dfd, const char *filename, int flags, int mode)
{
	bpf_probe_read_user_str(path, sizeof(path), filename);
	return 0;
}

SEC("raw_tracepoint/sys_enter")
int BPF_PROG(enter, struct pt_regs *regs, long id)
{
	path[0] = PT_REGS_PARM1_CORE_SYSCALL(regs);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
