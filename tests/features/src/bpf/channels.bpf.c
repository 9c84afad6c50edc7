// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>

/* As setpriority.h has it, but for a map in the place of a variable: kernels before 5.2 have no variables. */
struct setpriority {
	__u64 common;
	__s64 number;
	__u64 which;
	__u64 who;
	__u64 nice;
};

/*
 * The thread whose calls count, and how many did. They may be fewer than it made: the kernel leaves programs out on a CPU where a thread was
 * interrupted that changes a map.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__type(key, __u32);
	__type(value, __u32);
	__uint(max_entries, 2);
} mine SEC(".maps");

static __always_inline int is_mine(void)
{
	__u32 zero = 0, one = 1;
	__u32 *tid = bpf_map_lookup_elem(&mine, &zero), *calls;

	if (!tid || (__u32)bpf_get_current_pid_tgid() != *tid)
		return 0;
	calls = bpf_map_lookup_elem(&mine, &one);
	if (calls)
		__sync_fetch_and_add(calls, 1);
	return 1;
}

struct event {
	__u32 tid;
	__u32 nice;
	char comm[16];
};

/* More than a stack has. */
struct large {
	__u32 nice;
	__u32 length;
	__u8 bytes[6000];
};

struct tail {
	__u32 nice;
	__u32 length;
};

/* 64 KiB: a page where pages are largest. */
COOLBPF_EVENTS(events, struct event, 64 * 1024);
COOLBPF_EVENTS(large_events, struct large, 128 * 1024);
COOLBPF_EVENTS(tails, struct tail, 64 * 1024);

/* Sends an event for each call, but none for a priority of 7. */
SEC("tracepoint/syscalls/sys_enter_setpriority")
int send_event(struct setpriority *ctx)
{
	struct event *event;

	if (!is_mine())
		return 0;
	event = coolbpf_reserve(events);
	if (!event)
		return 0;
	event->nice = ctx->nice;
	if (event->nice == 7) {
		coolbpf_discard(events, event);
		return 0;
	}
	event->tid = bpf_get_current_pid_tgid();
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	coolbpf_submit(ctx, events, event);
	return 0;
}

/* The same from a function that is not inlined, where the kernel has such (Linux 4.16). */
static __noinline int send_from_function(struct setpriority *ctx, __u32 nice)
{
	struct event *event = coolbpf_reserve(events);

	if (!event)
		return 1;
	event->nice = nice;
	event->tid = bpf_get_current_pid_tgid();
	event->comm[0] = 'f';
	event->comm[1] = 0;
	coolbpf_submit(ctx, events, event);
	return 0;
}

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int send_by_function(struct setpriority *ctx)
{
	return is_mine() ? send_from_function(ctx, ctx->nice) : 0;
}

SEC("tracepoint/syscalls/sys_enter_setpriority")
int send_large(struct setpriority *ctx)
{
	struct large *event;

	if (!is_mine())
		return 0;
	event = coolbpf_reserve(large_events);
	if (!event)
		return 0;
	event->nice = ctx->nice;
	event->length = sizeof(event->bytes);
	event->bytes[0] = 1;
	event->bytes[sizeof(event->bytes) / 2] = 2;
	event->bytes[sizeof(event->bytes) - 1] = 3;
	coolbpf_submit(ctx, large_events, event);
	return 0;
}

/* As many bytes behind the struct as the priority says. */
SEC("tracepoint/syscalls/sys_enter_setpriority")
int send_tail(struct setpriority *ctx)
{
	struct {
		struct tail tail;
		char bytes[16];
	} event = { .bytes = "0123456789abcde" };
	__u64 length = ctx->nice;

	if (!is_mine() || length > sizeof(event.bytes))
		return 0;
	event.tail.nice = ctx->nice;
	event.tail.length = length;
	coolbpf_output(ctx, tails, &event, sizeof(event.tail) + length);
	return 0;
}

/* Two reservations at a time, which only a ring buffer has room for. */
SEC("?tracepoint/syscalls/sys_enter_setpriority")
int send_two(struct setpriority *ctx)
{
	struct event *first, *second;

	if (!is_mine())
		return 0;
	first = coolbpf_reserve(events);
	if (!first)
		return 0;
	second = coolbpf_reserve(events);
	if (second) {
		second->nice = 2;
		coolbpf_submit(ctx, events, second);
	}
	first->nice = 1;
	coolbpf_submit(ctx, events, first);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
