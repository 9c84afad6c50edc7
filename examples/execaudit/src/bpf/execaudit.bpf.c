// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <coolbpf.h>
#include <coolbpf_cgroup.h>
#include <coolbpf_filter.h>
#include <coolbpf_path.h>
#include <coolbpf_task.h>

#define EPERM 1
/* How many directories above a file are looked for in the list. */
#define LEVELS 18
/* How many control groups around a task are. */
#define GROUPS 8

COOLBPF_FILTER(filter);
/* Whether what is not on the list is refused. */
const volatile u32 enforces = 0;
/* Whether only what is not on the list is told. */
const volatile u32 only_violations = 0;

/*
 * A file, by its directory and its name, or, without a name, a directory with all that is below it. Directories are known by
 * device and inode: paths are forged by mounting something else over them, in a namespace of one's own.
 */
struct place {
	u64 inode;
	u32 device;
	u32 length;
	char name[64];
};

/* The numbers of rules, from 1 on. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, struct place);
	__type(value, u32);
} places SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, u64);
	__type(value, u32);
} groups SEC(".maps");

struct event {
	u32 pid;
	u32 ppid;
	u32 uid;
	/* The rule that allows it; 0 for none. */
	u32 rule;
	u32 refused;
	/* The directory that the file is in. */
	u32 device;
	u64 inode;
	char comm[16];
	char asked[256];
	struct coolbpf_path path;
};

COOLBPF_EVENTS(events, struct event, 2 * 1024 * 1024);

static __always_inline u32 rule_at(struct place *place, struct dentry *directory)
{
	u32 *rule;

	place->inode = BPF_CORE_READ(directory, d_inode, i_ino);
	place->device = BPF_CORE_READ(directory, d_sb, s_dev);
	rule = bpf_map_lookup_elem(&places, place);
	return rule ? *rule : 0;
}

/* The rule of a file, whose own place, without a name that is too long for it, is written to `place`, which is zeroed. */
static __always_inline u32 rule_of_file(struct file *file, struct place *place)
{
	struct dentry *dentry = BPF_CORE_READ(file, f_path.dentry);
	struct place above = {};
	u32 rule;
	int level;

	place->length = BPF_CORE_READ(dentry, d_name.len);
	if (place->length < sizeof(place->name))
		bpf_probe_read_kernel(place->name, place->length & (sizeof(place->name) - 1), BPF_CORE_READ(dentry, d_name.name));
	rule = rule_at(place, BPF_CORE_READ(dentry, d_parent));
	if (rule)
		return rule;
#pragma unroll
	for (level = 0; level < LEVELS; level++) {
		struct dentry *parent = BPF_CORE_READ(dentry, d_parent);

		if (parent == dentry)
			return 0;
		rule = rule_at(&above, parent);
		if (rule)
			return rule;
		dentry = parent;
	}
	return 0;
}

static __always_inline u32 rule_of_group(struct task_struct *task)
{
	struct cgroup *cgroup = coolbpf_task_cgroup(task);
	int level;

#pragma unroll
	for (level = 0; level < GROUPS; level++) {
		u64 id;
		u32 *rule;

		if (!cgroup)
			return 0;
		id = coolbpf_cgroup_id(cgroup);
		rule = bpf_map_lookup_elem(&groups, &id);
		if (rule)
			return *rule;
		cgroup = coolbpf_cgroup_parent(cgroup);
	}
	return 0;
}

/* Judges what the current task executes; `asked` is what was asked for, in the kernel's memory. Returns whether it is refused. */
static __always_inline bool judge(void *ctx, struct file *file, const char *asked)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct place place = {};
	struct event *event;
	bool refused;
	u32 rule;

	if (!coolbpf_wanted(filter))
		return false;
	rule = rule_of_file(file, &place);
	if (!rule)
		rule = rule_of_group(task);
	refused = enforces && !rule;
	if (only_violations && rule)
		return refused;
	event = coolbpf_reserve(events);
	if (!event)
		return refused;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->ppid = coolbpf_task_parent(task);
	event->uid = bpf_get_current_uid_gid();
	event->rule = rule;
	event->refused = refused;
	event->device = place.device;
	event->inode = place.inode;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	event->asked[0] = 0;
	bpf_probe_read_kernel_str(event->asked, sizeof(event->asked), asked);
	coolbpf_path_of_file(&event->path, file);
	coolbpf_submit(ctx, events, event);
	return refused;
}

/* To refuse, and to learn scripts, too: whether an execution succeeds is not known yet. It isn't called for what another program has refused. */
SEC("?lsm/bprm_check_security") COOLBPF_ALTERNATIVE(exec, lsm)
int BPF_PROG(on_check, struct linux_binprm *bprm)
{
	if (!judge(ctx, BPF_CORE_READ(bprm, file), BPF_CORE_READ(bprm, filename)))
		return 0;
	/* clang would calculate what is returned, and the verifier not know its range. */
	barrier();
	return -EPERM;
}

SEC("tp_btf/sched_process_exec") COOLBPF_ALTERNATIVE(exec, tp_btf)
int BPF_PROG(on_exec_btf, struct task_struct *task, pid_t before, struct linux_binprm *bprm)
{
	judge(ctx, BPF_CORE_READ(bprm, file), BPF_CORE_READ(bprm, filename));
	return 0;
}

SEC("tracepoint/sched/sched_process_exec") COOLBPF_ALTERNATIVE(exec, tracepoint)
int on_exec(struct trace_event_raw_sched_process_exec *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	/* The low half of a __data_loc field is the offset of the text within the record. */
	judge(ctx, BPF_CORE_READ(task, mm, exe_file), (void *)ctx + (ctx->__data_loc_filename & 0xffff));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
