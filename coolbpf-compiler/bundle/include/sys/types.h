/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_SYS_TYPES_H__
#define __COOLBPF_SYS_TYPES_H__

/* The C library's names for the kernel's types. */
#ifndef __VMLINUX_H__
#include <linux/types.h>
#include <stddef.h>

typedef __kernel_clockid_t clockid_t;
typedef __kernel_gid32_t gid_t;
typedef __kernel_ino_t ino_t;
typedef __kernel_loff_t loff_t;
typedef __kernel_mode_t mode_t;
typedef __kernel_off_t off_t;
typedef __kernel_pid_t pid_t;
typedef __kernel_ssize_t ssize_t;
typedef __kernel_time_t time_t;
typedef __kernel_uid32_t uid_t;
#endif

#endif
