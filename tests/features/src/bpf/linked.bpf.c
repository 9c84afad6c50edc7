#include "linked.h"

char LICENSE[] SEC("license") = "GPL";

/* linked_second.bpf.c has another function of this name. */
static __noinline int is_wanted(__u32 tid)
{
	return bpf_map_lookup_elem(&calls, &tid) != 0;
}

SEC("tracepoint/syscalls/sys_enter_setpriority")
int on_setpriority(void *context)
{
	__u32 tid = bpf_get_current_pid_tgid();

	return is_wanted(tid) ? note_call(tid) : 0;
}
