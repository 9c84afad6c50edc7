/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_FILE_H__
#define __COOLBPF_FILE_H__

/*
 * What a task's file descriptors are. Include it after "vmlinux.h".
 *
 * All of it is CO-RE: it takes the kernel's types (Linux 5.4, or BTF that the program carries), and a program of a type
 * that may call bpf_probe_read_kernel().
 */

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* The open file that is behind a descriptor of a task; null where there is none. */
static __always_inline struct file *coolbpf_task_file(struct task_struct *task, int descriptor)
{
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	struct file **files = BPF_CORE_READ(table, fd);
	struct file *file = 0;

	if (descriptor < 0 || (unsigned int)descriptor >= BPF_CORE_READ(table, max_fds))
		return 0;
	bpf_probe_read_kernel(&file, sizeof(file), files + descriptor);
	return file;
}

/* What a file is: the bits S_IFMT of stat's st_mode, such as S_IFREG (0100000) and S_IFSOCK (0140000). */
static __always_inline __u32 coolbpf_file_kind(struct file *file)
{
	return BPF_CORE_READ(file, f_inode, i_mode) & 0170000;
}

/* The socket that a file is; null for other files. */
static __always_inline struct sock *coolbpf_file_sock(struct file *file)
{
	struct socket *socket;

	if (coolbpf_file_kind(file) != 0140000)
		return 0;
	socket = BPF_CORE_READ(file, private_data);
	return BPF_CORE_READ(socket, sk);
}

#endif /* __COOLBPF_FILE_H__ */
