// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_core_read.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8192);
	__type(key, u64);
	__type(value, u64);
} starts SEC(".maps");

u64 longest;

SEC("kprobe/vfs_read")
int BPF_KPROBE(enter, struct file *file, char *buf, size_t count)
{
	u64 id = bpf_get_current_pid_tgid(), now = bpf_ktime_get_ns();

	if (BPF_CORE_READ(file, f_path.dentry, d_inode, i_mode) & 0100000)
		bpf_map_update_elem(&starts, &id, &now, BPF_ANY);
	return 0;
}

SEC("kretprobe/vfs_read")
int BPF_KRETPROBE(leave, ssize_t ret)
{
	u64 id = bpf_get_current_pid_tgid();
	u64 *start = bpf_map_lookup_elem(&starts, &id);

	if (start && ret > 0 && bpf_ktime_get_ns() - *start > longest)
		longest = bpf_ktime_get_ns() - *start;
	bpf_map_delete_elem(&starts, &id);
	return 0;
}

SEC("kprobe/do_unlinkat")
int unlink(struct pt_regs *ctx)
{
	longest += PT_REGS_PARM1(ctx) + PT_REGS_IP(ctx) + PT_REGS_SP(ctx) + PT_REGS_RC(ctx);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
