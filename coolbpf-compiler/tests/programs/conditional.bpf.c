// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#ifdef __TARGET_ARCH_x86
#define SYSCALL(regs) ((regs)->orig_ax)
#else
#define SYSCALL(regs) (((struct user_pt_regs *)(regs))->regs[8])
#endif

#ifndef __VMLINUX_H__
struct pt_regs {
	unsigned long nothing;
};
#endif

u64 number;

SEC("tp_btf/sys_exit")
int BPF_PROG(on_exit, struct pt_regs *regs, long ret)
{
	number = SYSCALL(regs) + ret;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
