/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_TEXT_H__
#define __COOLBPF_TEXT_H__

/*
 * Text in the program's own memory: on its stack, in a map, in an event. Include it after "vmlinux.h" or <linux/bpf.h>. Sizes
 * are constants, and loops over them are unrolled, so that no kernel is too old for it; bpf_strncmp() needs 5.17. Texts may be
 * constants that the application fills (`const volatile char prefix[64]`).
 */

#include <bpf/bpf_helpers.h>

/* The number of bytes before the first 0, at most `size`. */
static __always_inline __u32 coolbpf_length(const volatile char *text, __u32 size)
{
	__u32 at;

#pragma unroll
	for (at = 0; at < size; at++) {
		if (!text[at])
			return at;
	}
	return size;
}

/* Whether two texts are the same up to a 0, or for `size` bytes. */
static __always_inline _Bool coolbpf_equal(const volatile char *left, const volatile char *right, __u32 size)
{
	__u32 at;

#pragma unroll
	for (at = 0; at < size; at++) {
		char byte = left[at];

		if (byte != right[at])
			return 0;
		if (!byte)
			return 1;
	}
	return 1;
}

/* Whether `text` starts with `start`, which ends with a 0 or after `size` bytes; an empty one starts all. */
static __always_inline _Bool coolbpf_starts_with(const volatile char *text, const volatile char *start, __u32 size)
{
	__u32 at;

#pragma unroll
	for (at = 0; at < size; at++) {
		char byte = start[at];

		if (!byte)
			return 1;
		if (byte != text[at])
			return 0;
	}
	return 1;
}

#endif /* __COOLBPF_TEXT_H__ */
