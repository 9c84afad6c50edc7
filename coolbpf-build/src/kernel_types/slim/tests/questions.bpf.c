/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Each kind of CO-RE relocation, of what kernels have, of what some have, and of what none has. */
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#define KERNEL __attribute__((preserve_access_index))

struct task_struct___old {
	long state;
} KERNEL;

struct task_struct___new {
	unsigned int __state;
} KERNEL;

struct task_struct___none {
	int no_such_field;
} KERNEL;

/* Fields of the right names and of kinds that don't fit. */
struct task_struct___wrong {
	struct {
		int inner;
	} tgid;
	int *comm;
} KERNEL;

struct no_such_struct {
	int field;
} KERNEL;

/* What lies in nameless structs and unions there is plain here. */
struct sk_buff___plain {
	struct net_device *dev;
	unsigned char pkt_type : 3;
	__u32 priority;
	__u16 protocol;
} KERNEL;

/* Arrays without elements: the last of a struct, and not. */
struct linux_dirent64___bytes {
	char d_name[0];
} KERNEL;

struct bpf_prog___flexible {
	struct bpf_insn insnsi[0];
} KERNEL;

struct cgroup___both {
	struct cgroup *ancestors[8];
	struct {
		__u64 id;
	} kn;
} KERNEL;

enum bpf_map_type___other {
	BPF_MAP_TYPE_RINGBUF___other = 77,
	BPF_MAP_TYPE_NONE___other,
};

enum no_such_enum {
	NO_SUCH_VALUE,
};

struct list_head___same {
	struct list_head___same *next, *prev;
};

struct list_head___unlike {
	int next;
};

struct path___matching {
	struct vfsmount *mnt;
	struct dentry *dentry;
};

typedef struct {
	int counter;
} atomic_t___flavour;

typedef int (*initcall_t___flavour)(void);
typedef int no_such_type_t;

__u64 answers;

#define ANSWER(question) (answers = answers * 31 + (question))

SEC("raw_tp/sys_enter") int fields(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct task_struct___old *old = (void *)task;
	struct task_struct___new *new = (void *)task;
	struct task_struct___none *none = (void *)task;
	struct task_struct___wrong *wrong = (void *)task;
	struct no_such_struct *nowhere = (void *)task;
	struct sk_buff *skb = (void *)task;
	struct sk_buff___plain *plain = (void *)task;
	struct cgroup___both *cgroup = (void *)task;

	ANSWER(BPF_CORE_READ(task, real_parent, tgid));
	ANSWER(BPF_CORE_READ(task, mm, owner, cred, uid.val));
	ANSWER(BPF_CORE_READ(task, comm[3]));
	ANSWER(BPF_CORE_READ(task, se.load.weight));
	ANSWER(bpf_core_field_exists(task->se.vruntime));
	ANSWER(bpf_core_field_offset(task->comm[5]));
	ANSWER(bpf_core_field_size(task->comm));
	ANSWER(bpf_core_field_size(task->signal));
	ANSWER(bpf_core_field_exists(old->state) ? BPF_CORE_READ(old, state) : BPF_CORE_READ(new, __state));
	ANSWER(bpf_core_field_exists(none->no_such_field));
	ANSWER(bpf_core_field_exists(wrong->tgid) << 1 | bpf_core_field_exists(wrong->comm));
	ANSWER(bpf_core_field_exists(nowhere->field));
	ANSWER(BPF_CORE_READ(skb, dev, ifindex));
	ANSWER(BPF_CORE_READ_BITFIELD_PROBED(skb, pkt_type));
	ANSWER(BPF_CORE_READ_BITFIELD_PROBED(skb, cloned));
	ANSWER(BPF_CORE_READ_BITFIELD_PROBED(plain, pkt_type));
	ANSWER(BPF_CORE_READ(plain, priority) + BPF_CORE_READ(plain, protocol));
	ANSWER(bpf_core_field_exists(plain->dev));
	ANSWER(bpf_core_field_exists(cgroup->ancestors[2]) << 1 | bpf_core_field_exists(cgroup->kn));
	ANSWER(bpf_core_field_exists(((struct linux_dirent64___bytes *)ctx)->d_name[9]));
	ANSWER(bpf_core_field_exists(((struct bpf_prog___flexible *)ctx)->insnsi[7]));
	ANSWER(bpf_core_field_offset(((struct bpf_prog *)ctx)->insnsi[7].imm));
	ANSWER(bpf_core_field_offset(((struct inet_sock *)ctx)->sk.__sk_common.skc_daddr));
	ANSWER(bpf_core_field_offset(((struct ipv6hdr *)ctx)[3].saddr.in6_u.u6_addr16[2]));
	return 0;
}

SEC("raw_tp/sys_exit") int types(void *ctx)
{
	ANSWER(bpf_core_type_exists(struct task_struct));
	ANSWER(bpf_core_type_exists(struct no_such_struct));
	ANSWER(bpf_core_type_exists(atomic_t___flavour));
	ANSWER(bpf_core_type_exists(initcall_t___flavour));
	ANSWER(bpf_core_type_exists(no_such_type_t));
	ANSWER(bpf_core_type_exists(enum bpf_map_type___other));
	ANSWER(bpf_core_type_exists(union bpf_attr));
	ANSWER(bpf_core_type_size(struct task_struct));
	ANSWER(bpf_core_type_size(struct sk_buff___plain));
	ANSWER(bpf_core_type_size(pid_t));
	ANSWER(bpf_core_type_size(cpumask_t));
	ANSWER(bpf_core_type_matches(struct list_head___same));
	ANSWER(bpf_core_type_matches(struct list_head___unlike));
	ANSWER(bpf_core_type_matches(struct path___matching));
	ANSWER(bpf_core_type_matches(struct no_such_struct));
	ANSWER(bpf_core_enum_value_exists(enum bpf_map_type___other, BPF_MAP_TYPE_RINGBUF___other));
	ANSWER(bpf_core_enum_value_exists(enum bpf_map_type___other, BPF_MAP_TYPE_NONE___other));
	ANSWER(bpf_core_enum_value(enum bpf_map_type___other, BPF_MAP_TYPE_RINGBUF___other));
	ANSWER(bpf_core_enum_value_exists(enum no_such_enum, NO_SUCH_VALUE));
	ANSWER(bpf_core_enum_value(enum bpf_cmd, BPF_LINK_CREATE));
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
