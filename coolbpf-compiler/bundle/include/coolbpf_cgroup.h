/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_CGROUP_H__
#define __COOLBPF_CGROUP_H__

/*
 * Control groups (version 2), whatever the kernel calls their fields. Include it after "vmlinux.h".
 *
 * All of it is CO-RE: it takes the kernel's types (Linux 5.4, or BTF that the program carries), and a program of a type
 * that may call bpf_probe_read_kernel().
 */

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* Before 67c0496e87d1 (5.5). */
union kernfs_node_id___coolbpf_old {
	__u64 id;
} __attribute__((preserve_access_index));

struct kernfs_node___coolbpf_5_4 {
	union kernfs_node_id___coolbpf_old id;
} __attribute__((preserve_access_index));

/* Before 633488947ef6 (6.15). */
struct kernfs_node___coolbpf_6_14 {
	struct kernfs_node *parent;
} __attribute__((preserve_access_index));

/* Before 7f203bc89eb6 (6.1). */
struct cgroup___coolbpf_6_0 {
	__u64 ancestor_ids[1];
} __attribute__((preserve_access_index));

/* The control group that a task is in. */
static __always_inline struct cgroup *coolbpf_task_cgroup(struct task_struct *task)
{
	return BPF_CORE_READ(task, cgroups, dfl_cgrp);
}

/* Its number, which is that of its directory (stat's st_ino), and what bpf_get_current_cgroup_id() gives. */
static __always_inline __u64 coolbpf_cgroup_id(struct cgroup *cgroup)
{
	struct kernfs_node *node = BPF_CORE_READ(cgroup, kn);
	struct kernfs_node___coolbpf_5_4 *old = (void *)node;

	if (bpf_core_type_exists(union kernfs_node_id___coolbpf_old))
		return BPF_CORE_READ(old, id.id);
	return BPF_CORE_READ(node, id);
}

/* How deep it is: 0 for the root of all. */
static __always_inline int coolbpf_cgroup_level(struct cgroup *cgroup)
{
	return BPF_CORE_READ(cgroup, level);
}

/* The control group that it is in, null for the root. */
static __always_inline struct cgroup *coolbpf_cgroup_parent(struct cgroup *cgroup)
{
	struct cgroup_subsys_state *parent = BPF_CORE_READ(cgroup, self.parent);

	/* The state that is a cgroup's own is a field of it. */
	if (!parent)
		return 0;
	return (void *)parent - bpf_core_field_offset(struct cgroup, self);
}

/* The number of the control group at `level` that it is in, or is; 0 where there is none. */
static __always_inline __u64 coolbpf_cgroup_ancestor_id(struct cgroup *cgroup, int level)
{
	struct cgroup___coolbpf_6_0 *old = (void *)cgroup;
	const void *place;

	if (level < 0 || level > coolbpf_cgroup_level(cgroup))
		return 0;
	/* Before 5.5 the ancestors have other numbers there, of four bytes. */
	if (bpf_core_type_exists(union kernfs_node_id___coolbpf_old)) {
		int here = coolbpf_cgroup_level(cgroup), step;

#pragma unroll
		for (step = 0; step < 16; step++) {
			if (here <= level || !cgroup)
				break;
			cgroup = coolbpf_cgroup_parent(cgroup);
			here--;
		}
		return cgroup && here == level ? coolbpf_cgroup_id(cgroup) : 0;
	}
	if (bpf_core_field_exists(old->ancestor_ids)) {
		__u64 id = 0;

		place = (const void *)cgroup + bpf_core_field_offset(struct cgroup___coolbpf_6_0, ancestor_ids) +
			(unsigned int)level * sizeof(id);
		bpf_probe_read_kernel(&id, sizeof(id), place);
		return id;
	} else {
		struct cgroup *ancestor = 0;

		place = (const void *)cgroup + bpf_core_field_offset(struct cgroup, ancestors) +
			(unsigned int)level * sizeof(ancestor);
		bpf_probe_read_kernel(&ancestor, sizeof(ancestor), place);
		return ancestor ? coolbpf_cgroup_id(ancestor) : 0;
	}
}

/* Copies the name of its directory, without those above, into `size` bytes at `name`; returns the length with the final 0. */
static __always_inline long coolbpf_cgroup_name(struct cgroup *cgroup, char *name, __u32 size)
{
	return bpf_probe_read_kernel_str(name, size, BPF_CORE_READ(cgroup, kn, name));
}

/* The directory above a node of kernfs, on which cgroupfs and sysfs are built; null for the root. */
static __always_inline struct kernfs_node *coolbpf_kernfs_parent(struct kernfs_node *node)
{
	struct kernfs_node___coolbpf_6_14 *old = (void *)node;

	if (bpf_core_field_exists(node->__parent))
		return BPF_CORE_READ(node, __parent);
	return BPF_CORE_READ(old, parent);
}

#endif /* __COOLBPF_CGROUP_H__ */
