// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>
#include <coolbpf_file.h>
#include <coolbpf_filter.h>
#include <coolbpf_path.h>
#include <coolbpf_text.h>

COOLBPF_FILTER(filter);
/// Only files that are asked for by a name that starts so, with 63 bytes at most
const volatile char name[64] = "";
/// Only what could not be opened
const volatile bool failed = false;
/// Print the whole path of what was opened, without links and from the root of all mounts
const volatile bool whole = false;

/* What a thread has asked for, until it has its answer. */
struct asked {
	u64 name;
	u64 flags;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 16384);
	__type(key, u32);
	__type(value, struct asked);
} asking SEC(".maps");

struct event {
	u32 pid;
	u32 tid;
	u32 uid;
	/* The descriptor, or what went wrong as a negative number. */
	s32 result;
	u64 flags;
	char comm[16];
	char name[256];
	struct coolbpf_path path;
};

COOLBPF_EVENTS(events, struct event, 4 * 1024 * 1024);

static __always_inline int ask(u64 name, u64 flags)
{
	u32 tid = bpf_get_current_pid_tgid();
	struct asked asked = { .name = name, .flags = flags };

	if (coolbpf_wanted(filter))
		bpf_map_update_elem(&asking, &tid, &asked, BPF_ANY);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_open")
int ask_open(struct trace_event_raw_sys_enter *ctx)
{
	return ask(ctx->args[0], ctx->args[1]);
}

SEC("tracepoint/syscalls/sys_enter_openat")
int ask_openat(struct trace_event_raw_sys_enter *ctx)
{
	return ask(ctx->args[1], ctx->args[2]);
}

SEC("tracepoint/syscalls/sys_enter_openat2")
int ask_openat2(struct trace_event_raw_sys_enter *ctx)
{
	struct open_how how = {};

	bpf_probe_read_user(&how, sizeof(how), (void *)ctx->args[2]);
	return ask(ctx->args[1], how.flags);
}

static __always_inline int answer(void *ctx, s64 result)
{
	u64 numbers = bpf_get_current_pid_tgid();
	u32 tid = numbers;
	struct asked *asked = bpf_map_lookup_elem(&asking, &tid), was;
	struct task_struct *task;
	struct event *event;
	struct file *file;

	if (!asked)
		return 0;
	was = *asked;
	bpf_map_delete_elem(&asking, &tid);
	if (failed && result >= 0)
		return 0;
	event = coolbpf_reserve(events);
	if (!event)
		return 0;
	/* It is in memory now, as the system call has read it. */
	if (bpf_probe_read_user_str(event->name, sizeof(event->name), (void *)was.name) < 0)
		event->name[0] = 0;
	if (!coolbpf_starts_with(event->name, name, sizeof(name))) {
		coolbpf_discard(events, event);
		return 0;
	}
	event->pid = numbers >> 32;
	event->tid = tid;
	event->uid = bpf_get_current_uid_gid();
	event->result = result;
	event->flags = was.flags;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	event->path.start = COOLBPF_PATH_SIZE;
	if (whole && result >= 0) {
		task = (void *)bpf_get_current_task();
		file = coolbpf_task_file(task, result);
		if (file)
			coolbpf_path_of_file(&event->path, file);
	}
	coolbpf_submit(ctx, events, event);
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_open")
int answer_open(struct trace_event_raw_sys_exit *ctx)
{
	return answer(ctx, ctx->ret);
}

SEC("tracepoint/syscalls/sys_exit_openat")
int answer_openat(struct trace_event_raw_sys_exit *ctx)
{
	return answer(ctx, ctx->ret);
}

SEC("tracepoint/syscalls/sys_exit_openat2")
int answer_openat2(struct trace_event_raw_sys_exit *ctx)
{
	return answer(ctx, ctx->ret);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
