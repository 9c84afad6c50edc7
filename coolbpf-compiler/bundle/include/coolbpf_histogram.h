/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_HISTOGRAM_H__
#define __COOLBPF_HISTOGRAM_H__

/*
 * Histograms, to be the values of maps. Include it after "vmlinux.h" or <linux/bpf.h>. No kernel is too old for it.
 *
 *	struct {
 *		__uint(type, BPF_MAP_TYPE_ARRAY);
 *		__uint(max_entries, 1);
 *		__type(key, __u32);
 *		__type(value, struct coolbpf_log2);
 *	} latencies SEC(".maps");
 */

#include <bpf/bpf_helpers.h>

/* Counts by powers of two: slot 0 has the values 0 and 1, slot n those from 2^n to 2^(n+1) - 1. */
struct coolbpf_log2 {
	__u64 slots[64];
};

/* Counts by equal widths: a slot each from `from` on, and the first and last also have what lies beyond them. */
struct coolbpf_linear {
	__u64 slots[64];
};

/* The number of the highest bit that is set; 0 for 0. */
static __always_inline __u32 coolbpf_log2_of(__u64 value)
{
	__u32 result = 0, shift;

	shift = (value > 0xffffffff) << 5;
	value >>= shift;
	result |= shift;
	shift = (value > 0xffff) << 4;
	value >>= shift;
	result |= shift;
	shift = (value > 0xff) << 3;
	value >>= shift;
	result |= shift;
	shift = (value > 0xf) << 2;
	value >>= shift;
	result |= shift;
	shift = (value > 0x3) << 1;
	value >>= shift;
	result |= shift;
	return result | (__u32)(value >> 1);
}

/* Counts `value`, on all CPUs at once. */
static __always_inline void coolbpf_log2_add(struct coolbpf_log2 *histogram, __u64 value)
{
	__u64 slot = coolbpf_log2_of(value);

	/* Clang knows that the logarithm is less than 64, and the verifier does not: so clang must not know. */
	barrier_var(slot);
	__sync_fetch_and_add(&histogram->slots[slot & 63], 1);
}

/* Counts `value` among 64 slots of `width`, of which the first starts at `from`, on all CPUs at once. */
static __always_inline void coolbpf_linear_add(struct coolbpf_linear *histogram, __u64 from, __u64 width, __u64 value)
{
	__u64 slot = value > from && width ? (value - from) / width : 0;

	if (slot > 63)
		slot = 63;
	barrier_var(slot);
	__sync_fetch_and_add(&histogram->slots[slot & 63], 1);
}

#endif /* __COOLBPF_HISTOGRAM_H__ */
