/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_ERRNO_H__
#define __COOLBPF_ERRNO_H__

/* The numbers that the C library's header has from the kernel's. */
#include <linux/errno.h>

#endif
