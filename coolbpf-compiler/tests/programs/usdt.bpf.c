// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/usdt.bpf.h>

long last;

SEC("usdt//usr/lib/libc.so.6:libc:setjmp")
int BPF_USDT(on_setjmp, void *buf, int flag)
{
	last = (long)buf + flag;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
