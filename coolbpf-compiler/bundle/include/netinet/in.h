/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_NETINET_IN_H__
#define __COOLBPF_NETINET_IN_H__

/* What the C library's header declares for BPF programs, too. */
#ifndef __VMLINUX_H__
#include <sys/socket.h>
#include <linux/in.h>
#include <linux/in6.h>
#endif

#endif
