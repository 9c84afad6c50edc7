/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_STACK_H__
#define __COOLBPF_STACK_H__

/*
 * Stacks: who called whom. Include it after "vmlinux.h" or <linux/bpf.h>.
 *
 * COOLBPF_STACKS(NAME, ENTRIES) declares a map of up to ENTRIES different stacks; events and keys of other maps name one by
 * its number. Linux 4.6.
 */

#include <bpf/bpf_helpers.h>

/* The frames that the kernel follows unless kernel.perf_event_max_stack says otherwise. */
#define COOLBPF_FRAMES 127

#define COOLBPF_STACKS(NAME, ENTRIES)                                                              \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_STACK_TRACE);                                            \
		__uint(max_entries, ENTRIES);                                                      \
		__uint(key_size, sizeof(__u32));                                                   \
		__uint(value_size, COOLBPF_FRAMES * sizeof(__u64));                                \
	} NAME SEC(".maps")

/* A stack of its own, for events: up to COOLBPF_FRAMES addresses, the innermost first. */
struct coolbpf_stack {
	__u32 bytes;
	__u32 padding;
	__u64 frames[COOLBPF_FRAMES];
};

/*
 * The number of the kernel's stack in the map of COOLBPF_STACKS at `stacks`; negative where there is none (-EFAULT), or
 * its place is taken by another stack (-EEXIST).
 */
static __always_inline long coolbpf_kernel_stack(void *ctx, void *stacks)
{
	return bpf_get_stackid(ctx, stacks, 0);
}

/* The same of the user's stack, which is there as far as the program keeps frame pointers. */
static __always_inline long coolbpf_user_stack(void *ctx, void *stacks)
{
	return bpf_get_stackid(ctx, stacks, BPF_F_USER_STACK);
}

/* Writes the kernel's stack into `stack`; returns how many bytes of `frames`, or a negative error. Linux 4.18. */
static __always_inline long coolbpf_read_kernel_stack(void *ctx, struct coolbpf_stack *stack)
{
	long bytes = bpf_get_stack(ctx, stack->frames, sizeof(stack->frames), 0);

	stack->bytes = bytes < 0 ? 0 : bytes;
	stack->padding = 0;
	return bytes;
}

/* The same with the user's stack. Linux 4.18. */
static __always_inline long coolbpf_read_user_stack(void *ctx, struct coolbpf_stack *stack)
{
	long bytes = bpf_get_stack(ctx, stack->frames, sizeof(stack->frames), BPF_F_USER_STACK);

	stack->bytes = bytes < 0 ? 0 : bytes;
	stack->padding = 0;
	return bytes;
}

#endif /* __COOLBPF_STACK_H__ */
