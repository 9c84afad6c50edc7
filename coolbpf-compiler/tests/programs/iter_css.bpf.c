// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

u32 cgroups;

SEC("iter.s/cgroup")
int count(struct bpf_iter__cgroup *ctx)
{
	struct cgroup_subsys_state *css;
	struct cgroup *cgroup = ctx->cgroup;

	if (!cgroup)
		return 0;
	bpf_rcu_read_lock();
	bpf_for_each(css, css, &cgroup->self, BPF_CGROUP_ITER_DESCENDANTS_PRE)
		cgroups += css->cgroup->level;
	bpf_rcu_read_unlock();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
