// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

#define __contains(name, node) __attribute__((btf_decl_tag("contains:" #name ":" #node)))
#define private(name) SEC(".data." #name) __hidden __attribute__((aligned(8)))
#define container_of(ptr, type, member) ((type *)((void *)(ptr) - __builtin_offsetof(type, member)))

struct item {
	struct bpf_list_node node;
	u64 value;
};

extern void *bpf_obj_new_impl(u64 local_type_id, void *meta) __ksym;
extern void bpf_obj_drop_impl(void *kptr, void *meta) __ksym;
extern int bpf_list_push_front_impl(struct bpf_list_head *head, struct bpf_list_node *node, void *meta,
				    u64 off) __ksym;

private(A) struct bpf_spin_lock lock;
private(A) struct bpf_list_head head __contains(item, node);

u64 last;

SEC("tc")
int push_and_pop(struct __sk_buff *skb)
{
	struct item *item = bpf_obj_new_impl(bpf_core_type_id_local(struct item), 0);
	struct bpf_list_node *popped;

	if (!item)
		return 0;
	item->value = skb->len;
	bpf_spin_lock(&lock);
	bpf_list_push_front_impl(&head, &item->node, 0, 0);
	popped = bpf_list_pop_front(&head);
	bpf_spin_unlock(&lock);
	if (popped) {
		item = container_of(popped, struct item, node);
		last = item->value;
		bpf_obj_drop_impl(item, 0);
	}
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
