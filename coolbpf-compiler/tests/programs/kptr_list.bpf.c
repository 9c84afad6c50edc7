// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#define __contains(name, node) __attribute__((btf_decl_tag("contains:" #name ":" #node)))
#define container_of(ptr, type, member) ((type *)((void *)(ptr) - __builtin_offsetof(type, member)))
extern void bpf_obj_drop_impl(void *kptr, void *meta) __ksym;
#define private(name) SEC(".data." #name) __attribute__((aligned(8)))

struct item {
	struct bpf_list_node node;
	u64 value;
};

private(A) struct bpf_spin_lock lock;
private(A) struct bpf_list_head head __contains(item, node);

SEC("tc")
int push(struct __sk_buff *skb)
{
	struct bpf_list_node *popped;

	bpf_spin_lock(&lock);
	popped = bpf_list_pop_front(&head);
	bpf_spin_unlock(&lock);
	if (popped)
		bpf_obj_drop_impl(container_of(popped, struct item, node), 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
