// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>
#include <coolbpf_file.h>
#include <coolbpf_filter.h>
#include <coolbpf_sock.h>

#define AF_INET6 10

COOLBPF_FILTER(filter);

/* What a thread binds, until it has its answer. */
struct binding {
	u64 address;
	u64 descriptor;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, u32);
	__type(value, struct binding);
} bindings SEC(".maps");

struct event {
	struct coolbpf_ends ends;
	u32 pid;
	u32 uid;
	s32 result;
	u32 type;
	char comm[16];
};

COOLBPF_EVENTS(events, struct event, 256 * 1024);

SEC("tracepoint/syscalls/sys_enter_bind")
int on_bind(struct trace_event_raw_sys_enter *ctx)
{
	u32 thread = bpf_get_current_pid_tgid();
	struct binding binding = { .address = ctx->args[1], .descriptor = ctx->args[0] };

	if (coolbpf_wanted(filter))
		bpf_map_update_elem(&bindings, &thread, &binding, BPF_ANY);
	return 0;
}

/* What was asked for, of a socket that did not get it. */
static __always_inline void asked(struct coolbpf_ends *ends, const void *address)
{
	struct sockaddr_in6 asked = {};
	struct sockaddr_in *asked4 = (void *)&asked;

	bpf_probe_read_user(&asked, sizeof(struct sockaddr_in), address);
	ends->local_port = __builtin_bswap16(asked.sin6_port);
	if (ends->family == AF_INET6) {
		bpf_probe_read_user(&asked, sizeof(asked), address);
		__builtin_memcpy(ends->local, &asked.sin6_addr, sizeof(ends->local));
	} else {
		__builtin_memcpy(ends->local, &asked4->sin_addr, sizeof(asked4->sin_addr));
	}
}

SEC("tracepoint/syscalls/sys_exit_bind")
int on_bound(struct trace_event_raw_sys_exit *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	u64 numbers = bpf_get_current_pid_tgid();
	u32 thread = numbers;
	struct binding *binding = bpf_map_lookup_elem(&bindings, &thread), was;
	struct coolbpf_ends ends;
	struct event *event;
	struct file *file;
	struct sock *sk;

	if (!binding)
		return 0;
	was = *binding;
	bpf_map_delete_elem(&bindings, &thread);
	file = coolbpf_task_file(task, was.descriptor);
	sk = file ? coolbpf_file_sock(file) : 0;
	if (!sk || coolbpf_sock_ends(sk, &ends))
		return 0;
	if (ctx->ret < 0)
		asked(&ends, (void *)was.address);
	event = coolbpf_reserve(events);
	if (!event)
		return 0;
	event->ends = ends;
	event->pid = numbers >> 32;
	event->uid = bpf_get_current_uid_gid();
	event->result = ctx->ret;
	event->type = coolbpf_sock_type(sk);
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	coolbpf_submit(ctx, events, event);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
