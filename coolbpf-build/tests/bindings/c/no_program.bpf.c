#include "vmlinux.h"
#include <coolbpf.h>

COOLBPF_EVENTS(events, u32, 4096);

int forgotten(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
