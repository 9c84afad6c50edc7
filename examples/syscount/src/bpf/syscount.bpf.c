// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <coolbpf_filter.h>

COOLBPF_FILTER(filter);
/// Count for each process
const volatile bool each_process = false;
/// Count only calls that fail
const volatile bool failed = false;

/* A system call that a thread is in. */
struct begun {
	u64 at;
	u64 number;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 65536);
	__type(key, u32);
	__type(value, struct begun);
} threads SEC(".maps");

struct what {
	u32 process;
	u32 call;
};

struct count {
	u64 calls;
	u64 failures;
	u64 nanoseconds;
	char comm[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 65536);
	__type(key, struct what);
	__type(value, struct count);
} counts SEC(".maps");

/* How many calls are not counted, as there was no room for their process. */
u64 uncounted = 0;

/* Whether a program of 32 bits calls, whose numbers mean other calls. */
static __always_inline bool is_of_32_bits(struct pt_regs *regs)
{
#if defined(__TARGET_ARCH_x86)
	const u16 user32_cs = 0x23;

	return (u16)BPF_CORE_READ(regs, cs) == user32_cs;
#else
	const u64 mode32 = 0x10;

	return BPF_CORE_READ((struct user_pt_regs *)regs, pstate) & mode32;
#endif
}

SEC("raw_tp/sys_enter")
int on_enter(struct bpf_raw_tracepoint_args *ctx)
{
	u32 thread = bpf_get_current_pid_tgid();
	struct begun begun = { .at = bpf_ktime_get_ns(), .number = ctx->args[1] };

	if (coolbpf_wanted(filter) && !is_of_32_bits((void *)ctx->args[0]))
		bpf_map_update_elem(&threads, &thread, &begun, BPF_ANY);
	return 0;
}

SEC("raw_tp/sys_exit")
int on_exit(struct bpf_raw_tracepoint_args *ctx)
{
	u64 numbers = bpf_get_current_pid_tgid();
	u32 thread = numbers;
	bool has_failed = (s64)ctx->args[1] < 0 && (s64)ctx->args[1] >= -4095;
	struct begun *begun = bpf_map_lookup_elem(&threads, &thread);
	struct count *count, none = {};
	struct what what = {};
	u64 took;

	if (!begun)
		return 0;
	took = bpf_ktime_get_ns() - begun->at;
	what.call = begun->number;
	bpf_map_delete_elem(&threads, &thread);
	if (failed && !has_failed)
		return 0;
	if (each_process)
		what.process = numbers >> 32;
	count = bpf_map_lookup_elem(&counts, &what);
	if (!count) {
		bpf_get_current_comm(none.comm, sizeof(none.comm));
		bpf_map_update_elem(&counts, &what, &none, BPF_NOEXIST);
		count = bpf_map_lookup_elem(&counts, &what);
		if (!count) {
			__sync_fetch_and_add(&uncounted, 1);
			return 0;
		}
	}
	__sync_fetch_and_add(&count->calls, 1);
	__sync_fetch_and_add(&count->failures, has_failed);
	__sync_fetch_and_add(&count->nanoseconds, took);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
