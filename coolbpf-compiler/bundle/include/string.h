/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
#ifndef __COOLBPF_STRING_H__
#define __COOLBPF_STRING_H__

/* What clang compiles to BPF without a C library: calls with a constant size. */
#define memcmp(left, right, size) __builtin_memcmp(left, right, size)
#define memcpy(to, from, size) __builtin_memcpy(to, from, size)
#define memmove(to, from, size) __builtin_memmove(to, from, size)
#define memset(to, byte, size) __builtin_memset(to, byte, size)

#endif
