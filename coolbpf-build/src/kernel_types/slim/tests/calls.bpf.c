/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Programs that ask for the kernel's types in functions that they call, and others that call functions which don't. */
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

static __noinline int asks(void *task)
{
	return BPF_CORE_READ((struct task_struct *)task, tgid);
}

static __noinline int asks_deep(void *task)
{
	return asks(task) + 1;
}

__noinline int asks_global(void)
{
	return asks((void *)bpf_get_current_task());
}

static __noinline int plain(int value)
{
	return value + bpf_get_prandom_u32();
}

static __noinline int plain_deep(int value)
{
	return plain(value) + plain(value + 1);
}

static int asks_each(__u32 index, void *context)
{
	return asks((void *)bpf_get_current_task()) == index;
}

static int plain_each(__u32 index, void *context)
{
	return plain(index) == index;
}

SEC("tp/sched/sched_process_exec") int reads(void *ctx)
{
	return BPF_CORE_READ((struct task_struct *)bpf_get_current_task(), pid);
}

SEC("tp/sched/sched_process_exec") int calls_deep(void *ctx)
{
	return asks_deep((void *)bpf_get_current_task());
}

SEC("tp/sched/sched_process_exec") int calls_global(void *ctx)
{
	return asks_global();
}

SEC("tp/sched/sched_process_exec") int calls_back(void *ctx)
{
	return bpf_loop(3, asks_each, (void *)0, 0);
}

SEC("tp/sched/sched_process_exec") int calls_plain(void *ctx)
{
	return plain_deep(1);
}

SEC("tp/sched/sched_process_exec") int calls_back_plain(void *ctx)
{
	return bpf_loop(3, plain_each, (void *)0, 0);
}

SEC("tp/sched/sched_process_exec") int calls_nothing(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
