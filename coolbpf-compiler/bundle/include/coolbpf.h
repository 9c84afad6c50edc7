/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_H__
#define __COOLBPF_H__

/*
 * What coolbpf adds to libbpf's headers. Include it after "vmlinux.h" or <linux/bpf.h>, which bring the types
 * that libbpf's headers use.
 */

#include <bpf/bpf_helpers.h>

/*
 * COOLBPF_EVENTS(NAME, TYPE, BYTES) declares the ring buffer NAME that holds events of the struct TYPE, BYTES
 * large: a power of two and a multiple of the page size. To be used where a global is declared:
 *
 *	struct event {
 *		u32 pid;
 *	};
 *
 *	COOLBPF_EVENTS(events, struct event, 256 * 1024);
 *
 * A type that only bpf_ringbuf_reserve() mentions is not in the object's BTF, and a ring buffer map can't name a
 * value type: the kernel refuses it. The pointer that the macro declares beside the map keeps the type and tells
 * coolbpf which map it belongs to. It is never read; every libbpf loads the object and leaves its section out.
 *
 * Ring buffers need Linux 5.8.
 */
#define COOLBPF_EVENTS(NAME, TYPE, BYTES)                                                          \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_RINGBUF);                                                \
		__uint(max_entries, BYTES);                                                        \
	} NAME SEC(".maps");                                                                       \
	TYPE *__coolbpf_events_##NAME SEC(".coolbpf.events") __attribute__((used))

/*
 * A full ring buffer refuses events, and the kernel does not count these. So the helpers that send events count, for
 * all ring buffers of the object together: RingBuffer::lost() tells. Without a call of them there is no counter.
 */
static volatile __u64 __coolbpf_lost __attribute__((section(".bss.coolbpf")));

#define bpf_ringbuf_reserve(...)                                                                   \
	({                                                                                         \
		void *__coolbpf_record = (bpf_ringbuf_reserve)(__VA_ARGS__);                       \
		if (!__coolbpf_record)                                                             \
			__sync_fetch_and_add(&__coolbpf_lost, 1);                                  \
		__coolbpf_record;                                                                  \
	})

#define bpf_ringbuf_output(...)                                                                    \
	({                                                                                         \
		long __coolbpf_error = (bpf_ringbuf_output)(__VA_ARGS__);                          \
		if (__coolbpf_error)                                                               \
			__sync_fetch_and_add(&__coolbpf_lost, 1);                                  \
		__coolbpf_error;                                                                   \
	})

/*
 * COOLBPF_ALTERNATIVE(GROUP, WAY) makes a program one of several that do the same by different hooks, of which the best
 * that the kernel takes is loaded and attached. To be written beside the section:
 *
 *	SEC("fentry/do_unlinkat") COOLBPF_ALTERNATIVE(unlink, fentry)
 *	int BPF_PROG(unlink_fentry, int dfd, struct filename *name)
 *	...
 *	SEC("kprobe/do_unlinkat") COOLBPF_ALTERNATIVE(unlink, kprobe)
 *	int BPF_KPROBE(unlink_kprobe, int dfd, struct filename *name)
 *
 * The way that stands first is the best. Programs of one way are loaded together or not at all: fentry and fexit here,
 * kprobe and kretprobe there. A group has two ways or more, all in one C file, and each program's section says what it is
 * attached to.
 *
 * It is a tag in the object's BTF. Loaders that don't know it load all of the programs.
 */
#define COOLBPF_ALTERNATIVE(GROUP, WAY) __COOLBPF_ALTERNATIVE(__COUNTER__, #GROUP, #WAY)
#define __COOLBPF_ALTERNATIVE(NUMBER, GROUP, WAY) ___COOLBPF_ALTERNATIVE(NUMBER, GROUP, WAY)
#define ___COOLBPF_ALTERNATIVE(NUMBER, GROUP, WAY)                                                 \
	__attribute__((btf_decl_tag("coolbpf:alternative:" #NUMBER ":" GROUP ":" WAY)))

#endif /* __COOLBPF_H__ */
