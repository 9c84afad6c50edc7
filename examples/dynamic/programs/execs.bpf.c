// SPDX-License-Identifier: MIT OR Apache-2.0
// Each program that is started, by whom, and how often by each user.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>

#include "execs.h"

const volatile u32 min_uid;
u64 started;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, struct who);
	__type(value, u64);
} counts SEC(".maps");

COOLBPF_EVENTS(events, struct event, 256 * 1024);

SEC("tracepoint/sched/sched_process_exec")
int on_exec(void *ctx)
{
	u32 uid = bpf_get_current_uid_gid();
	struct who who = { .uid = uid };
	struct event *event;
	u64 one = 1, *count;

	if (uid < min_uid)
		return 0;
	__sync_fetch_and_add(&started, 1);
	count = bpf_map_lookup_elem(&counts, &who);
	if (count)
		__sync_fetch_and_add(count, 1);
	else
		bpf_map_update_elem(&counts, &who, &one, BPF_ANY);
	event = coolbpf_reserve(events);
	if (!event)
		return 0;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->who = who;
	event->kind = uid ? OF_A_USER : OF_ROOT;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	coolbpf_submit(ctx, events, event);
	return 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
