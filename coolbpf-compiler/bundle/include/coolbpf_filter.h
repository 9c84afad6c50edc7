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
 *	open.rodata().filter.comm = Chars::new("bash").unwrap();
 *
 * What is left 0 wants all. The kernel knows the constant when it checks the program, so that what isn't asked for costs
 * nothing.
 */

#include <bpf/bpf_helpers.h>

struct coolbpf_filter {
	/* A process, as the kernel's own PID namespace numbers it. */
	__u32 process;
	/* A thread, likewise. */
	__u32 thread;
	/* Whether only the user with the number `user` is wanted. */
	__u32 has_user;
	__u32 user;
	/* The number of a control group's directory (stat's st_ino), for the tasks in it, not for those in its children. Linux 4.18. */
	__u64 cgroup;
	/* The same with its children; then `level` is how deep it is below the root of all, which is 0. Linux 5.11 for tracing. */
	__u64 within;
	__u32 level;
	/* The start of what tasks call themselves (comm). */
	char comm[16];
	__u32 padding;
};

#define COOLBPF_FILTER(NAME) const volatile struct coolbpf_filter NAME

#define coolbpf_wanted(NAME) __coolbpf_wanted(&NAME)

static __always_inline _Bool __coolbpf_wanted(const volatile struct coolbpf_filter *filter)
{
	__u64 numbers = bpf_get_current_pid_tgid();

	if (filter->process && filter->process != numbers >> 32)
		return 0;
	if (filter->thread && filter->thread != (__u32)numbers)
		return 0;
	if (filter->has_user && filter->user != (__u32)bpf_get_current_uid_gid())
		return 0;
	if (filter->cgroup && filter->cgroup != bpf_get_current_cgroup_id())
		return 0;
	if (filter->within && filter->within != bpf_get_current_ancestor_cgroup_id(filter->level))
		return 0;
	if (filter->comm[0]) {
		char comm[16] = {};
		int at;

		bpf_get_current_comm(comm, sizeof(comm));
#pragma unroll
		for (at = 0; at < (int)sizeof(comm); at++) {
			if (!filter->comm[at])
				break;
			if (filter->comm[at] != comm[at])
				return 0;
		}
	}
	return 1;
}

#endif /* __COOLBPF_FILTER_H__ */
