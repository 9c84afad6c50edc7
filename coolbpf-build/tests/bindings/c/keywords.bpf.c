#include "vmlinux.h"
#include <coolbpf.h>

/* Names that are Rust keywords, or that libbpf-cargo uses itself. */

struct match {
	u32 type;
	u64 fn;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__type(key, u32);
	__type(value, struct match);
} type SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, u32);
	__type(value, u64);
} name SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, u32);
} self SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_STACK);
	__uint(max_entries, 8);
	__type(value, u32);
} object SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_PERCPU_HASH);
	__uint(max_entries, 16);
	__type(key, u64);
	__type(value, u16);
} map SEC(".maps");

const volatile u32 loop = 7;
const volatile bool ref = true;
u64 mut = 5;
u32 impl;
u32 let SEC(".data.yield");

static __always_inline void count(u32 pid)
{
	u32 zero = 0, one = 1;
	struct match found = { .type = loop, .fn = mut };
	u64 *calls = bpf_map_lookup_elem(&name, &zero);
	u32 *here = bpf_map_lookup_elem(&self, &zero);

	if (calls)
		__sync_fetch_and_add(calls, 1);
	if (here)
		*here += 1;
	impl = pid;
	let += 1;
	bpf_map_update_elem(&type, &one, &found, BPF_ANY);
	bpf_map_push_elem(&object, &pid, 0);
}

SEC("raw_tp/sys_enter")
int fn(struct bpf_raw_tracepoint_args *ctx)
{
	u32 pid = bpf_get_current_pid_tgid() >> 32;

	if (pid == impl || !ref)
		count(pid);
	return 0;
}

SEC("raw_tp/sys_enter")
int prog(struct bpf_raw_tracepoint_args *ctx)
{
	u32 one = 1;
	u64 *calls = bpf_map_lookup_elem(&name, &one);

	if (calls)
		__sync_fetch_and_add(calls, 1);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
