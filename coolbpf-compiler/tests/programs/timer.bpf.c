// SPDX-License-Identifier: GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct element {
	struct bpf_timer timer;
	u64 fired;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, int);
	__type(value, struct element);
} timers SEC(".maps");

static int fire(void *map, int *key, struct element *element)
{
	element->fired++;
	return 0;
}

SEC("tc")
int arm(struct __sk_buff *skb)
{
	int zero = 0;
	struct element *element = bpf_map_lookup_elem(&timers, &zero);

	if (!element)
		return 0;
	bpf_timer_init(&element->timer, &timers, 1);
	bpf_timer_set_callback(&element->timer, fire);
	bpf_timer_start(&element->timer, 1000000, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
