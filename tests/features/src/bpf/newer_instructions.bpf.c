#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
} calls SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_setpriority")
int on_setpriority(void *context)
{
	__u32 tid = bpf_get_current_pid_tgid();
	__u64 *count = bpf_map_lookup_elem(&calls, &tid);

	/* Of 32 bits, which v3 compares by instructions of its own. */
	if (count && tid > 1 && tid != 0x7fffffff)
		__sync_fetch_and_add(count, 1);
	return 0;
}
