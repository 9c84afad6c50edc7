// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* What old kernels have to be helped with: each program shows one thing, and is loaded only if it is chosen. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "setpriority.h"

/* A choice that is made before the load. */
const volatile _Bool with_newest = 0;
/* With more than 32 bits, with a sign, and in a table. */
const volatile __u64 wide = 0x123456789abcdef0;
const volatile __s16 negative = -5;
const volatile __u32 table[8] = { 0, 10, 20, 30, 40, 50, 60, 70 };

/* Constants that the loader finds out: the release, and whether there are cookies (Linux 5.15). */
extern int LINUX_KERNEL_VERSION __kconfig;
extern _Bool LINUX_HAS_BPF_COOKIE __kconfig;

__u64 numbers[4] = { 1, 2, 3, 4 };
__u64 calls;
__s64 last;
char text[16];

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} seen SEC(".maps");

/* Variables of all sections, and a table of constants that is looked into where a number tells. */
SEC("?tracepoint/syscalls/sys_enter_setpriority")
int variables(struct setpriority *ctx)
{
	__u32 nice = ctx->nice;

	if (!is_mine())
		return 0;
	calls++;
	last = negative;
	numbers[nice & 3] += table[nice & 7];
	numbers[3] = wide + ctx->nice;
	return 0;
}

/* A helper of a later kernel, which is never called. */
SEC("?tracepoint/syscalls/sys_enter_setpriority")
int choice(struct setpriority *ctx)
{
	if (!is_mine())
		return 0;
	if (with_newest)
		calls += bpf_get_retval();
	else
		calls += 2;
	return 0;
}

/* The same by what the loader finds out: the second half of each choice asks for more than the oldest kernels have. */
SEC("?kprobe/security_task_setnice")
int configured(void *ctx)
{
	if (!is_mine())
		return 0;
	last = LINUX_KERNEL_VERSION;
	if (LINUX_HAS_BPF_COOKIE)
		calls += bpf_get_attach_cookie(ctx) + 1;
	else
		calls += 1;
	return 0;
}

/* A text that a helper reads, and a key. */
SEC("?tracepoint/syscalls/sys_enter_setpriority")
int texts(struct setpriority *ctx)
{
	static const __u32 key = 7;
	__u64 one = 1;

	if (!is_mine())
		return 0;
	bpf_trace_printk("coolbpf %d\n", sizeof("coolbpf %d\n"), (int)ctx->nice);
	bpf_map_update_elem(&seen, (void *)&key, &one, BPF_ANY);
	__builtin_memcpy(text, "written", 8);
	calls++;
	return 0;
}

/* What reads from the kernel and from user space by names of later kernels. */
SEC("?tracepoint/syscalls/sys_enter_setpriority")
int reads(struct setpriority *ctx)
{
	char name[8] = {};
	__u64 word = 0;

	if (!is_mine())
		return 0;
	bpf_probe_read_kernel(&word, sizeof(word), &ctx->nice);
	last = word;
	bpf_probe_read_kernel_str(name, sizeof(name), &ctx->nice);
	calls += name[0];
	return 0;
}

static __noinline __u64 added(struct setpriority *ctx, __u64 more, __u64 other)
{
	calls += more;
	return calls * 2 + ctx->nice + other;
}

/* A function that is called, with variables of its own. */
SEC("?tracepoint/syscalls/sys_enter_setpriority")
int functions(struct setpriority *ctx)
{
	if (!is_mine())
		return 0;
	last = added(ctx, 3, ctx->nice);
	last += added(ctx, table[1], calls);
	return 0;
}

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int loops(struct setpriority *ctx)
{
	__u32 nice = ctx->nice;

	if (!is_mine())
		return 0;
#pragma clang loop unroll(disable)
	for (__u32 i = 0; i < 20; i++) {
		if (i < nice)
			calls++;
		barrier_var(i);
	}
	return 0;
}

#define FOUR(x) x x x x
#define THOUSAND(x) FOUR(FOUR(FOUR(FOUR(FOUR(x)))))

/* More than 4096 instructions. */
SEC("?tracepoint/syscalls/sys_enter_setpriority")
int many(struct setpriority *ctx)
{
	__u64 nice = ctx->nice;

	if (!is_mine())
		return 0;
	THOUSAND(nice = nice * 3 + 1; barrier_var(nice); nice ^= 5; barrier_var(nice); nice += 2; barrier_var(nice);)
	last = nice;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
