// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

/* As sources do that are older than the prototypes in vmlinux.h. */
extern struct task_struct *bpf_task_from_pid(s32 pid) __ksym;
extern void bpf_task_release(struct task_struct *p) __ksym;

int uid;

SEC("tp_btf/sched_process_exec")
int BPF_PROG(on_exec, struct task_struct *p, pid_t old_pid, struct linux_binprm *bprm)
{
	struct task_struct *init = bpf_task_from_pid(1);

	if (init) {
		uid = init->cred->uid.val + bprm->argc;
		bpf_task_release(init);
	}
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
