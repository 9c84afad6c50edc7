// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_USER_RINGBUF);
	__uint(max_entries, 4096);
} commands SEC(".maps");

u64 commands_seen;

static long handle(struct bpf_dynptr *dynptr, void *context)
{
	u32 command;

	if (bpf_dynptr_read(&command, sizeof(command), dynptr, 0, 0) == 0)
		commands_seen += command;
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_getpgid")
int drain(struct trace_event_raw_sys_enter *ctx)
{
	bpf_user_ringbuf_drain(&commands, handle, 0, 0);
	return ctx->args[0];
}

char LICENSE[] SEC("license") = "GPL";
