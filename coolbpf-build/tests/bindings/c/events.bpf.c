#include "vmlinux.h"
#include <coolbpf.h>

struct event {
	u32 number;
	u32 length;
	u8 rest[];
};

/* So small that records run over its end all the time. */
COOLBPF_EVENTS(events, struct event, 4096);

/* Threads, whose every system call makes a record. */
u32 producer;
u32 holder;

u32 number;
u32 discarded;
u32 holding;
u32 gave_up;
u64 state = 0x9e3779b97f4a7c15;
u8 record[1024];

/* Apart, so that it can be written without a race. */
u32 released SEC(".data.control") = 0;

static u32 next_random(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state >> 32;
}

/* Submits records of random sizes, some of them shorter than an event, and discards some. */
SEC("raw_tp/sys_enter")
int produce(void *ctx)
{
	struct event *event = (struct event *)record;
	u32 kind, length;
	void *room;

	if ((u32)bpf_get_current_pid_tgid() != producer)
		return 0;
	kind = next_random() % 16;
	length = next_random() % sizeof(record);
	if (kind == 0) {
		room = bpf_ringbuf_reserve(&events, 40, 0);
		if (room) {
			discarded += 1;
			bpf_ringbuf_discard(room, 0);
		}
		return 0;
	}
	if (kind == 1)
		length %= sizeof(*event);
	event->number = number;
	event->length = length;
	if (length > sizeof(*event))
		record[(length - 1) % sizeof(record)] = number;
	if (bpf_ringbuf_output(&events, record, length % sizeof(record), 0) == 0)
		number += 1;
	return 0;
}

static long is_released(u64 index, void *context)
{
	return *(volatile u32 *)&released != 0;
}

/* Keeps a record reserved until user space says so, or gives up after so long as a program may loop. */
SEC("raw_tp/sys_enter")
int hold(void *ctx)
{
	struct event *event;

	if ((u32)bpf_get_current_pid_tgid() != holder || holding)
		return 0;
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event)
		return 0;
	event->number = 1000000;
	event->length = sizeof(*event);
	holding = 1;
	bpf_loop(1 << 23, is_released, NULL, 0);
	bpf_loop(1 << 23, is_released, NULL, 0);
	bpf_loop(1 << 23, is_released, NULL, 0);
	bpf_loop(1 << 23, is_released, NULL, 0);
	gave_up = !*(volatile u32 *)&released;
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
