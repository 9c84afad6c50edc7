// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <coolbpf.h>
#include <coolbpf_cgroup.h>
#include <coolbpf_file.h>
#include <coolbpf_filter.h>
#include <coolbpf_path.h>

#define EPERM 1
#define EACCES 13
#define EROFS 30
#define AT_FDCWD -100
#define FMODE_READ 1
#define FMODE_WRITE 2
#define O_TRUNC 01000

/* How far above a file a directory is looked for that is guarded. */
#define LEVELS 24
/* How many control groups around a task are. */
#define GROUPS 16

/* What can be tried, as bits. */
#define OPEN_READ 1
#define OPEN_WRITE 2
#define CREATE 4
#define UNLINK 8
#define RENAME 16
#define LINK 32
#define CHMOD 64

COOLBPF_FILTER(filter);
/* What is told, and what is refused. */
const volatile u32 watched = 0;
const volatile u32 denied = 0;
/* Whether there are tasks that may do all of it. */
const volatile u32 has_exceptions = 0;
/* Whether files are guarded, and not only directories. */
const volatile u32 has_names = 0;

/* What is guarded: files, and directories with all that is below them. */
struct place {
	u64 inode;
	u32 device;
	u32 padding;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, struct place);
	/* Its number, from 1 on. */
	__type(value, u32);
} guarded SEC(".maps");

/* A guarded file by its name, too: what replaces it is another file. */
struct name {
	struct place directory;
	u32 length;
	char text[64];
	u32 padding;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, struct name);
	__type(value, u32);
} guarded_names SEC(".maps");

/* Who may do all of it. */
struct comm {
	char text[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, struct comm);
	__type(value, u8);
} excepted_comms SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, u8);
} excepted_uids SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, u64);
	__type(value, u8);
} excepted_groups SEC(".maps");

struct event {
	u32 pid;
	u32 uid;
	u32 operation;
	/* 0, or what went wrong as a negative number. */
	s32 result;
	/* The number of what is guarded; 0 where only a name is known. */
	u32 guard;
	u32 padding;
	char comm[16];
	/* The name that was asked for; where only that is known. */
	char name[256];
	/* The file below what is guarded, or the directory that the name is relative to. */
	struct coolbpf_path path;
};

COOLBPF_EVENTS(events, struct event, 2 * 1024 * 1024);

static __noinline bool is_excepted(void)
{
	struct cgroup *cgroup = coolbpf_task_cgroup((void *)bpf_get_current_task());
	u32 uid = bpf_get_current_uid_gid();
	struct comm comm = {};
	int level;

	bpf_get_current_comm(comm.text, sizeof(comm.text));
	if (bpf_map_lookup_elem(&excepted_comms, &comm) || bpf_map_lookup_elem(&excepted_uids, &uid))
		return true;
	for (level = 0; level < GROUPS && cgroup; level++) {
		u64 id = coolbpf_cgroup_id(cgroup);

		if (bpf_map_lookup_elem(&excepted_groups, &id))
			return true;
		cgroup = coolbpf_cgroup_parent(cgroup);
	}
	return false;
}

static __always_inline bool is_wanted(u32 operation)
{
	return ((watched | denied) & operation) && coolbpf_wanted(filter) && !(has_exceptions && is_excepted());
}

/* An event of the current task, which lacks what was tried on what. */
static __always_inline struct event *begin(u32 operation, s32 result)
{
	struct event *event = coolbpf_reserve(events);

	if (!event)
		return 0;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->uid = bpf_get_current_uid_gid();
	event->operation = operation;
	event->result = result;
	event->guard = 0;
	event->padding = 0;
	event->name[0] = 0;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	event->path.start = COOLBPF_PATH_SIZE - 1;
	event->path.parts = 0;
	event->path.text[COOLBPF_PATH_SIZE - 1] = 0;
	return event;
}

static __always_inline struct place place_of(struct dentry *dentry)
{
	struct place place = {
		.inode = BPF_CORE_READ(dentry, d_inode, i_ino),
		.device = BPF_CORE_READ(dentry, d_sb, s_dev),
	};

	return place;
}

/* The number of a guarded file with this name in this directory, whichever file it is now; 0 for none. */
static __always_inline u32 guard_of_name(struct dentry *file)
{
	struct name name = { .directory = place_of(BPF_CORE_READ(file, d_parent)) };
	u32 *guard;

	name.length = BPF_CORE_READ(file, d_name.len);
	if (name.length >= sizeof(name.text))
		return 0;
	bpf_probe_read_kernel(name.text, name.length & (sizeof(name.text) - 1), BPF_CORE_READ(file, d_name.name));
	guard = bpf_map_lookup_elem(&guarded_names, &name);
	return guard ? *guard : 0;
}

/*
 * The number of what guards a file, or 0, and where it is: the file, or a directory above it. Mounts are not crossed: what
 * another one shows of the same files is guarded, too.
 */
static __noinline u32 find(struct dentry *file, struct dentry **at)
{
	struct dentry *dentry = file;
	u32 *guard;
	int level;

	for (level = 0; level < LEVELS; level++) {
		struct dentry *parent = BPF_CORE_READ(dentry, d_parent);
		struct place place = place_of(dentry);

		guard = bpf_map_lookup_elem(&guarded, &place);
		if (guard) {
			*at = dentry;
			return *guard;
		}
		if (parent == dentry)
			break;
		dentry = parent;
	}
	*at = file;
	return has_names ? guard_of_name(file) : 0;
}

/* Tells what is tried on a file, if it is guarded. Returns whether it is. */
static __noinline bool tell(void *ctx, struct dentry *file, u32 operation, s32 result)
{
	struct dentry *dentry = 0;
	u32 guard = find(file, &dentry);
	struct event *event;
	int step;

	if (!guard)
		return false;
	/* What is refused is told in any case. */
	if (!(watched & operation) && !result)
		return true;
	event = begin(operation, result);
	if (!event)
		return true;
	event->guard = guard;
	/* Not as many steps as levels: the verifier would follow each number by itself. */
	for (step = 0; step < LEVELS && file != dentry; step++) {
		if (!__coolbpf_path_put(&event->path, file))
			break;
		file = BPF_CORE_READ(file, d_parent);
	}
	coolbpf_submit(ctx, events, event);
	return true;
}

/* Tells what is tried before the kernel does it. Returns what refuses it, if it is to be refused and the file is guarded. */
static __always_inline int decide(void *ctx, struct dentry *file, u32 operation, bool is_refused)
{
	if (!tell(ctx, file, operation, is_refused ? -EPERM : 0) || !is_refused)
		return 0;
	/* clang would calculate what is returned, and the verifier not know its range. */
	barrier();
	return -EPERM;
}

static __always_inline int judge(void *ctx, struct dentry *file, u32 operation)
{
	return is_wanted(operation) ? decide(ctx, file, operation, denied & operation) : 0;
}

/* What may not be opened isn't given a name outside either, by which it could be. */
static __always_inline int judge_names(void *ctx, struct dentry *old, struct dentry *new, u32 operation)
{
	u32 opening = denied & (OPEN_READ | OPEN_WRITE);
	struct dentry *at = 0;
	bool leaves;

	if (!is_wanted(operation | opening))
		return 0;
	leaves = opening && find(old, &at) && !find(new, &at);
	if (!decide(ctx, old, operation, leaves || denied & operation))
		return decide(ctx, new, operation, denied & operation);
	barrier();
	return -EPERM;
}

/* Tells what is tried when the security modules have judged. */
static __always_inline int judged(void *ctx, struct dentry *file, u32 operation, int result)
{
	if (is_wanted(operation))
		tell(ctx, file, operation, result);
	return 0;
}

/* What a file is opened for: what truncates it writes, whatever its mode. */
static __always_inline u32 of_opening(struct file *file)
{
	u32 mode = BPF_CORE_READ(file, f_mode);

	if (!(mode & FMODE_WRITE) && !(BPF_CORE_READ(file, f_flags) & O_TRUNC))
		return OPEN_READ;
	return mode & FMODE_READ ? OPEN_READ | OPEN_WRITE : OPEN_WRITE;
}

/*
 * A hook of security modules, whose function in the kernel has the same arguments. The hook's programs aren't called for what
 * another one has refused.
 */
#define HOOK(NAME, DENTRY, OPERATION, ...)                                                         \
	SEC("lsm/" #NAME) COOLBPF_ALTERNATIVE(guard, lsm)                                          \
	int BPF_PROG(lsm_##NAME, __VA_ARGS__)                                                      \
	{                                                                                          \
		return judge(ctx, DENTRY, OPERATION);                                              \
	}                                                                                          \
	SEC("fexit/security_" #NAME) COOLBPF_ALTERNATIVE(guard, fexit)                             \
	int BPF_PROG(fexit_##NAME, __VA_ARGS__, int ret)                                           \
	{                                                                                          \
		return judged(ctx, DENTRY, OPERATION, ret);                                        \
	}

HOOK(file_open, BPF_CORE_READ(file, f_path.dentry), of_opening(file), struct file *file)
HOOK(inode_create, dentry, CREATE, struct inode *directory, struct dentry *dentry, umode_t mode)
HOOK(inode_mkdir, dentry, CREATE, struct inode *directory, struct dentry *dentry, umode_t mode)
HOOK(inode_mknod, dentry, CREATE, struct inode *directory, struct dentry *dentry, umode_t mode, dev_t device)
HOOK(inode_symlink, dentry, CREATE, struct inode *directory, struct dentry *dentry, const char *to)
HOOK(inode_unlink, dentry, UNLINK, struct inode *directory, struct dentry *dentry)
HOOK(inode_rmdir, dentry, UNLINK, struct inode *directory, struct dentry *dentry)
HOOK(path_truncate, BPF_CORE_READ(path, dentry), OPEN_WRITE, const struct path *path)
HOOK(path_chmod, BPF_CORE_READ(path, dentry), CHMOD, const struct path *path, umode_t mode)

SEC("lsm/inode_link") COOLBPF_ALTERNATIVE(guard, lsm)
int BPF_PROG(lsm_inode_link, struct dentry *old, struct inode *directory, struct dentry *new)
{
	return judge_names(ctx, old, new, LINK);
}

SEC("fexit/security_inode_link") COOLBPF_ALTERNATIVE(guard, fexit)
int BPF_PROG(fexit_inode_link, struct dentry *old, struct inode *directory, struct dentry *new, int ret)
{
	judged(ctx, old, LINK, ret);
	return judged(ctx, new, LINK, ret);
}

SEC("lsm/inode_rename") COOLBPF_ALTERNATIVE(guard, lsm)
int BPF_PROG(lsm_inode_rename, struct inode *from, struct dentry *old, struct inode *to, struct dentry *new)
{
	return judge_names(ctx, old, new, RENAME);
}

SEC("fexit/security_inode_rename") COOLBPF_ALTERNATIVE(guard, fexit)
int BPF_PROG(fexit_inode_rename, struct inode *from, struct dentry *old, struct inode *to, struct dentry *new,
	     unsigned int flags, int ret)
{
	judged(ctx, old, RENAME, ret);
	return judged(ctx, new, RENAME, ret);
}

/* What a thread asks a system call for, until it has its answer. */
struct asked {
	u64 name;
	/* Of a system call that takes two names; else 0. */
	u64 second_name;
	s32 directory;
	s32 second_directory;
	u32 operation;
	u32 padding;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 16384);
	__type(key, u32);
	__type(value, struct asked);
} asking SEC(".maps");

static __noinline int ask(struct asked *asked)
{
	u32 thread = bpf_get_current_pid_tgid();

	if (is_wanted(asked->operation))
		bpf_map_update_elem(&asking, &thread, asked, BPF_ANY);
	return 0;
}

/* Tells a name: the application knows whether it leads to something that is guarded. */
static __noinline void tell_name(void *ctx, u32 operation, s32 result, u64 name, s32 directory)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct vfsmount *mount = 0;
	struct dentry *dentry = 0;
	struct event *event;
	struct file *file;

	event = begin(operation, result);
	if (!event)
		return;
	if (bpf_probe_read_user_str(event->name, sizeof(event->name), (void *)name) < 0)
		event->name[0] = 0;
	if (event->name[0] != '/' && directory == AT_FDCWD) {
		mount = BPF_CORE_READ(task, fs, pwd.mnt);
		dentry = BPF_CORE_READ(task, fs, pwd.dentry);
	} else if (event->name[0] != '/') {
		file = coolbpf_task_file(task, directory);
		if (file) {
			mount = BPF_CORE_READ(file, f_path.mnt);
			dentry = BPF_CORE_READ(file, f_path.dentry);
		}
	}
	if (dentry)
		coolbpf_path_of(&event->path, mount, dentry);
	coolbpf_submit(ctx, events, event);
}

static __noinline int answer(struct trace_event_raw_sys_exit *ctx)
{
	u32 thread = bpf_get_current_pid_tgid();
	struct asked *asked = bpf_map_lookup_elem(&asking, &thread), was;
	s64 result = ctx->ret;
	struct file *file;

	if (!asked)
		return 0;
	was = *asked;
	bpf_map_delete_elem(&asking, &thread);
	if (result >= 0 && was.operation & (OPEN_READ | OPEN_WRITE) && was.operation != OPEN_WRITE) {
		file = coolbpf_task_file((void *)bpf_get_current_task(), result);
		if (file)
			tell(ctx, BPF_CORE_READ(file, f_path.dentry), of_opening(file), 0);
		return 0;
	}
	/* What failed for another reason was not decided, as where there is no such file. */
	if (result < 0 && result != -EPERM && result != -EACCES && result != -EROFS)
		return 0;
	tell_name(ctx, was.operation, result < 0 ? result : 0, was.name, was.directory);
	if (was.second_name)
		tell_name(ctx, was.operation, result < 0 ? result : 0, was.second_name, was.second_directory);
	return 0;
}

#define CALL_OF_TWO(NAME, OPERATION, DIRECTORY, FILE, SECOND_DIRECTORY, SECOND_FILE)               \
	SEC("tracepoint/syscalls/sys_enter_" #NAME) COOLBPF_ALTERNATIVE(guard, tracepoint)         \
	int enter_##NAME(struct trace_event_raw_sys_enter *ctx)                                    \
	{                                                                                          \
		struct asked asked = {                                                             \
			.name = FILE,                                                              \
			.second_name = SECOND_FILE,                                                \
			.directory = DIRECTORY,                                                    \
			.second_directory = SECOND_DIRECTORY,                                      \
			.operation = OPERATION,                                                    \
		};                                                                                 \
                                                                                                   \
		return ask(&asked);                                                                \
	}                                                                                          \
	SEC("tracepoint/syscalls/sys_exit_" #NAME) COOLBPF_ALTERNATIVE(guard, tracepoint)          \
	int exit_##NAME(struct trace_event_raw_sys_exit *ctx)                                      \
	{                                                                                          \
		return answer(ctx);                                                                \
	}

#define CALL(NAME, OPERATION, DIRECTORY, FILE) CALL_OF_TWO(NAME, OPERATION, DIRECTORY, FILE, 0, 0)

CALL(openat, OPEN_READ | OPEN_WRITE, ctx->args[0], ctx->args[1])
CALL(openat2, OPEN_READ | OPEN_WRITE, ctx->args[0], ctx->args[1])
CALL(mkdirat, CREATE, ctx->args[0], ctx->args[1])
CALL(unlinkat, UNLINK, ctx->args[0], ctx->args[1])
CALL(truncate, OPEN_WRITE, AT_FDCWD, ctx->args[0])
CALL(fchmodat, CHMOD, ctx->args[0], ctx->args[1])
CALL_OF_TWO(renameat, RENAME, ctx->args[0], ctx->args[1], ctx->args[2], ctx->args[3])
CALL_OF_TWO(renameat2, RENAME, ctx->args[0], ctx->args[1], ctx->args[2], ctx->args[3])
CALL_OF_TWO(linkat, LINK, ctx->args[0], ctx->args[1], ctx->args[2], ctx->args[3])
/* arm64 has none of these. */
#ifdef __TARGET_ARCH_x86
CALL(open, OPEN_READ | OPEN_WRITE, AT_FDCWD, ctx->args[0])
CALL(creat, OPEN_READ | OPEN_WRITE, AT_FDCWD, ctx->args[0])
CALL(mkdir, CREATE, AT_FDCWD, ctx->args[0])
CALL(unlink, UNLINK, AT_FDCWD, ctx->args[0])
CALL(rmdir, UNLINK, AT_FDCWD, ctx->args[0])
CALL(chmod, CHMOD, AT_FDCWD, ctx->args[0])
CALL_OF_TWO(rename, RENAME, AT_FDCWD, ctx->args[0], AT_FDCWD, ctx->args[1])
CALL_OF_TWO(link, LINK, AT_FDCWD, ctx->args[0], AT_FDCWD, ctx->args[1])
#endif

char LICENSE[] SEC("license") = "Dual BSD/GPL";
