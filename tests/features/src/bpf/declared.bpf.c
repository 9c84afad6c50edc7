// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/usdt.bpf.h>

const volatile __u32 tid;
__u64 calls;
__s64 argument;
__s64 cookie;

SEC("usdt//proc/self/exe:coolbpf_features:called")
int BPF_USDT(on_called, __s64 value)
{
	if ((__u32)bpf_get_current_pid_tgid() == tid) {
		__sync_fetch_and_add(&calls, 1);
		argument = value;
		cookie = bpf_usdt_cookie(ctx);
	}
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
