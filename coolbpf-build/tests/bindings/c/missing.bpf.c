#include "vmlinux.h"
#include <coolbpf.h>

SEC("tp/sched/no_such_thing")
int tracepoint(void *ctx)
{
	return 0;
}

SEC("raw_tp/no_such_thing")
int raw_tracepoint(void *ctx)
{
	return 0;
}

SEC("?tp_btf/no_such_thing")
int by_type(void *ctx)
{
	return 0;
}

SEC("uprobe//bin/no_such_thing:main")
int in_process(void *ctx)
{
	return 0;
}

SEC("kprobe/no_such_function")
int on_kernel_function(void *ctx)
{
	return 0;
}

SEC("xdp")
int nowhere(void *ctx)
{
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
