#include "vmlinux.h"
#include <coolbpf.h>

/* The program that the README's section on steps is about. */

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, u32);
	__type(value, u64);
} counts SEC(".maps");

const volatile u64 min_us;
u64 exits;

/* Counts what the current process does, by its id. */
static __always_inline void count(void)
{
	u32 pid = bpf_get_current_pid_tgid() >> 32;
	u64 one = 1, *times = bpf_map_lookup_elem(&counts, &pid);

	if (times)
		__sync_fetch_and_add(times, 1);
	else
		bpf_map_update_elem(&counts, &pid, &one, BPF_ANY);
}

SEC("raw_tp/sched_process_exec")
int on_exec(void *ctx)
{
	count();
	return 0;
}

SEC("raw_tp/sched_process_fork")
int on_fork(void *ctx)
{
	count();
	return 0;
}

SEC("raw_tp/sched_process_exit")
int on_exit(void *ctx)
{
	if (bpf_ktime_get_ns() / 1000 >= min_us)
		__sync_fetch_and_add(&exits, 1);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
