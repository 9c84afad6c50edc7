// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <coolbpf_stack.h>

/* The process that is watched. */
const volatile u32 process = 0;
/// Only allocations of so many bytes or more
const volatile u64 at_least = 0;

/* What was allocated before belongs to the program that the process was then. */
u64 started_at = 0;
/* Whether any function has been called since. */
u32 is_called = 0;
/* Allocations that there was no room for, and stacks that there was none for. */
u64 lost = 0;
u64 without_stack = 0;

struct allocation {
	u64 bytes;
	u64 at;
	s64 stack;
};

/* By address. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1048576);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, u64);
	__type(value, struct allocation);
} allocations SEC(".maps");

/* Functions that allocate call each other, as realloc does malloc. */
enum function {
	MALLOC,
	CALLOC,
	REALLOC,
	REALLOCARRAY,
	ALIGNED_ALLOC,
	MEMALIGN,
	POSIX_MEMALIGN,
};

struct call {
	u64 thread;
	u64 function;
};

struct asked {
	u64 bytes;
	/* Where posix_memalign puts the address. */
	u64 place;
	/* What realloc gives up. */
	u64 old_address;
	struct allocation old;
};

/* The calls that have not returned. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16384);
	__type(key, struct call);
	__type(value, struct asked);
} calls SEC(".maps");

COOLBPF_STACKS(stacks, 32768);

static __always_inline bool is_watched(void)
{
	return bpf_get_current_pid_tgid() >> 32 == process;
}

static __always_inline int begins(enum function function, struct asked *asked)
{
	struct call call = { bpf_get_current_pid_tgid(), function };
	struct allocation *old;

	if (!is_watched())
		return 0;
	is_called = 1;
	if (asked->old_address) {
		/* At once: another thread may be given the address before this call returns. */
		old = bpf_map_lookup_elem(&allocations, &asked->old_address);
		if (old) {
			asked->old = *old;
			bpf_map_delete_elem(&allocations, &asked->old_address);
		}
	}
	if (bpf_map_update_elem(&calls, &call, asked, BPF_ANY))
		__sync_fetch_and_add(&lost, 1);
	return 0;
}

static __always_inline int ends(void *ctx, enum function function, u64 result)
{
	struct call call = { bpf_get_current_pid_tgid(), function };
	struct asked *found = bpf_map_lookup_elem(&calls, &call), asked;
	struct allocation allocation = {};

	if (!found)
		return 0;
	asked = *found;
	bpf_map_delete_elem(&calls, &call);
	if (asked.place) {
		/* It returns an error's number. */
		if ((u32)result || bpf_probe_read_user(&result, sizeof(result), (void *)asked.place))
			return 0;
	}
	if (!result) {
		/* Nothing became of it, so realloc has kept what was there; or it was to free it. */
		if (asked.old.at && asked.bytes)
			bpf_map_update_elem(&allocations, &asked.old_address, &asked.old, BPF_ANY);
		return 0;
	}
	if (asked.bytes < at_least)
		return 0;
	allocation.bytes = asked.bytes;
	allocation.at = bpf_ktime_get_ns();
	/* When it has returned, the caller's frame is the innermost. */
	allocation.stack = coolbpf_user_stack(ctx, &stacks);
	/* -EEXIST: another stack has its place. Other errors mean that there is none. */
	if (allocation.stack == -17)
		__sync_fetch_and_add(&without_stack, 1);
	if (bpf_map_update_elem(&allocations, &result, &allocation, BPF_ANY))
		__sync_fetch_and_add(&lost, 1);
	return 0;
}

SEC("uprobe")
int BPF_UPROBE(enter_malloc, u64 bytes)
{
	struct asked asked = { .bytes = bytes };

	return begins(MALLOC, &asked);
}

SEC("uretprobe")
int BPF_URETPROBE(leave_malloc, u64 result)
{
	return ends(ctx, MALLOC, result);
}

SEC("uprobe")
int BPF_UPROBE(enter_calloc, u64 count, u64 bytes)
{
	struct asked asked = { .bytes = count * bytes };

	return begins(CALLOC, &asked);
}

SEC("uretprobe")
int BPF_URETPROBE(leave_calloc, u64 result)
{
	return ends(ctx, CALLOC, result);
}

SEC("uprobe")
int BPF_UPROBE(enter_realloc, u64 old, u64 bytes)
{
	struct asked asked = { .bytes = bytes, .old_address = old };

	return begins(REALLOC, &asked);
}

SEC("uretprobe")
int BPF_URETPROBE(leave_realloc, u64 result)
{
	return ends(ctx, REALLOC, result);
}

SEC("uprobe")
int BPF_UPROBE(enter_reallocarray, u64 old, u64 count, u64 bytes)
{
	struct asked asked = { .bytes = count * bytes, .old_address = old };

	return begins(REALLOCARRAY, &asked);
}

SEC("uretprobe")
int BPF_URETPROBE(leave_reallocarray, u64 result)
{
	return ends(ctx, REALLOCARRAY, result);
}

SEC("uprobe")
int BPF_UPROBE(enter_aligned_alloc, u64 alignment, u64 bytes)
{
	struct asked asked = { .bytes = bytes };

	return begins(ALIGNED_ALLOC, &asked);
}

SEC("uretprobe")
int BPF_URETPROBE(leave_aligned_alloc, u64 result)
{
	return ends(ctx, ALIGNED_ALLOC, result);
}

SEC("uprobe")
int BPF_UPROBE(enter_memalign, u64 alignment, u64 bytes)
{
	struct asked asked = { .bytes = bytes };

	return begins(MEMALIGN, &asked);
}

SEC("uretprobe")
int BPF_URETPROBE(leave_memalign, u64 result)
{
	return ends(ctx, MEMALIGN, result);
}

SEC("uprobe")
int BPF_UPROBE(enter_posix_memalign, u64 place, u64 alignment, u64 bytes)
{
	struct asked asked = { .bytes = bytes, .place = place };

	return begins(POSIX_MEMALIGN, &asked);
}

SEC("uretprobe")
int BPF_URETPROBE(leave_posix_memalign, u64 result)
{
	return ends(ctx, POSIX_MEMALIGN, result);
}

SEC("uprobe")
int BPF_UPROBE(enter_free, u64 address)
{
	if (is_watched()) {
		is_called = 1;
		bpf_map_delete_elem(&allocations, &address);
	}
	return 0;
}

SEC("tracepoint/sched/sched_process_exec")
int on_exec(void *ctx)
{
	if (is_watched()) {
		started_at = bpf_ktime_get_ns();
		is_called = 0;
	}
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
