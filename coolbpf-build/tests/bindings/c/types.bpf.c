#include "vmlinux.h"
#include <coolbpf.h>
#include <bpf/bpf_core_read.h>

SEC("raw_tp/sys_enter")
int reads_a_kernel_struct(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	return BPF_CORE_READ(task, tgid);
}

char LICENSE[] SEC("license") = "GPL";
