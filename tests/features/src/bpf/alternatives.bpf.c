// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <linux/ptrace.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <coolbpf.h>
#include "setpriority.h"

/* The number of setpriority(2). */
const volatile __u64 number;

__u64 entries;
__u64 returns;

static inline int entered(void)
{
	if (is_mine())
		__sync_fetch_and_add(&entries, 1);
	return 0;
}

static inline int returned(void)
{
	if (is_mine())
		__sync_fetch_and_add(&returns, 1);
	return 0;
}

/* Programs of different hooks, some of them more than one to a way. */

SEC("fentry/security_task_setnice") COOLBPF_ALTERNATIVE(nice, fentry)
int BPF_PROG(nice_fentry, void *task, int value)
{
	return entered();
}

SEC("fexit/security_task_setnice") COOLBPF_ALTERNATIVE(nice, fentry)
int BPF_PROG(nice_fexit, void *task, int value, int ret)
{
	return returned();
}

SEC("kprobe/security_task_setnice") COOLBPF_ALTERNATIVE(nice, kprobe)
int BPF_KPROBE(nice_kprobe, void *task, int value)
{
	return entered();
}

SEC("kretprobe/security_task_setnice") COOLBPF_ALTERNATIVE(nice, kprobe)
int BPF_KRETPROBE(nice_kretprobe, int value)
{
	return returned();
}

SEC("tracepoint/syscalls/sys_enter_setpriority") COOLBPF_ALTERNATIVE(nice, tracepoint)
int nice_enter(void *ctx)
{
	return entered();
}

SEC("tracepoint/syscalls/sys_exit_setpriority") COOLBPF_ALTERNATIVE(nice, tracepoint)
int nice_exit(void *ctx)
{
	return returned();
}

/* A map that older kernels lack, and that one way alone uses. */

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u64);
} per_task SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} per_thread SEC(".maps");

SEC("?tp_btf/sys_enter") COOLBPF_ALTERNATIVE(stored, storage)
int BPF_PROG(stored_storage, void *registers, long called)
{
	__u64 *count;

	if (called != number || !is_mine())
		return 0;
	count = bpf_task_storage_get(&per_task, bpf_get_current_task_btf(), 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (count && ++*count)
		__sync_fetch_and_add(&entries, 1);
	return 0;
}

SEC("?tracepoint/syscalls/sys_enter_setpriority") COOLBPF_ALTERNATIVE(stored, hash)
int stored_hash(void *ctx)
{
	__u32 thread = bpf_get_current_pid_tgid();
	__u64 one = 1;

	if (is_mine() && !bpf_map_update_elem(&per_thread, &thread, &one, BPF_ANY))
		__sync_fetch_and_add(&entries, 1);
	return 0;
}

/* A helper that older kernels lack. */

SEC("?tracepoint/syscalls/sys_enter_setpriority") COOLBPF_ALTERNATIVE(compared, strncmp)
int compared_strncmp(void *ctx)
{
	char comm[16] = {};

	bpf_get_current_comm(comm, sizeof(comm));
	return bpf_strncmp(comm, sizeof(comm), "") ? entered() : 0;
}

SEC("?tracepoint/syscalls/sys_enter_setpriority") COOLBPF_ALTERNATIVE(compared, plain)
int compared_plain(void *ctx)
{
	return entered();
}

/* A function that exists and that kprobes are not allowed on, so that the program loads. */

SEC("?kprobe/notify_die") COOLBPF_ALTERNATIVE(forbidden, kprobe)
int forbidden_kprobe(void *ctx)
{
	return entered();
}

SEC("?tracepoint/syscalls/sys_enter_setpriority") COOLBPF_ALTERNATIVE(forbidden, tracepoint)
int forbidden_tracepoint(void *ctx)
{
	return entered();
}

/* One probe of many functions, and one of one. */

SEC("?kprobe.multi/security_task_set*ice") COOLBPF_ALTERNATIVE(many, multi)
int many_multi(void *ctx)
{
	return entered();
}

SEC("?kprobe/security_task_setnice") COOLBPF_ALTERNATIVE(many, single)
int many_single(void *ctx)
{
	return entered();
}

SEC("?uprobe.multi//proc/self/exe:coolbpf_features_alter*") COOLBPF_ALTERNATIVE(user, multi)
int user_multi(void *ctx)
{
	return entered();
}

SEC("?uprobe//proc/self/exe:coolbpf_features_alternative") COOLBPF_ALTERNATIVE(user, single)
int user_single(void *ctx)
{
	return entered();
}

/* Nothing of this is on any kernel. */

SEC("?fentry/no_such_function") COOLBPF_ALTERNATIVE(nowhere, fentry)
int BPF_PROG(nowhere_fentry)
{
	return 0;
}

SEC("?kprobe/no_such_function") COOLBPF_ALTERNATIVE(nowhere, kprobe)
int nowhere_kprobe(void *ctx)
{
	return 0;
}

SEC("?raw_tp/no_such_tracepoint") COOLBPF_ALTERNATIVE(nowhere, raw_tp)
int nowhere_raw_tp(void *ctx)
{
	return 0;
}

SEC("?tracepoint/no/such_tracepoint") COOLBPF_ALTERNATIVE(nowhere, tracepoint)
int nowhere_tracepoint(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
