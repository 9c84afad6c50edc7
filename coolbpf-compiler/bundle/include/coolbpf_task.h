/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_TASK_H__
#define __COOLBPF_TASK_H__

/*
 * What a task is, whatever its kernel calls the fields. Include it after "vmlinux.h".
 *
 * All of it is CO-RE: it takes the kernel's types (Linux 5.4, or BTF that the program carries), and a program of a type
 * that may call bpf_probe_read_kernel().
 */

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* Before 2f064a59a11f (5.14), cf25e24db61c (5.5) and 2c4704756cab (4.19). */
struct pid_link___coolbpf {
	struct pid *pid;
} __attribute__((preserve_access_index));

struct task_struct___coolbpf_old {
	long state;
	__u64 real_start_time;
	struct pid_link___coolbpf pids[1];
} __attribute__((preserve_access_index));

/* The task's state as the kernel keeps it: 0 while it runs or waits for a CPU, else TASK_* bits. */
static __always_inline long coolbpf_task_state(struct task_struct *task)
{
	struct task_struct___coolbpf_old *old = (void *)task;

	if (bpf_core_field_exists(task->__state))
		return BPF_CORE_READ(task, __state);
	return BPF_CORE_READ(old, state);
}

/* When the task was started, in nanoseconds since the boot, with the time that the machine slept. */
static __always_inline __u64 coolbpf_task_start_time(struct task_struct *task)
{
	struct task_struct___coolbpf_old *old = (void *)task;

	if (bpf_core_field_exists(task->start_boottime))
		return BPF_CORE_READ(task, start_boottime);
	return BPF_CORE_READ(old, real_start_time);
}

/* How long ago the task was started, in nanoseconds, without the time that the machine slept. */
static __always_inline __u64 coolbpf_task_age(struct task_struct *task)
{
	return bpf_ktime_get_ns() - BPF_CORE_READ(task, start_time);
}

/* The process of the task's parent. */
static __always_inline __u32 coolbpf_task_parent(struct task_struct *task)
{
	return BPF_CORE_READ(task, real_parent, tgid);
}

/* Whether the task is a thread of the kernel. */
static __always_inline bool coolbpf_task_is_kernel_thread(struct task_struct *task)
{
	const __u32 pf_kthread = 0x00200000;

	return BPF_CORE_READ(task, flags) & pf_kthread;
}

/* What the task calls itself: its thread's number in the innermost PID namespace that it is in; 0 where it has ended. */
static __always_inline __u32 coolbpf_task_own_number(struct task_struct *task)
{
	struct task_struct___coolbpf_old *old = (void *)task;
	struct pid *pid;
	const void *number;
	__u32 own = 0, level;

	if (bpf_core_field_exists(task->thread_pid))
		pid = BPF_CORE_READ(task, thread_pid);
	else
		pid = BPF_CORE_READ(old, pids[0].pid);
	if (!pid)
		return 0;
	/* The kernel has 32 levels at most: MAX_PID_NS_LEVEL. */
	level = BPF_CORE_READ(pid, level) & 31;
	number = (const void *)pid + bpf_core_field_offset(struct pid, numbers) +
		 level * bpf_core_type_size(struct upid) + bpf_core_field_offset(struct upid, nr);
	bpf_probe_read_kernel(&own, sizeof(own), number);
	return own;
}

#endif /* __COOLBPF_TASK_H__ */
