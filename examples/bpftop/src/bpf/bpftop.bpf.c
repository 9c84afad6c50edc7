// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* `ANON_INODE_FS_MAGIC` of include/uapi/linux/magic.h: files that only the kernel names. */
#define ANONYMOUS 0x09041934

struct holder {
	u32 program;
	u32 pid;
	char comm[16];
};

struct name {
	u32 program;
	char text[64];
};

/* What is written next: an iterator runs for one reader at a time. */
struct holder holder = {};
struct name name = {};

/* Both names have eight letters. There is no memcmp() here for clang 14 to call. */
static __always_inline bool is_called(const char *kind, const char *name)
{
	int at;

#pragma unroll
	for (at = 0; at < 9; at++) {
		if (kind[at] != name[at])
			return false;
	}
	return true;
}

/* The program that a descriptor is of, or that its link attaches. */
static __always_inline struct bpf_prog *program_of(struct file *file)
{
	struct bpf_link *link;
	char kind[16] = {};

	if (BPF_CORE_READ(file, f_inode, i_sb, s_magic) != ANONYMOUS)
		return NULL;
	bpf_probe_read_kernel_str(kind, sizeof(kind), BPF_CORE_READ(file, f_path.dentry, d_name.name));
	if (is_called(kind, "bpf-prog"))
		return BPF_CORE_READ(file, private_data);
	if (!is_called(kind, "bpf_link"))
		return NULL;
	link = BPF_CORE_READ(file, private_data);
	return BPF_CORE_READ(link, prog);
}

SEC("iter/task_file")
int holders(struct bpf_iter__task_file *ctx)
{
	struct task_struct *task = ctx->task;
	struct file *file = ctx->file;
	struct bpf_prog *program;

	if (!task || !file)
		return 0;
	program = program_of(file);
	/* A link of struct_ops has none. */
	if (!program)
		return 0;
	holder.program = BPF_CORE_READ(program, aux, id);
	holder.pid = task->tgid;
	BPF_CORE_READ_STR_INTO(&holder.comm, task, group_leader, comm);
	bpf_seq_write(ctx->meta->seq, &holder, sizeof(holder));
	return 0;
}

/* The kernel's own name of a program is cut to 15 bytes; its function has the whole of it. */
SEC("iter/bpf_prog")
int names(struct bpf_iter__bpf_prog *ctx)
{
	struct bpf_prog *program = ctx->prog;
	struct bpf_func_info *function;
	struct btf_type **types, *type;
	struct btf *btf;

	if (!program)
		return 0;
	btf = BPF_CORE_READ(program, aux, btf);
	function = BPF_CORE_READ(program, aux, func_info);
	if (!btf || !function)
		return 0;
	types = BPF_CORE_READ(btf, types);
	if (bpf_probe_read_kernel(&type, sizeof(type), &types[BPF_CORE_READ(function, type_id)]))
		return 0;
	name.program = BPF_CORE_READ(program, aux, id);
	bpf_probe_read_kernel_str(name.text, sizeof(name.text),
				  BPF_CORE_READ(btf, strings) + BPF_CORE_READ(type, name_off));
	bpf_seq_write(ctx->meta->seq, &name, sizeof(name));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
