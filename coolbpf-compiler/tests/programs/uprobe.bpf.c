// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

u64 bytes;

SEC("uprobe//lib/libc.so.6:malloc")
int BPF_UPROBE(on_malloc, size_t size)
{
	bytes += size;
	return 0;
}

SEC("uretprobe")
int BPF_URETPROBE(on_return, void *address)
{
	if (!address)
		bytes = 0;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
