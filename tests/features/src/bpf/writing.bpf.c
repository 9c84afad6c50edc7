// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* Writes to the streams of a program. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

/* Its name from Linux 6.18 on, where the kernel adds the last argument, and that from 7.0 on, where nobody sees it. */
extern int bpf_stream_vprintk_impl(int stream, const char *format, const void *arguments, __u32 size, void *aux) __ksym __weak;
extern int bpf_stream_vprintk(int stream, const char *format, const void *arguments, __u32 size) __ksym __weak;

static const char format[] = "the number is %d\n";

SEC("syscall")
int write(__u64 *ctx)
{
	__u64 arguments[] = { ctx[1] };

	if (bpf_ksym_exists(bpf_stream_vprintk_impl))
		return bpf_stream_vprintk_impl(ctx[0], format, arguments, sizeof(arguments), 0);
	if (bpf_ksym_exists(bpf_stream_vprintk))
		return bpf_stream_vprintk(ctx[0], format, arguments, sizeof(arguments));
	return -1;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
