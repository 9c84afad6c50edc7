// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>

/* The process whose calls count. */
const volatile __u32 pid;

struct call {
	__u64 at;
	__u32 thread;
};

COOLBPF_EVENTS(events, struct call, 256 * 1024);

SEC("tracepoint/syscalls/sys_enter_getppid")
int on_getppid(void *ctx)
{
	__u64 id = bpf_get_current_pid_tgid();
	struct call *call;

	if (id >> 32 != pid)
		return 0;
	call = coolbpf_reserve(events);
	if (!call)
		return 0;
	call->at = bpf_ktime_get_ns();
	call->thread = id;
	coolbpf_submit(ctx, events, call);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
