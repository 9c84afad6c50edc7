//! Stacks that are told by the files that their calls are in.

/// Stacks of build IDs, of the thread that changes its own niceness.
#[coolbpf::program]
pub mod build_ids {
    const SOURCE: &str = r#"
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u32 tid = 0;

__s64 stack_id = -1;

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(map_flags, BPF_F_STACK_BUILD_ID);
	__uint(max_entries, 64);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, 32 * sizeof(struct bpf_stack_build_id));
} stacks SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_setpriority")
int on_setpriority(void *ctx)
{
	if ((__u32)bpf_get_current_pid_tgid() == tid)
		stack_id = bpf_get_stackid(ctx, &stacks, BPF_F_USER_STACK);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
"#;
}
