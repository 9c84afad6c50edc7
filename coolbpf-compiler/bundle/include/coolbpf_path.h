/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_PATH_H__
#define __COOLBPF_PATH_H__

/*
 * The paths of files, across mounts, for programs that may not call bpf_d_path(). Include it after "vmlinux.h".
 *
 * It is CO-RE: it takes the kernel's types (Linux 5.4, or BTF that the program carries), and a program of a type that may
 * call bpf_probe_read_kernel(). Loops are unrolled for kernels before 5.3.
 */

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* How many directories and mounts are followed. */
#define COOLBPF_PATH_PARTS 24
/* Longer names are cut. */
#define COOLBPF_PATH_NAME 255
#define COOLBPF_PATH_SIZE 4096

/*
 * A path, written from its end. Too large for the stack: keep it in a map with an entry per CPU, or in an event.
 *
 * The text is the bytes from `start` to COOLBPF_PATH_SIZE, of which the last is 0. It starts with `/` where it is whole, and
 * else with what had no room or was too deep left out.
 */
struct coolbpf_path {
	__u32 start;
	__u32 parts;
	/* The second half is never used: it is there for the verifier, which sees that a name fits behind each place. */
	char text[COOLBPF_PATH_SIZE + COOLBPF_PATH_NAME + 1];
};

/* Writes the name of one directory before what is there. Returns whether it had room. */
static __always_inline bool __coolbpf_path_put(struct coolbpf_path *path, struct dentry *dentry)
{
	__u32 length = BPF_CORE_READ(dentry, d_name.len);
	__u32 at = path->start;

	if (length > COOLBPF_PATH_NAME)
		length = COOLBPF_PATH_NAME;
	if (at < length + 1 || at >= COOLBPF_PATH_SIZE)
		return false;
	at -= length;
	bpf_probe_read_kernel(&path->text[at & (COOLBPF_PATH_SIZE - 1)], length & COOLBPF_PATH_NAME,
			      BPF_CORE_READ(dentry, d_name.name));
	at -= 1;
	path->text[at & (COOLBPF_PATH_SIZE - 1)] = '/';
	path->start = at;
	path->parts += 1;
	return true;
}

/* Writes the path that leads to `dentry` of the mount `mnt`, as it is from the root of all mounts. */
static __always_inline void coolbpf_path_of(struct coolbpf_path *path, struct vfsmount *mnt, struct dentry *dentry)
{
	struct mount *mount = (void *)mnt - bpf_core_field_offset(struct mount, mnt);
	bool is_whole = false;
	int part;

	path->start = COOLBPF_PATH_SIZE - 1;
	path->parts = 0;
	path->text[COOLBPF_PATH_SIZE - 1] = 0;
#pragma unroll
	for (part = 0; part < COOLBPF_PATH_PARTS; part++) {
		struct dentry *parent = BPF_CORE_READ(dentry, d_parent);

		if (dentry == BPF_CORE_READ(mount, mnt.mnt_root)) {
			struct mount *above = BPF_CORE_READ(mount, mnt_parent);

			if (above == mount) {
				is_whole = true;
				break;
			}
			dentry = BPF_CORE_READ(mount, mnt_mountpoint);
			mount = above;
			continue;
		}
		/* What is in no mount, such as a pipe. */
		if (dentry == parent || !__coolbpf_path_put(path, dentry))
			break;
		dentry = parent;
	}
	if (!is_whole) {
		/* Without the `/` before what was found; nothing, if nothing was. */
		if (path->parts)
			path->start += 1;
	} else if (!path->parts) {
		path->start = COOLBPF_PATH_SIZE - 2;
		path->text[COOLBPF_PATH_SIZE - 2] = '/';
	}
}

/* The path of an open file. */
static __always_inline void coolbpf_path_of_file(struct coolbpf_path *path, struct file *file)
{
	coolbpf_path_of(path, BPF_CORE_READ(file, f_path.mnt), BPF_CORE_READ(file, f_path.dentry));
}

/* The path of the program that a task runs; empty for threads of the kernel. */
static __always_inline void coolbpf_path_of_task(struct coolbpf_path *path, struct task_struct *task)
{
	struct file *file = BPF_CORE_READ(task, mm, exe_file);

	if (file) {
		coolbpf_path_of_file(path, file);
		return;
	}
	path->parts = 0;
	path->start = COOLBPF_PATH_SIZE - 1;
	path->text[COOLBPF_PATH_SIZE - 1] = 0;
}

#endif /* __COOLBPF_PATH_H__ */
