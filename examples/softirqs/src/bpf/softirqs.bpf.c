// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>
#include <coolbpf_histogram.h>

/// How long soft interrupts wait from when they are raised, and not how long they run
const volatile bool wait = false;
/// Count in nanoseconds
const volatile bool nanoseconds = false;

/* Soft interrupts have numbers below this: NR_SOFTIRQS is 10. */
#define HARD 16

/* Since when an interrupt waits or runs on this CPU, or 0: soft ones by their numbers, then the hard one. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, HARD + 1);
	__type(key, u32);
	__type(value, u64);
} since SEC(".maps");

struct interrupt {
	u32 is_hard;
	u32 number;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, struct interrupt);
	__type(value, struct coolbpf_log2);
} times SEC(".maps");

/* How many are not counted, as there was no room for so many numbers. */
u64 uncounted = 0;

/* Too large for the stack, and the same for all CPUs. */
static const struct coolbpf_log2 no_times;

static __always_inline int begins(u32 which)
{
	u64 *start = bpf_map_lookup_elem(&since, &which);

	if (start)
		*start = bpf_ktime_get_ns();
	return 0;
}

static __always_inline int ends(u32 which, struct interrupt interrupt)
{
	u64 *start = bpf_map_lookup_elem(&since, &which), took;
	struct coolbpf_log2 *histogram;

	if (!start || !*start)
		return 0;
	took = bpf_ktime_get_ns() - *start;
	*start = 0;
	histogram = bpf_map_lookup_elem(&times, &interrupt);
	if (!histogram) {
		bpf_map_update_elem(&times, &interrupt, &no_times, BPF_NOEXIST);
		histogram = bpf_map_lookup_elem(&times, &interrupt);
	}
	if (histogram)
		coolbpf_log2_add(histogram, nanoseconds ? took : took / 1000);
	else
		__sync_fetch_and_add(&uncounted, 1);
	return 0;
}

static __always_inline int soft_raised(u32 number)
{
	u64 *start = bpf_map_lookup_elem(&since, &number);

	/* What is raised again before it runs has waited since the first time. */
	return start && *start ? 0 : begins(number);
}

static __always_inline int soft_ends(u32 number)
{
	return ends(number, (struct interrupt){ .number = number });
}

static __always_inline int soft_begins(u32 number)
{
	return wait ? soft_ends(number) : begins(number);
}

static __always_inline int hard_begins(u32 number)
{
	return begins(HARD);
}

static __always_inline int hard_ends(u32 number)
{
	return ends(HARD, (struct interrupt){ .is_hard = true, .number = number });
}

/* Before Linux 4.17, there are only tracepoints, whose records have the number after the 8 bytes that all of them begin with. */
#define HOOK(NAME, ACTION)                                                                         \
	SEC("raw_tp/" #NAME) COOLBPF_ALTERNATIVE(NAME, raw_tp)                                     \
	int NAME##_by_raw_tp(struct bpf_raw_tracepoint_args *ctx)                                  \
	{                                                                                          \
		return ACTION(ctx->args[0]);                                                       \
	}                                                                                          \
	SEC("tracepoint/irq/" #NAME) COOLBPF_ALTERNATIVE(NAME, tracepoint)                         \
	int NAME##_by_tracepoint(const u32 *record)                                                \
	{                                                                                          \
		return ACTION(record[2]);                                                          \
	}

HOOK(softirq_raise, soft_raised)
HOOK(softirq_entry, soft_begins)
HOOK(softirq_exit, soft_ends)
HOOK(irq_handler_entry, hard_begins)
HOOK(irq_handler_exit, hard_ends)

char LICENSE[] SEC("license") = "Dual BSD/GPL";
