#include "shared.h"

struct counts_map counts SEC(".maps");

const volatile __u32 from_second = 2;
static volatile __u32 seen;
__u64 second_total = 3;

static __noinline int same_name(__u32 pid)
{
	seen -= pid;
	return seen & 15;
}

int choice(void)
{
	return 2;
}

int note(__u32 pid)
{
	struct count first = { .calls = 1, .last = pid };
	struct count *count = bpf_map_lookup_elem(&counts, &pid);

	if (count) {
		count->calls++;
		count->last = from_second;
		return same_name(pid);
	}
	second_total++;
	bpf_map_update_elem(&counts, &pid, &first, BPF_ANY);
	return parent_of_current();
}
