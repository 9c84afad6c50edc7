#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

/* How often each program ran. */
u64 in_process, returns, packets, sockets, samples, sent, received;

SEC("uprobe")
int on_call(void *ctx)
{
	__sync_fetch_and_add(&in_process, 1);
	return 0;
}

SEC("uretprobe")
int on_return(void *ctx)
{
	__sync_fetch_and_add(&returns, 1);
	return 0;
}

SEC("xdp")
int on_packet(void *ctx)
{
	__sync_fetch_and_add(&packets, 1);
	return XDP_PASS;
}

SEC("cgroup/sock_create")
int on_socket(void *ctx)
{
	__sync_fetch_and_add(&sockets, 1);
	return 1;
}

SEC("perf_event")
int on_sample(void *ctx)
{
	__sync_fetch_and_add(&samples, 1);
	return 0;
}

SEC("tcx/egress")
int on_send(void *ctx)
{
	__sync_fetch_and_add(&sent, 1);
	return TCX_NEXT;
}

SEC("socket")
int on_datagram(struct __sk_buff *skb)
{
	__sync_fetch_and_add(&received, 1);
	return skb->len;
}

char LICENSE[] SEC("license") = "GPL";
