// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
/* Programs whose sections say the kind of hook and no target, which the application names. */
#include <linux/bpf.h>
#include <linux/ptrace.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include "setpriority.h"

/* The number of setpriority(2). */
const volatile __u64 number;
/* The port of which packets are looked at, in the order of bytes of this machine. */
const volatile __u16 port;

__u64 calls;
__u64 others;
__u64 cookie;
/* Which of the two programs of one hook was called first and last. */
__u32 first;
__u32 last;

static inline int called(void)
{
	if (is_mine())
		__sync_fetch_and_add(&calls, 1);
	return 0;
}

static inline int called_as(__u32 who)
{
	if (!first)
		first = who;
	last = who;
	__sync_fetch_and_add(&calls, 1);
	return 0;
}

SEC("?tracepoint")
int tracepoint(struct setpriority *ctx)
{
	return called();
}

SEC("?tracepoint")
int another_tracepoint(struct setpriority *ctx)
{
	if (is_mine())
		__sync_fetch_and_add(&others, 1);
	return 0;
}

SEC("?tracepoint")
int tracepoint_cookie(struct setpriority *ctx)
{
	if (is_mine())
		cookie = bpf_get_attach_cookie(ctx);
	return called();
}

SEC("?raw_tp")
int raw_tracepoint(struct bpf_raw_tracepoint_args *ctx)
{
	return ctx->args[1] == number ? called() : 0;
}

SEC("?raw_tp")
int raw_tracepoint_cookie(struct bpf_raw_tracepoint_args *ctx)
{
	if (ctx->args[1] == number && is_mine())
		cookie = bpf_get_attach_cookie(ctx);
	return 0;
}

/* Run on arguments of one's own. */
SEC("?raw_tp/sys_enter")
int sum(struct bpf_raw_tracepoint_args *ctx)
{
	return ctx->args[0] + ctx->args[1];
}

SEC("?kprobe")
int kprobe(struct pt_regs *ctx)
{
	return called();
}

SEC("?kretprobe")
int kretprobe(struct pt_regs *ctx)
{
	return called();
}

SEC("?kprobe.multi")
int kprobe_multi(struct pt_regs *ctx)
{
	return called();
}

SEC("?kprobe")
int kprobe_cookie(struct pt_regs *ctx)
{
	if (is_mine())
		cookie = bpf_get_attach_cookie(ctx);
	return called();
}

SEC("?ksyscall")
int ksyscall(struct pt_regs *ctx)
{
	return called();
}

SEC("?uprobe")
int uprobe(struct pt_regs *ctx)
{
	return called();
}

SEC("?uprobe")
int uprobe_cookie(struct pt_regs *ctx)
{
	if (is_mine())
		cookie = bpf_get_attach_cookie(ctx);
	return called();
}

SEC("?uprobe.multi")
int uprobe_multi(struct pt_regs *ctx)
{
	return called();
}

SEC("?perf_event")
int perf_event(void *ctx)
{
	__sync_fetch_and_add(&calls, 1);
	return 0;
}

SEC("?tcx/ingress")
int packet_1(struct __sk_buff *skb)
{
	called_as(1);
	return TCX_NEXT;
}

SEC("?tcx/ingress")
int packet_2(struct __sk_buff *skb)
{
	called_as(2);
	return TCX_NEXT;
}

/* Of a packet of a test run: changes it, and its context. */
SEC("?tc")
int changes(struct __sk_buff *skb)
{
	__u8 byte = 0x55;

	bpf_skb_store_bytes(skb, 20, &byte, sizeof(byte), 0);
	skb->cb[1] = skb->cb[0] + 1;
	skb->mark = skb->mark + 1;
	return 7;
}

SEC("?xdp")
int xdp(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data;

	called_as(1);
	if (data + 1 > (__u8 *)(long)ctx->data_end)
		return XDP_ABORTED;
	data[0] = 0x66;
	return XDP_PASS;
}

SEC("?xdp")
int another_xdp(struct xdp_md *ctx)
{
	called_as(2);
	return XDP_PASS;
}

/* Whether a datagram without IP options is for the port, or all are looked at. */
static inline int is_looked_at(struct __sk_buff *skb)
{
	__u16 destination = 0;

	return !port || (!bpf_skb_load_bytes(skb, 22, &destination, sizeof(destination)) &&
			 destination == bpf_htons(port));
}

SEC("?cgroup_skb/egress")
int egress(struct __sk_buff *skb)
{
	if (is_looked_at(skb))
		called_as(1);
	return 1;
}

SEC("?cgroup_skb/egress")
int another_egress(struct __sk_buff *skb)
{
	called_as(2);
	return 1;
}

SEC("?netkit/primary")
int netkit(struct __sk_buff *skb)
{
	called_as(1);
	return TCX_NEXT;
}

SEC("?flow_dissector")
int flow_dissector(struct __sk_buff *skb)
{
	return BPF_OK;
}

SEC("?lirc_mode2")
int lirc(unsigned int *sample)
{
	return 0;
}

/* Has packets of the port go to the first socket. */
SEC("?sk_reuseport")
int reuse_port(struct sk_reuseport_md *ctx)
{
	called_as(1);
	return SK_DROP;
}

SEC("?syscall")
int system_call(__u64 *ctx)
{
	ctx[1] = ctx[0] + 1;
	return 3;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
