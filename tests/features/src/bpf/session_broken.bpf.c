// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#define VERSION 3
#include "session.h"

SEC("tracepoint/coolbpf/no_such")
int on_nothing(void *ctx)
{
	return 0;
}
