// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

extern const struct rq runqueues __ksym;
extern const int bpf_prog_active __ksym;
extern int LINUX_KERNEL_VERSION __kconfig;
extern bool CONFIG_PREEMPT __kconfig __weak;

u64 running;

SEC("raw_tracepoint/sched_switch")
int on_switch(void *ctx)
{
	struct rq *rq = (struct rq *)bpf_per_cpu_ptr(&runqueues, 0);
	int *active = (int *)bpf_this_cpu_ptr(&bpf_prog_active);

	if (rq && LINUX_KERNEL_VERSION > 0x50800 && !CONFIG_PREEMPT)
		running = rq->nr_running + *active + rq->curr->prio;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
