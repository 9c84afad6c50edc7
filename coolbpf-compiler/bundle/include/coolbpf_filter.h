/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_FILTER_H__
#define __COOLBPF_FILTER_H__

/*
 * Which tasks a tool is asked to watch. Include it after "vmlinux.h" or <linux/bpf.h>.
 *
 * COOLBPF_FILTER(NAME) declares the constant that the tool fills before it loads the program, and coolbpf_wanted(NAME)
 * tells whether the current task is one of those:
 *
 *	COOLBPF_FILTER(filter);
 *
 *	if (!coolbpf_wanted(filter))
 *		return 0;
 *
 *	open.rodata().filter.process = 1234;
 *	options.filter.fill(&mut open.rodata().filter)?;	// from a coolbpf::Filter
 *
 * What is left 0 wants all. The kernel knows the constant when it checks the program, so that what isn't asked for costs
 * nothing.
 *
 * After "vmlinux.h", control groups are found by CO-RE: that takes the kernel's types and bpf_probe_read_kernel(), works on
 * kernels before 4.18, too, and coolbpf_wanted_task(NAME, TASK) tells the same of any other task. After <linux/bpf.h>, they
 * are asked for by helpers, which tracing programs may call since 4.18, and 5.11 for `within`.
 */

#include <bpf/bpf_helpers.h>
#ifdef __VMLINUX_H__
#include <coolbpf_cgroup.h>
#endif

struct coolbpf_filter {
	/* A process, as the kernel's own PID namespace numbers it. */
	__u32 process;
	/* A thread, likewise. */
	__u32 thread;
	/* Whether only the user with the number `user` is wanted. */
	__u32 has_user;
	__u32 user;
	/* The number of a control group, for the tasks in it, not for those in its children. It is stat's st_ino since Linux 5.5. */
	__u64 cgroup;
	/* The same with its children; then `level` is how deep it is below the root of all, which is 0. */
	__u64 within;
	__u32 level;
	/* The start of what tasks call themselves (comm). */
	char comm[16];
	__u32 padding;
};

#define COOLBPF_FILTER(NAME) const volatile struct coolbpf_filter NAME

#define coolbpf_wanted(NAME) __coolbpf_wanted(&NAME)

static __always_inline _Bool __coolbpf_wanted_comm(const volatile struct coolbpf_filter *filter, const char *comm)
{
	int at;

#pragma unroll
	for (at = 0; at < (int)sizeof(filter->comm); at++) {
		char wanted = filter->comm[at];

		if (!wanted)
			break;
		if (wanted != comm[at])
			return 0;
	}
	return 1;
}

#ifdef __VMLINUX_H__

static __always_inline _Bool __coolbpf_wanted_cgroup(const volatile struct coolbpf_filter *filter, struct task_struct *task)
{
	if (filter->cgroup && filter->cgroup != coolbpf_cgroup_id(coolbpf_task_cgroup(task)))
		return 0;
	if (filter->within &&
	    filter->within != coolbpf_cgroup_ancestor_id(coolbpf_task_cgroup(task), filter->level))
		return 0;
	return 1;
}

/* Whether this task is wanted, whoever is running. */
#define coolbpf_wanted_task(NAME, TASK) __coolbpf_wanted_task(&NAME, TASK)

static __always_inline _Bool __coolbpf_wanted_task(const volatile struct coolbpf_filter *filter, struct task_struct *task)
{
	if (filter->process && filter->process != BPF_CORE_READ(task, tgid))
		return 0;
	if (filter->thread && filter->thread != BPF_CORE_READ(task, pid))
		return 0;
	if (filter->has_user && filter->user != BPF_CORE_READ(task, cred, uid.val))
		return 0;
	if (filter->comm[0]) {
		char comm[16] = {};

		BPF_CORE_READ_STR_INTO(&comm, task, comm);
		if (!__coolbpf_wanted_comm(filter, comm))
			return 0;
	}
	return __coolbpf_wanted_cgroup(filter, task);
}

#endif

static __always_inline _Bool __coolbpf_wanted(const volatile struct coolbpf_filter *filter)
{
	__u64 numbers = bpf_get_current_pid_tgid();

	if (filter->process && filter->process != numbers >> 32)
		return 0;
	if (filter->thread && filter->thread != (__u32)numbers)
		return 0;
	if (filter->has_user && filter->user != (__u32)bpf_get_current_uid_gid())
		return 0;
	if (filter->comm[0]) {
		char comm[16] = {};

		bpf_get_current_comm(comm, sizeof(comm));
		if (!__coolbpf_wanted_comm(filter, comm))
			return 0;
	}
#ifdef __VMLINUX_H__
	if (filter->cgroup || filter->within)
		return __coolbpf_wanted_cgroup(filter, (struct task_struct *)bpf_get_current_task());
#else
	if (filter->cgroup && filter->cgroup != bpf_get_current_cgroup_id())
		return 0;
	if (filter->within && filter->within != bpf_get_current_ancestor_cgroup_id(filter->level))
		return 0;
#endif
	return 1;
}

#endif /* __COOLBPF_FILTER_H__ */
