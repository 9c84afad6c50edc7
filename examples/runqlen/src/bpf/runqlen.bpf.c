// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <coolbpf_histogram.h>

/* Tasks that sleep and are still queued, from 76f2f783294d (6.13) until 9216582b0bfb (6.14). */
struct cfs_rq___delayed {
	u32 h_nr_delayed;
} __attribute__((preserve_access_index));

/* How many tasks waited for the CPU when it was looked at. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct coolbpf_linear);
} lengths SEC(".maps");

/* How many of the queue sleep already: kernels from 6.12 on may leave them there until it is their turn. */
static __always_inline u32 sleeping(struct rq *queue)
{
	struct cfs_rq___delayed *fair = (void *)&queue->cfs;

	if (bpf_core_field_exists(struct cfs_rq, h_nr_runnable))
		return BPF_CORE_READ(queue, cfs.h_nr_queued) - BPF_CORE_READ(queue, cfs.h_nr_runnable);
	if (bpf_core_field_exists(fair->h_nr_delayed))
		return BPF_CORE_READ(fair, h_nr_delayed);
	return 0;
}

SEC("perf_event")
int on_sample(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	/* That of the CPU, with tasks of all groups and all policies; the fair one is that of the task's group. */
	struct rq *queue = BPF_CORE_READ(task, se.cfs_rq, rq);
	u32 zero = 0, others = sleeping(queue), queued = BPF_CORE_READ(queue, nr_running);
	struct coolbpf_linear *histogram = bpf_map_lookup_elem(&lengths, &zero);

	/* 0 is what a CPU does when nothing waits for it, and is in no queue; any other is on the CPU. */
	others += !!BPF_CORE_READ(task, pid);
	if (histogram)
		coolbpf_linear_add(histogram, 0, 1, queued > others ? queued - others : 0);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
