/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0 */
/* The system call that the tests make: setpriority(2), whose third argument is theirs to choose. */

/* The record of the tracepoint syscalls/sys_enter_setpriority. */
struct setpriority {
	__u64 common;
	__s64 number;
	__u64 which;
	__u64 who;
	__u64 nice;
};

/* The thread whose calls count. */
const volatile __u32 tid;

static inline int is_mine(void)
{
	return (__u32)bpf_get_current_pid_tgid() == tid;
}
