// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
// Programs that no verifier takes, each for a reason of its own.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>

struct record {
	__u64 numbers[8];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, struct record);
} values SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, struct record);
} entries SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} ring SEC(".maps");

struct locked {
	struct bpf_spin_lock lock;
	__u64 number;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct locked);
} locks SEC(".maps");

const volatile __u64 limit = 8;

static __always_inline struct record *first(void)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&values, &key);
}

SEC("?socket")
int no_null_check(struct __sk_buff *skb)
{
	__u32 key = 0;
	struct record *value = bpf_map_lookup_elem(&entries, &key);

	return value->numbers[0];
}

SEC("?socket")
int pointer_moved_before_null_check(struct __sk_buff *skb)
{
	__u32 key = 0;
	void *value = bpf_map_lookup_elem(&entries, &key);

	// Not to be compared before the addition, as clang would have it.
	asm volatile("%0 += 8" : "+r"(value));
	return value ? *(__u64 *)value : 0;
}

SEC("?tracepoint/syscalls/sys_enter_setpriority")
int kernel_memory_read_directly(__u64 *arguments)
{
	__u64 *task = (__u64 *)bpf_get_current_task();

	return *task;
}

SEC("?socket")
int beyond_the_value(struct __sk_buff *skb)
{
	struct record *value = first();

	return value ? value->numbers[8] : 0;
}

SEC("?socket")
int index_without_upper_bound(struct __sk_buff *skb)
{
	struct record *value = first();

	return value ? value->numbers[skb->len] : 0;
}

SEC("?socket")
int index_that_may_be_negative(struct __sk_buff *skb)
{
	struct record *value = first();
	int index = skb->mark;

	if (!value || index > 7)
		return 0;
	return value->numbers[index];
}

SEC("?xdp")
int packet_without_length_check(struct xdp_md *ctx)
{
	struct ethhdr *header = (void *)(long)ctx->data;

	return header->h_proto ? XDP_PASS : XDP_DROP;
}

SEC("?socket")
int context_beyond_its_fields(struct __sk_buff *skb)
{
	return *(volatile __u32 *)((void *)skb + 4000);
}

SEC("?socket")
int context_by_a_moved_pointer(struct __sk_buff *skb)
{
	__u32 *words = (__u32 *)skb;

	return words[skb->len & 1];
}

SEC("?socket")
int reservation_that_is_forgotten(struct __sk_buff *skb)
{
	__u64 *event = bpf_ringbuf_reserve(&ring, sizeof(*event), 0);

	if (!event || skb->len > 100)
		return 0;
	*event = skb->len;
	bpf_ringbuf_submit(event, 0);
	return 0;
}

SEC("?socket")
int reservation_used_after_its_end(struct __sk_buff *skb)
{
	__u64 *event = bpf_ringbuf_reserve(&ring, sizeof(*event), 0);

	if (!event)
		return 0;
	bpf_ringbuf_submit(event, 0);
	*(volatile __u64 *)event = skb->len;
	return 0;
}

SEC("?socket")
int loop_without_an_end(struct __sk_buff *skb)
{
	volatile __u32 count = 0;

	while (count < 10)
		count += skb->len & 0;
	return count;
}

SEC("?socket")
int too_many_ways(struct __sk_buff *skb)
{
	__u32 mark = 0;

	for (__u32 i = 0; i < 100000; i++)
		asm volatile("%0 = *(u32 *)(%1 + 8); if %0 == 0 goto +0" : "=r"(mark) : "r"(skb));
	return mark;
}

SEC("?socket")
int register_without_a_value(struct __sk_buff *skb)
{
	int result;

	asm volatile("%0 = r7" : "=r"(result));
	return result;
}

SEC("?socket")
int stack_read_before_it_is_written(struct __sk_buff *skb)
{
	__u32 key;

	asm volatile("" : "=m"(key));
	return bpf_map_delete_elem(&values, &key);
}

SEC("?socket")
int stack_beyond_its_size(struct __sk_buff *skb)
{
	asm volatile("*(u64 *)(r10 - 520) = %0" : : "r"(0ULL));
	return 0;
}

static __noinline int deep(struct __sk_buff *skb)
{
	volatile char text[400];

	text[skb->len & 255] = skb->len;
	return text[skb->mark & 255];
}

SEC("?socket")
int stacks_of_calls_too_large(struct __sk_buff *skb)
{
	volatile char text[400];

	text[skb->len & 255] = skb->len;
	return deep(skb) + text[skb->mark & 255];
}

SEC("?socket")
int wrong_argument_of_a_helper(struct __sk_buff *skb)
{
	return bpf_map_delete_elem(&values, (void *)(long)skb->len);
}

SEC("?socket")
int helper_of_another_program_type(struct __sk_buff *skb)
{
	return bpf_xdp_adjust_head((void *)skb, 0);
}

SEC("?socket")
int helper_that_nobody_has(struct __sk_buff *skb)
{
	static int (*const helper)(void) = (void *)9999;

	return helper();
}

SEC("?cgroup_skb/ingress")
int value_that_may_not_be_returned(struct __sk_buff *skb)
{
	return 7;
}

SEC("?socket")
int pointer_changed_by_an_operation(struct __sk_buff *skb)
{
	struct record *value = first();

	if (!value)
		return 0;
	value = (struct record *)((unsigned long)value & ~7UL);
	return value->numbers[0];
}

SEC("?socket")
int constant_that_is_written(struct __sk_buff *skb)
{
	*(volatile __u64 *)&limit = skb->len;
	return 0;
}

SEC("?tc")
int call_while_locked(struct __sk_buff *skb)
{
	__u32 key = 0;
	struct locked *value = bpf_map_lookup_elem(&locks, &key);

	if (!value)
		return 0;
	bpf_spin_lock(&value->lock);
	value->number = bpf_get_prandom_u32();
	bpf_spin_unlock(&value->lock);
	return 0;
}

SEC("?socket")
int size_without_a_bound(struct __sk_buff *skb)
{
	char text[16];

	return bpf_skb_load_bytes(skb, 0, text, skb->len) + text[0];
}

SEC("?socket")
int size_that_may_be_zero(struct __sk_buff *skb)
{
	struct record *value = first();

	if (!value)
		return 0;
	return bpf_skb_load_bytes(skb, 0, value, skb->len & 63);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
