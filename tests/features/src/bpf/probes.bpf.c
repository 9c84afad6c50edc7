// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* Probes of entries and returns, and the numbers that they are attached with. */
#include <linux/bpf.h>
#include <linux/ptrace.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include "setpriority.h"

__u64 calls;
__u64 cookie;

static inline int called(void)
{
	if (is_mine())
		__sync_fetch_and_add(&calls, 1);
	return 0;
}

static inline int told(void *ctx)
{
	if (is_mine()) {
		cookie = bpf_get_attach_cookie(ctx);
		__sync_fetch_and_add(&calls, 1);
	}
	return 0;
}

#define PROBE(section, name, act)          \
	SEC("?" section)                   \
	int name(struct pt_regs *ctx)      \
	{                                  \
		return act;                \
	}

PROBE("kretprobe.multi", kretprobe_multi, called())
PROBE("kprobe.multi", kprobe_multi_cookie, told(ctx))
PROBE("kprobe.session", kprobe_session, called())
PROBE("kretsyscall", kretsyscall, called())
PROBE("uretprobe", uretprobe, called())
PROBE("uretprobe.multi", uretprobe_multi, called())
PROBE("uprobe.multi", uprobe_multi_cookie, told(ctx))
PROBE("uprobe.session", uprobe_session, called())
PROBE("uprobe.session.s", uprobe_session_s, called())

SEC("?fentry/security_task_setnice")
int BPF_PROG(fentry, void *task, int value)
{
	return told(ctx);
}

SEC("?tp_btf/sys_enter")
int BPF_PROG(tp_btf, void *registers, long number)
{
	return told(ctx);
}

SEC("?fsession/security_task_setnice")
int BPF_PROG(fsession, void *task, int value)
{
	return called();
}

SEC("?lsm/task_setnice")
int BPF_PROG(lsm, void *task, int value, int ret)
{
	told(ctx);
	return ret;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
