//! A program that samples stacks.

#[coolbpf::program]
pub mod sampler {
    const SOURCE: &str = r#"
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>
#include <coolbpf_stack.h>

/* The only process to be sampled. */
const volatile __u32 process = 0;

struct sample {
	__s64 user;
	__s64 files;
	__s64 kernel;
	char comm[16];
};

COOLBPF_EVENTS(samples, struct sample, 256 * 1024);
COOLBPF_STACKS(stacks, 1024);

/* The stacks of users, by build IDs. */
struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(map_flags, BPF_F_STACK_BUILD_ID);
	__uint(max_entries, 1024);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, COOLBPF_FRAMES * sizeof(struct bpf_stack_build_id));
} files SEC(".maps");

static __always_inline int take(void *ctx)
{
	struct sample *sample;

	if (bpf_get_current_pid_tgid() >> 32 != process)
		return 0;
	sample = coolbpf_reserve(samples);
	if (!sample)
		return 0;
	sample->user = coolbpf_user_stack(ctx, &stacks);
	sample->files = coolbpf_user_stack(ctx, &files);
	sample->kernel = coolbpf_kernel_stack(ctx, &stacks);
	bpf_get_current_comm(sample->comm, sizeof(sample->comm));
	coolbpf_submit(ctx, samples, sample);
	return 0;
}

SEC("?perf_event")
int on_clock(void *ctx)
{
	return take(ctx);
}

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int on_setpriority(void *ctx)
{
	return take(ctx);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
"#;
}
