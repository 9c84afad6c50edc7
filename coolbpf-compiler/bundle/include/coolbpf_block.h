/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_BLOCK_H__
#define __COOLBPF_BLOCK_H__

/*
 * Requests of block devices, whatever the kernel calls their fields. Include it after "vmlinux.h".
 *
 * All of it is CO-RE: it takes the kernel's types (Linux 5.4, or BTF that the program carries), and a program of a type
 * that may call bpf_probe_read_kernel().
 */

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* Before f3fa33acca9f (5.17) a request knew its disk; after, it is the queue's, since d152c682f03c (5.15). */
struct request___coolbpf_old {
	struct gendisk *rq_disk;
} __attribute__((preserve_access_index));

/*
 * The request of the raw tracepoints block_rq_issue, block_rq_insert and block_rq_merge, for the sections raw_tp and
 * raw_tracepoint. The request_queue before it was left out by a54895fa057c: 5.11, and 5.10.137.
 */
static __always_inline struct request *coolbpf_block_request(struct bpf_raw_tracepoint_args *ctx)
{
	struct request *second = 0;

	/* Read like this because a program that reads arguments which a raw tracepoint hasn't can't be attached to it. */
	bpf_probe_read_kernel(&second, sizeof(second), &ctx->args[1]);
	/* Where there is only one argument, this is what happens to lie behind it, and it isn't a request of that queue. */
	if (second && (unsigned long)BPF_CORE_READ(second, q) == ctx->args[0])
		return second;
	return (void *)ctx->args[0];
}

/* The number of the device, as in MKDEV(major, minor): the major number in the upper 12 bits. 0 where there is none. */
static __always_inline __u32 coolbpf_block_device(struct request *request)
{
	struct request___coolbpf_old *old = (void *)request;
	struct gendisk *disk;

	if (bpf_core_field_exists(old->rq_disk))
		disk = BPF_CORE_READ(old, rq_disk);
	else
		disk = BPF_CORE_READ(request, q, disk);
	if (!disk)
		return 0;
	return (__u32)BPF_CORE_READ(disk, major) << 20 | BPF_CORE_READ(disk, first_minor);
}

/* What is asked for: an enum req_op, such as REQ_OP_READ (0), REQ_OP_WRITE (1) and REQ_OP_FLUSH (2). */
static __always_inline __u32 coolbpf_block_operation(struct request *request)
{
	return BPF_CORE_READ(request, cmd_flags) & 0xff;
}

/* How many bytes are left to do. */
static __always_inline __u32 coolbpf_block_bytes(struct request *request)
{
	return BPF_CORE_READ(request, __data_len);
}

/* Where on the device, in sectors of 512 bytes. */
static __always_inline __u64 coolbpf_block_sector(struct request *request)
{
	return BPF_CORE_READ(request, __sector);
}

#endif /* __COOLBPF_BLOCK_H__ */
