// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <coolbpf.h>
#include <coolbpf_file.h>
#include <coolbpf_filter.h>
#include <coolbpf_path.h>

#define FMODE_CREATED 0x100000
/* How much is known of a name: its end. */
#define END 64
/* So many files of one name are known at a time, each in another directory. */
#define PLACES 8
/* Longer names are cut. */
#define SHOWN 256

/* Of the task that creates the file. */
COOLBPF_FILTER(filter);
/// Only files that lived for so many milliseconds at most; 0 for all
const volatile u32 max_age = 0;

struct name {
	/* Zeroes, the last bytes of the name, a zero. */
	char end[END];
	u32 place;
};

/* A file that is there, and what leads to it in the kernel's tree of names. */
struct created {
	u64 at;
	u64 dentry;
	u64 inode;
	u64 number;
	u64 parent;
	u64 mount;
	u32 hash;
	u32 pid;
	char comm[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 32768);
	__type(key, struct name);
	__type(value, struct created);
} files SEC(".maps");

/* The names that a thread has asked to move and to remove, until it has its answer. */
struct asked {
	struct name moved;
	struct name removed;
	/* The places of files that have them. */
	u32 moved_places;
	u32 removed_places;
	/* Where the end of the name that is removed lies in the thread's memory. */
	u64 text;
	u64 replaces;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, u32);
	__type(value, struct asked);
} asking SEC(".maps");

/* What is being worked on, for the verifier doesn't follow each value that lies in a map. */
struct work {
	/* Before the text, for names that are shorter than their end; never written. */
	char zeroes[END];
	char text[4096 + END];
	char end[END];
	u64 oldest;
	u32 place;
	u32 places;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct work);
} work_of_cpu SEC(".maps");

struct event {
	u64 age;
	u32 pid;
	u32 deleter;
	/* Whether another file took its name. */
	u32 replaced;
	u32 padding;
	char comm[16];
	char deleter_comm[16];
	char name[SHOWN];
	struct coolbpf_path directory;
};

COOLBPF_EVENTS(events, struct event, 2 * 1024 * 1024);

static __always_inline struct work *work_here(void)
{
	u32 zero = 0;

	return bpf_map_lookup_elem(&work_of_cpu, &zero);
}

/* Takes the last part of a path. Returns how many bytes the path has with its 0, or an error. */
static __noinline long read_end(struct name *name, const char *path, bool is_of_user)
{
	struct work *work = work_here();
	bool is_above = false;
	long size;
	int at;

	if (!work)
		return -1;
	if (is_of_user)
		size = bpf_probe_read_user_str(work->text, 4095, path);
	else
		size = bpf_probe_read_kernel_str(work->text, 4095, path);
	if (size <= 1)
		return -1;
	bpf_probe_read_kernel(work->end, END, (char *)work + (size & 4095));
#pragma unroll
	for (at = END - 1; at >= 0; at--) {
		if (work->end[at] == '/')
			is_above = true;
		if (is_above)
			work->end[at] = 0;
	}
	bpf_probe_read_kernel(name->end, END, work->end);
	return size;
}

/*
 * Whether the file still has a name, this one or another. The kernel parts a name that is removed from its inode, or, while the
 * file is open, takes the name out of the tree.
 */
static __always_inline bool is_alive(struct created *file)
{
	struct dentry *dentry = (void *)file->dentry;

	return (u64)BPF_CORE_READ(dentry, d_inode) == file->inode && BPF_CORE_READ(dentry, d_hash.pprev);
}

static __always_inline bool has_its_name(struct created *file)
{
	struct dentry *dentry = (void *)file->dentry;

	return (u64)BPF_CORE_READ(dentry, d_parent) == file->parent && BPF_CORE_READ(dentry, d_name.hash) == file->hash;
}

/* The kernel may have forgotten the file, and have others at the same addresses. */
static __noinline bool is_there(struct created *file)
{
	struct inode *inode = (void *)file->inode;

	return is_alive(file) && has_its_name(file) && BPF_CORE_READ(inode, i_ino) == file->number;
}

/* The places of the files that this name may mean, and that have no other name. */
static __noinline u32 places_of(struct name *name)
{
	struct work *work = work_here();
	u32 place;

	if (!work)
		return 0;
	work->places = 0;
#pragma unroll
	for (place = 0; place < PLACES; place++) {
		struct created *file;
		struct inode *inode;

		name->place = place;
		file = bpf_map_lookup_elem(&files, name);
		if (!file || !is_there(file))
			continue;
		inode = (void *)file->inode;
		if (BPF_CORE_READ(inode, i_nlink) < 2)
			work->places |= 1 << place;
	}
	return work->places;
}

/* Keeps a file by its name, instead of the oldest of that name if there are too many. */
static __noinline void keep(struct name *name, struct created *file)
{
	struct dentry *dentry = (void *)file->dentry;
	struct work *work = work_here();
	u32 place;

	if (!work)
		return;
	work->oldest = ~0ull;
#pragma unroll
	for (place = 0; place < PLACES; place++) {
		struct created *other;
		u64 at = 0;

		name->place = place;
		other = bpf_map_lookup_elem(&files, name);
		if (other && is_there(other))
			at = other->at;
		if (at < work->oldest) {
			work->oldest = at;
			work->place = place;
		}
	}
	file->parent = (u64)BPF_CORE_READ(dentry, d_parent);
	file->hash = BPF_CORE_READ(dentry, d_name.hash);
	name->place = work->place;
	bpf_map_update_elem(&files, name, file, BPF_ANY);
}

static __noinline int opened(struct trace_event_raw_sys_exit *ctx)
{
	struct created created = {};
	struct name name = {};
	struct dentry *dentry;
	struct file *file;

	if (ctx->ret < 0 || !coolbpf_wanted(filter))
		return 0;
	file = coolbpf_task_file((void *)bpf_get_current_task(), ctx->ret);
	if (!file || !(BPF_CORE_READ(file, f_mode) & FMODE_CREATED))
		return 0;
	dentry = BPF_CORE_READ(file, f_path.dentry);
	if (read_end(&name, (void *)BPF_CORE_READ(dentry, d_name.name), false) < 0)
		return 0;
	created.at = bpf_ktime_get_ns();
	created.dentry = (u64)dentry;
	created.inode = (u64)BPF_CORE_READ(dentry, d_inode);
	created.number = BPF_CORE_READ(dentry, d_inode, i_ino);
	created.mount = (u64)BPF_CORE_READ(file, f_path.mnt);
	created.pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(created.comm, sizeof(created.comm));
	keep(&name, &created);
	return 0;
}

static __noinline int ask(const char *moved, const char *removed)
{
	u32 thread = bpf_get_current_pid_tgid();
	struct asked asked = {};
	long size;

	size = read_end(&asked.removed, removed, true);
	if (size < 0)
		return 0;
	asked.text = (u64)removed + (size > SHOWN ? size - SHOWN : 0);
	asked.removed_places = places_of(&asked.removed);
	asked.replaces = moved != 0;
	if (moved && read_end(&asked.moved, moved, true) >= 0)
		asked.moved_places = places_of(&asked.moved);
	if (asked.removed_places || asked.moved_places)
		bpf_map_update_elem(&asking, &thread, &asked, BPF_ANY);
	return 0;
}

static __noinline void tell(void *ctx, struct created *file, struct asked *asked)
{
	u64 age = bpf_ktime_get_ns() - file->at;
	struct event *event;

	if (max_age && age > max_age * 1000000ull)
		return;
	event = coolbpf_reserve(events);
	if (!event)
		return;
	event->age = age;
	event->pid = file->pid;
	event->deleter = bpf_get_current_pid_tgid() >> 32;
	event->replaced = asked->replaces;
	event->padding = 0;
	__builtin_memcpy(event->comm, file->comm, sizeof(event->comm));
	bpf_get_current_comm(event->deleter_comm, sizeof(event->deleter_comm));
	if (bpf_probe_read_user_str(event->name, sizeof(event->name), (void *)asked->text) < 0)
		event->name[0] = 0;
	coolbpf_path_of(&event->directory, (void *)file->mount, (void *)file->parent);
	coolbpf_submit(ctx, events, event);
}

/* What has become of a file that had one of two names; it is told if it is gone. */
static __noinline void settle(void *ctx, struct name *name, struct name *other, struct asked *asked)
{
	struct created *file = bpf_map_lookup_elem(&files, name), was;

	if (!file)
		return;
	was = *file;
	if (!is_alive(&was)) {
		bpf_map_delete_elem(&files, name);
		if (asked)
			tell(ctx, &was, asked);
	} else if (!has_its_name(&was)) {
		bpf_map_delete_elem(&files, name);
		keep(other, &was);
	}
}

static __noinline int answer(struct trace_event_raw_sys_exit *ctx)
{
	u32 thread = bpf_get_current_pid_tgid(), place;
	struct asked *asked = bpf_map_lookup_elem(&asking, &thread), was;

	if (!asked)
		return 0;
	was = *asked;
	bpf_map_delete_elem(&asking, &thread);
	if (ctx->ret)
		return 0;
#pragma unroll
	for (place = 0; place < PLACES; place++) {
		was.removed.place = place;
		if (was.removed_places >> place & 1)
			settle(ctx, &was.removed, &was.moved, &was);
	}
#pragma unroll
	for (place = 0; place < PLACES; place++) {
		was.moved.place = place;
		if (was.moved_places >> place & 1)
			settle(ctx, &was.moved, &was.removed, 0);
	}
	return 0;
}

#define OPEN(NAME)                                                                                 \
	SEC("tracepoint/syscalls/sys_exit_" #NAME)                                                 \
	int exit_##NAME(struct trace_event_raw_sys_exit *ctx)                                      \
	{                                                                                          \
		return opened(ctx);                                                                \
	}

#define REMOVE(NAME, MOVED, REMOVED)                                                               \
	SEC("tracepoint/syscalls/sys_enter_" #NAME)                                                \
	int enter_##NAME(struct trace_event_raw_sys_enter *ctx)                                    \
	{                                                                                          \
		return ask((void *)(MOVED), (void *)(REMOVED));                                    \
	}                                                                                          \
	SEC("tracepoint/syscalls/sys_exit_" #NAME)                                                 \
	int exit_##NAME(struct trace_event_raw_sys_exit *ctx)                                      \
	{                                                                                          \
		return answer(ctx);                                                                \
	}

OPEN(openat)
OPEN(openat2)
REMOVE(unlinkat, 0, ctx->args[1])
REMOVE(renameat, ctx->args[1], ctx->args[3])
REMOVE(renameat2, ctx->args[1], ctx->args[3])
/* arm64 has none of these. */
#ifdef __TARGET_ARCH_x86
OPEN(open)
OPEN(creat)
REMOVE(unlink, 0, ctx->args[0])
REMOVE(rename, ctx->args[0], ctx->args[1])
#endif

char LICENSE[] SEC("license") = "Dual BSD/GPL";
