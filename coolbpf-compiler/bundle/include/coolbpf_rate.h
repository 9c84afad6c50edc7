/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_RATE_H__
#define __COOLBPF_RATE_H__

/*
 * Limits of how often something is done. Include it after "vmlinux.h" or <linux/bpf.h>. No kernel is too old for it.
 *
 * COOLBPF_RATE_LIMIT(NAME, MOST, NANOSECONDS) declares one: at most MOST times in each window of so many nanoseconds.
 *
 *	COOLBPF_RATE_LIMIT(limit, 100, 1000000000ull);
 *
 *	if (!coolbpf_allow(limit))
 *		return 0;
 *
 * CPUs that come at the same moment may each be allowed the last time of a window, and may each start a new one, so it is a
 * limit, but not an exact one. The map NAME tells, at its one index, how often it was refused.
 */

#include <bpf/bpf_helpers.h>

struct coolbpf_rate {
	/* When the window began, by bpf_ktime_get_ns(). */
	__u64 since;
	/* How often in this window. */
	__u64 used;
	/* How often it was refused, in all windows. */
	__u64 refused;
};

#define COOLBPF_RATE_LIMIT(NAME, MOST, NANOSECONDS)                                                \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_ARRAY);                                                  \
		__uint(max_entries, 1);                                                            \
		__type(key, __u32);                                                                \
		__type(value, struct coolbpf_rate);                                                \
	} NAME SEC(".maps");                                                                       \
	enum { __coolbpf_most_##NAME = (MOST) };                                                   \
	static __always_inline __u64 __coolbpf_window_##NAME(void)                                 \
	{                                                                                          \
		return NANOSECONDS;                                                                \
	}

/* Whether it may be done once more now. */
#define coolbpf_allow(NAME) __coolbpf_allow(&NAME, __coolbpf_most_##NAME, __coolbpf_window_##NAME())

static __always_inline _Bool __coolbpf_allow(void *limits, __u64 most, __u64 window)
{
	__u32 first = 0;
	struct coolbpf_rate *rate = bpf_map_lookup_elem(limits, &first);
	__u64 now = bpf_ktime_get_ns();

	if (!rate)
		return 0;
	/* A CPU whose clock is behind the one that began the window is in it. */
	if ((__s64)(now - rate->since) >= (__s64)window || !rate->since) {
		rate->since = now;
		rate->used = 0;
	}
	if (rate->used < most) {
		__sync_fetch_and_add(&rate->used, 1);
		return 1;
	}
	__sync_fetch_and_add(&rate->refused, 1);
	return 0;
}

#endif /* __COOLBPF_RATE_H__ */
