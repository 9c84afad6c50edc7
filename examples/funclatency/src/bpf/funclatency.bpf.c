// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <coolbpf_filter.h>
#include <coolbpf_histogram.h>

COOLBPF_FILTER(filter);
/// A histogram for each process
const volatile bool each_process = false;
/* How many nanoseconds are one in the histogram. */
const volatile u64 unit = 1;

/* A call is known by its thread and its frame, so that those within each other are told apart, however many. */
struct call {
	u64 thread;
	u64 frame;
};

/* Since when calls run. Those that never return, as by longjmp, keep their room until their thread is as deep again. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 65536);
	__type(key, struct call);
	__type(value, u64);
} calls SEC(".maps");

struct process {
	struct coolbpf_log2 durations;
	char comm[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, u32);
	__type(value, struct process);
} processes SEC(".maps");

/* Calls whose begin there was no room for, and those whose process there was none for. */
u64 forgotten = 0;
u64 uncounted = 0;

/* Too large for the stack, and the same for all CPUs. */
static const struct process no_process;

SEC("uprobe")
int on_call(struct pt_regs *ctx)
{
	struct call call = { bpf_get_current_pid_tgid(), PT_REGS_SP(ctx) };
	u64 now = bpf_ktime_get_ns();

	if (coolbpf_wanted(filter) && bpf_map_update_elem(&calls, &call, &now, BPF_ANY))
		__sync_fetch_and_add(&forgotten, 1);
	return 0;
}

SEC("uretprobe")
int on_return(struct pt_regs *ctx)
{
	u64 now = bpf_ktime_get_ns(), *since, took;
	struct call call = { bpf_get_current_pid_tgid(), PT_REGS_SP(ctx) };
	struct process *process;
	u32 key = 0;

	if (!coolbpf_wanted(filter))
		return 0;
#ifdef bpf_target_x86
	/* The return has taken its address from the stack. */
	call.frame -= sizeof(u64);
#endif
	since = bpf_map_lookup_elem(&calls, &call);
	/* A child that was forked within the function returns, too, and has never called it. */
	if (!since)
		return 0;
	took = now - *since;
	bpf_map_delete_elem(&calls, &call);
	if (each_process)
		key = call.thread >> 32;
	process = bpf_map_lookup_elem(&processes, &key);
	if (!process) {
		bpf_map_update_elem(&processes, &key, &no_process, BPF_NOEXIST);
		process = bpf_map_lookup_elem(&processes, &key);
		if (!process) {
			__sync_fetch_and_add(&uncounted, 1);
			return 0;
		}
		bpf_get_current_comm(process->comm, sizeof(process->comm));
	}
	/* The clocks of two CPUs may differ. */
	if ((s64)took >= 0)
		coolbpf_log2_add(&process->durations, took / unit);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
