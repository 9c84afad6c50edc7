#include "vmlinux.h"
#include <coolbpf.h>

SEC("raw_tp/sys_enter")
int fine(void *ctx)
{
	return 0;
}

SEC("raw_tp/sys_exit")
int reads_through_a_number(void *ctx)
{
	u64 *p = (u64 *)bpf_get_current_pid_tgid();

	return *p;
}

char LICENSE[] SEC("license") = "GPL";
