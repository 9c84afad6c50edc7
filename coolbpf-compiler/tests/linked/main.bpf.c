#include "shared.h"

char LICENSE[] SEC("license") = "GPL";

const volatile __u32 from_main = 1;
static volatile __u32 seen;
int total;

static __noinline int same_name(__u32 pid)
{
	seen += pid;
	return seen & 7;
}

/* second.bpf.c has another one, which is not weak. */
__weak int choice(void)
{
	return 1;
}

SEC("tp_btf/sched_process_exec")
int on_exec(__u64 *ctx)
{
	__u32 pid = bpf_get_current_pid_tgid() >> 32;
	struct count *count = bpf_map_lookup_elem(&counts, &pid);

	total += note(pid) + same_name(pid) + choice() + from_main;
	if (count)
		total += count->last;
	return 0;
}
