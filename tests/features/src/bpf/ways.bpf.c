// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <coolbpf.h>
#include "setpriority.h"

/* The number of setpriority(2). */
const volatile __u64 number;

__u64 entries;
__u32 parent;

static inline int entered(void)
{
	if (is_mine())
		__sync_fetch_and_add(&entries, 1);
	return 0;
}

/* A way that reads the kernel's structs, and one that doesn't. */

SEC("?tracepoint/syscalls/sys_enter_setpriority") COOLBPF_ALTERNATIVE(typed, types)
int typed_types(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	if (is_mine())
		parent = BPF_CORE_READ(task, real_parent, tgid);
	return entered();
}

SEC("?tracepoint/syscalls/sys_enter_setpriority") COOLBPF_ALTERNATIVE(typed, plain)
int typed_plain(void *ctx)
{
	return entered();
}

/* The calls of one system call, from what costs least. */

SEC("?tp_btf/sys_enter") COOLBPF_ALTERNATIVE(called, tp_btf)
int BPF_PROG(called_tp_btf, void *registers, long called)
{
	return called == number ? entered() : 0;
}

SEC("?raw_tp/sys_enter") COOLBPF_ALTERNATIVE(called, raw_tp)
int called_raw_tp(__u64 *arguments)
{
	return arguments[1] == number ? entered() : 0;
}

SEC("?ksyscall/setpriority") COOLBPF_ALTERNATIVE(called, ksyscall)
int called_ksyscall(void *ctx)
{
	return entered();
}

SEC("?kretsyscall/setpriority") COOLBPF_ALTERNATIVE(called, kretsyscall)
int called_kretsyscall(void *ctx)
{
	return entered();
}

SEC("?tracepoint/syscalls/sys_enter_setpriority") COOLBPF_ALTERNATIVE(called, tracepoint)
int called_tracepoint(void *ctx)
{
	return entered();
}

/* Ways whose targets the application sets, or that there is nothing of on any kernel. */

SEC("?fentry/no_such_function") COOLBPF_ALTERNATIVE(aimed, fentry)
int BPF_PROG(aimed_fentry)
{
	return entered();
}

SEC("?ksyscall/no_such_call") COOLBPF_ALTERNATIVE(aimed, ksyscall)
int aimed_ksyscall(void *ctx)
{
	return entered();
}

SEC("?kprobe.multi/no_such_function*") COOLBPF_ALTERNATIVE(aimed, pattern)
int aimed_pattern(void *ctx)
{
	return entered();
}

SEC("?kprobe.multi/no_such_function") COOLBPF_ALTERNATIVE(aimed, multi)
int aimed_multi(void *ctx)
{
	return entered();
}

SEC("?uprobe//proc/self/exe:no_such_function") COOLBPF_ALTERNATIVE(aimed, uprobe)
int aimed_uprobe(void *ctx)
{
	return entered();
}

SEC("?uprobe.multi//proc/self/exe:no_such_function*") COOLBPF_ALTERNATIVE(aimed, uprobes)
int aimed_uprobes(void *ctx)
{
	return entered();
}

SEC("?usdt//proc/self/exe:coolbpf_features:no_such_probe") COOLBPF_ALTERNATIVE(aimed, usdt)
int aimed_usdt(void *ctx)
{
	return entered();
}

SEC("?tracepoint/syscalls/sys_enter_setpriority") COOLBPF_ALTERNATIVE(aimed, tracepoint)
int aimed_tracepoint(void *ctx)
{
	return entered();
}

/* A function of another program, or a tracepoint. */

SEC("?fentry/no_such_function") COOLBPF_ALTERNATIVE(inner, program)
int BPF_PROG(inner_program)
{
	__sync_fetch_and_add(&entries, 1);
	return 0;
}

SEC("?tracepoint/syscalls/sys_enter_setpriority") COOLBPF_ALTERNATIVE(inner, tracepoint)
int inner_tracepoint(void *ctx)
{
	return entered();
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
