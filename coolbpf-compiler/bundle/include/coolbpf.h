/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_H__
#define __COOLBPF_H__

/*
 * What coolbpf adds to libbpf's headers. Include it after "vmlinux.h" or <linux/bpf.h>, which bring the types
 * that libbpf's headers use.
 */

#include <bpf/bpf_helpers.h>

/*
 * Events.
 *
 *	struct event {
 *		u32 pid;
 *		char path[4096];
 *	};
 *
 *	COOLBPF_EVENTS(events, struct event, 256 * 1024);
 *
 *	SEC("tracepoint/sched/sched_process_exec")
 *	int on_exec(void *ctx)
 *	{
 *		struct event *event = coolbpf_reserve(events);
 *
 *		if (!event)
 *			return 0;
 *		event->pid = bpf_get_current_pid_tgid() >> 32;
 *		...
 *		coolbpf_submit(ctx, events, event);
 *		return 0;
 *	}
 *
 * COOLBPF_EVENTS(NAME, TYPE, BYTES)	declares the channel NAME of events of the struct TYPE, where a global is
 *					declared. BYTES is the size of its buffer: a power of two and a multiple of the
 *					page size.
 * coolbpf_reserve(NAME)		room for an event, a TYPE *, not zeroed; NULL where there is none. Each one is to
 *					be submitted or discarded before the program ends.
 * coolbpf_submit(CTX, NAME, EVENT)	sends it. CTX is the argument of the program.
 * coolbpf_discard(NAME, EVENT)		gives it back.
 * coolbpf_output(CTX, NAME, DATA, SIZE)	sends SIZE bytes that lie elsewhere, which may be more or fewer than a TYPE has:
 *					0, or a negative error.
 *
 * A channel is a ring buffer where the kernel has that (Linux 5.8). Elsewhere coolbpf turns NAME into a perf buffer
 * (Linux 4.4) before the load: the events are the same to who reads them, but come in order for each CPU only. There,
 * coolbpf_reserve() gives memory of the CPU that it runs on, which holds at most 32 KiB, and has room for one event: a
 * program that interrupts another one between its coolbpf_reserve() and coolbpf_submit() gets NULL. Before Linux 4.11 the
 * events lie on the program's stack instead, all of whose channels have the room there that the program leaves of 512 bytes.
 * Any other loader gets a ring buffer.
 *
 * What there was no room for is counted for each CPU: Channel::lost() tells.
 */

/*
 * A type that only coolbpf_reserve() mentions is not in the object's BTF, and a ring buffer map can't name a value
 * type: the kernel refuses it. The pointer that the macro declares beside the map keeps the type and tells coolbpf which
 * map it belongs to. It is never read; every libbpf loads the object and leaves its section out.
 *
 * The state is, where NAME is a perf buffer: an event, the number of lost ones, and whether the event is reserved.
 * Where it is a ring buffer: the number of lost ones; coolbpf makes it smaller then.
 */
#define COOLBPF_EVENTS(NAME, TYPE, BYTES)                                                          \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_RINGBUF);                                                \
		__uint(max_entries, BYTES);                                                        \
	} NAME SEC(".maps");                                                                       \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);                                           \
		__uint(key_size, sizeof(__u32));                                                   \
		__uint(value_size, __coolbpf_lost_at(sizeof(TYPE)) + 2 * sizeof(__u64));           \
		__uint(max_entries, 1);                                                            \
	} __coolbpf_state_##NAME SEC(".maps");                                                     \
	TYPE *__coolbpf_events_##NAME SEC(".coolbpf.events") __attribute__((used))

#define coolbpf_reserve(NAME)                                                                      \
	({                                                                                         \
		void *__coolbpf_reserved;                                                          \
		if (__coolbpf_is_ring(NAME)) {                                                     \
			__coolbpf_reserved = __coolbpf_reserve_ring(                               \
				&NAME, &__coolbpf_state_##NAME, sizeof(*__coolbpf_events_##NAME)); \
		} else {                                                                           \
			__coolbpf_reserved = __coolbpf_reserve_perf(                               \
				&__coolbpf_state_##NAME, sizeof(*__coolbpf_events_##NAME));        \
			if (__coolbpf_reserved)                                                    \
				__coolbpf_reserved = __coolbpf_place(NAME, __coolbpf_reserved);    \
		}                                                                                  \
		(__typeof__(__coolbpf_events_##NAME))__coolbpf_reserved;                           \
	})

#define coolbpf_submit(CTX, NAME, EVENT)                                                           \
	({                                                                                         \
		__typeof__(__coolbpf_events_##NAME) __coolbpf_event = (EVENT);                     \
		if (__coolbpf_is_ring(NAME))                                                       \
			(bpf_ringbuf_submit)(__coolbpf_event,                                      \
					     __coolbpf_wake(&NAME, __coolbpf_watermark(NAME), 0)); \
		else                                                                               \
			__coolbpf_submit_perf((CTX), &NAME, &__coolbpf_state_##NAME,               \
					      __coolbpf_event, sizeof(*__coolbpf_event));          \
	})

#define coolbpf_discard(NAME, EVENT)                                                               \
	({                                                                                         \
		__typeof__(__coolbpf_events_##NAME) __coolbpf_event = (EVENT);                     \
		if (__coolbpf_is_ring(NAME))                                                       \
			(bpf_ringbuf_discard)(__coolbpf_event, 0);                                 \
		else                                                                               \
			__coolbpf_release(&__coolbpf_state_##NAME, sizeof(*__coolbpf_event));      \
	})

#define coolbpf_output(CTX, NAME, DATA, SIZE)                                                      \
	({                                                                                         \
		void *__coolbpf_data = (void *)(DATA);                                                    \
		__u64 __coolbpf_size = (SIZE);                                                     \
		long __coolbpf_error;                                                              \
		if (__coolbpf_is_ring(NAME))                                                       \
			__coolbpf_error = __coolbpf_output_ring(                                   \
				&NAME, &__coolbpf_state_##NAME, __coolbpf_data, __coolbpf_size,    \
				__coolbpf_watermark(NAME));                                        \
		else                                                                               \
			__coolbpf_error = __coolbpf_output_perf(                                   \
				(CTX), &NAME, &__coolbpf_state_##NAME,                             \
				sizeof(*__coolbpf_events_##NAME), __coolbpf_data, __coolbpf_size); \
		__coolbpf_error;                                                                   \
	})

/*
 * What is decided at the load. coolbpf finds the two numbers, "coolbpf" in ASCII and one byte more, by the map that is named
 * directly before, and puts others in their place: whether the map is a ring buffer, and how many bytes of events wake the
 * reader. Kernels before 5.0 follow only one side of a jump if they know that the two numbers that it compares are equal,
 * which no kernel before 5.0 knows of a 64-bit immediate, nor of what lies in a map.
 */
#define __coolbpf_is_ring(NAME) __coolbpf_decided(NAME, "0x636f6f6c62706601")
#define __coolbpf_watermark(NAME) __coolbpf_decided(NAME, "0x636f6f6c62706602")

#define __coolbpf_decided(NAME, NUMBER)                                                            \
	({                                                                                         \
		__u64 __coolbpf_number;                                                            \
		asm volatile("%0 = %1 ll; %0 = " NUMBER " ll"                                      \
			     : "=r"(__coolbpf_number)                                              \
			     : "i"(&NAME));                                                        \
		__coolbpf_number;                                                                  \
	})

/*
 * Where an event of a perf buffer lies: in MEMORY, which is a map's. Kernels before 4.11 have helpers read and write the program's
 * stack alone. There coolbpf puts an address on the stack in the place of the last instruction.
 */
#define __coolbpf_place(NAME, MEMORY)                                                              \
	({                                                                                         \
		void *__coolbpf_placed;                                                            \
		asm volatile("%0 = %1 ll; %0 = 0x636f6f6c62706603 ll; %0 = %2"                     \
			     : "=&r"(__coolbpf_placed)                                             \
			     : "i"(&NAME), "r"(MEMORY));                                           \
		if (!__coolbpf_placed)                                                             \
			__builtin_unreachable();                                                   \
		__coolbpf_placed;                                                                  \
	})

/* BPF_RB_NO_WAKEUP, BPF_RB_FORCE_WAKEUP and BPF_RB_AVAIL_DATA; BPF_F_CURRENT_CPU. */
#define __COOLBPF_NO_WAKEUP 1
#define __COOLBPF_FORCE_WAKEUP 2
#define __COOLBPF_AVAILABLE 0
#define __COOLBPF_THIS_CPU 0xffffffffULL
/* ENOSPC */
#define __COOLBPF_NO_SPACE 28

/* Where the number of lost events is in the state of a perf buffer; the flag follows. */
#define __coolbpf_lost_at(SIZE) (((SIZE) + 7) / 8 * 8)

static __always_inline void *__coolbpf_state(void *state)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(state, &zero);
}

static __always_inline void __coolbpf_count(void *state, __u64 at)
{
	void *memory = __coolbpf_state(state);

	if (memory)
		__sync_fetch_and_add((__u64 *)(memory + at), 1);
}

static __always_inline void *__coolbpf_reserve_ring(void *map, void *state, __u64 size)
{
	void *event = (bpf_ringbuf_reserve)(map, size, 0);

	if (!event)
		__coolbpf_count(state, 0);
	return event;
}

static __always_inline void *__coolbpf_reserve_perf(void *state, __u64 size)
{
	void *memory = __coolbpf_state(state);
	__u64 *lost;

	if (!memory)
		return NULL;
	lost = memory + __coolbpf_lost_at(size);
	/* What interrupts the program here is done before it goes on. */
	if (lost[1]) {
		__sync_fetch_and_add(lost, 1);
		return NULL;
	}
	lost[1] = 1;
	return memory;
}

static __always_inline void __coolbpf_release(void *state, __u64 size)
{
	void *memory = __coolbpf_state(state);

	if (memory)
		*(__u64 *)(memory + __coolbpf_lost_at(size) + sizeof(__u64)) = 0;
}

/* Flags: as the kernel thinks best where the watermark has more than 32 bits, which is so until another one is put there. */
static __always_inline __u64 __coolbpf_wake(void *map, __u64 watermark, __u64 more)
{
	if (watermark >> 32)
		return 0;
	if ((bpf_ringbuf_query)(map, __COOLBPF_AVAILABLE) + more >= watermark)
		return __COOLBPF_FORCE_WAKEUP;
	return __COOLBPF_NO_WAKEUP;
}

static __always_inline long __coolbpf_output_ring(void *map, void *state, void *data, __u64 size,
						  __u64 watermark)
{
	long error = (bpf_ringbuf_output)(map, data, size, __coolbpf_wake(map, watermark, size + 8));

	if (error)
		__coolbpf_count(state, 0);
	return error;
}

/* What a ring of a CPU has no room for, the kernel counts itself, and tells the reader. */
static __always_inline long __coolbpf_output_perf(void *context, void *map, void *state, __u64 event_size,
						  void *data, __u64 size)
{
	long error = bpf_perf_event_output(context, map, __COOLBPF_THIS_CPU, data, size);

	if (error && error != -__COOLBPF_NO_SPACE)
		__coolbpf_count(state, __coolbpf_lost_at(event_size));
	return error;
}

static __always_inline void __coolbpf_submit_perf(void *context, void *map, void *state, void *event,
						  __u64 size)
{
	__coolbpf_output_perf(context, map, state, size, event, size);
	__coolbpf_release(state, size);
}

/*
 * Ring buffers that are declared otherwise. A full one refuses events, and the kernel does not count these. So the helpers that
 * send events count, for each CPU and all of these ring buffers together: RingBuffer::lost() tells. Without a call of them
 * there are no counters. Their number is a power of two; CPUs beyond it share them.
 */
#define __COOLBPF_COUNTERS 512
static volatile __u64 __coolbpf_lost[__COOLBPF_COUNTERS] __attribute__((section(".bss.coolbpf")));

#define __coolbpf_count_plain()                                                                    \
	__sync_fetch_and_add(                                                                      \
		&__coolbpf_lost[bpf_get_smp_processor_id() & (__COOLBPF_COUNTERS - 1)], 1)

#define bpf_ringbuf_reserve(...)                                                                   \
	({                                                                                         \
		void *__coolbpf_record = (bpf_ringbuf_reserve)(__VA_ARGS__);                       \
		if (!__coolbpf_record)                                                             \
			__coolbpf_count_plain();                                                   \
		__coolbpf_record;                                                                  \
	})

#define bpf_ringbuf_output(...)                                                                    \
	({                                                                                         \
		long __coolbpf_error = (bpf_ringbuf_output)(__VA_ARGS__);                          \
		if (__coolbpf_error)                                                               \
			__coolbpf_count_plain();                                                   \
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
