// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

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

SEC("raw_tracepoint/sys_exit")
int on_exit(struct bpf_raw_tracepoint_args *ctx)
{
	struct pt_regs *regs = (void *)ctx->args[0];

	number = __builtin_preserve_access_index(({ SYSCALL(regs); }));
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
