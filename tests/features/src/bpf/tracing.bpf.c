// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <linux/errno.h>
#include <linux/ptrace.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include "setpriority.h"

/* The number of setpriority(2). */
const volatile __u64 number;
/* The only nice value that programs refuse which may refuse. */
const volatile __s32 forbidden;

__u64 calls;
__s64 nice;
__s64 result;

static inline int called(__s64 value)
{
	if (is_mine()) {
		__sync_fetch_and_add(&calls, 1);
		nice = value;
	}
	return 0;
}

static inline int returned(__s64 value)
{
	if (is_mine()) {
		__sync_fetch_and_add(&calls, 1);
		result = value;
	}
	return 0;
}

static inline int refuse(__s64 value)
{
	return is_mine() && value == forbidden ? -EPERM : 0;
}

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int tracepoint(struct setpriority *ctx)
{
	return called((__s32)ctx->nice);
}

SEC("?raw_tp/sys_enter")
int raw_tracepoint(struct bpf_raw_tracepoint_args *ctx)
{
	return ctx->args[1] == number ? called(0) : 0;
}

SEC("?tp_btf/sys_enter")
int BPF_PROG(tp_btf, void *registers, long called_number)
{
	return called_number == number ? called(0) : 0;
}

SEC("?kprobe/security_task_setnice")
int BPF_KPROBE(kprobe, void *task, int value)
{
	return called(value);
}

SEC("?kretprobe/security_task_setnice")
int BPF_KRETPROBE(kretprobe, int value)
{
	return returned(value);
}

SEC("?kprobe.multi/security_task_set*ice")
int BPF_KPROBE(kprobe_multi, void *task, int value)
{
	return called(value);
}

SEC("?ksyscall/setpriority")
int ksyscall(void *ctx)
{
	return called(0);
}

SEC("?fentry/security_task_setnice")
int BPF_PROG(fentry, void *task, int value)
{
	return called(value);
}

SEC("?fexit/security_task_setnice")
int BPF_PROG(fexit, void *task, int value, int ret)
{
	called(value);
	return returned(ret);
}

SEC("?fmod_ret/security_task_setnice")
int BPF_PROG(fmod_ret, void *task, int value, int ret)
{
	return refuse(value);
}

SEC("?lsm/task_setnice")
int BPF_PROG(lsm, void *task, int value, int ret)
{
	return ret ? ret : refuse(value);
}

SEC("?perf_event")
int perf_event(void *ctx)
{
	__sync_fetch_and_add(&calls, 1);
	return 0;
}

SEC("?uprobe//proc/self/exe:coolbpf_features_called")
int BPF_UPROBE(uprobe, int value)
{
	return called(value);
}

SEC("?uretprobe")
int BPF_URETPROBE(uretprobe, int value)
{
	return returned(value);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
