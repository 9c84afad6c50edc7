#include "shared.h"

/* Kernel types in another translation unit, read by CO-RE. */
int parent_of_current(void)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();

	return BPF_CORE_READ(task, real_parent, tgid);
}
