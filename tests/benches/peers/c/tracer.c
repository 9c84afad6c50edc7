// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
// Prints each program that is started, until Ctrl-C; with an argument, only says how many nanoseconds it took to open,
// load and attach.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>

#include <bpf/libbpf.h>

#include "tracer.skel.h"

struct event {
	unsigned int pid;
	char comm[16];
};

static volatile sig_atomic_t asked;

static void on_signal(int signal)
{
	asked = 1;
}

static int on_event(void *context, void *data, size_t size)
{
	const struct event *event = data;

	printf("%7u %.16s\n", event->pid, event->comm);
	return 0;
}

static long long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int count, char **arguments)
{
	long long start = now();
	struct tracer *tracer = tracer__open_and_load();
	struct ring_buffer *events;
	int code = 0;

	if (!tracer || tracer__attach(tracer))
		return 1;
	if (count > 1) {
		printf("%lld\n", now() - start);
		return 0;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	events = ring_buffer__new(bpf_map__fd(tracer->maps.events), on_event, NULL, NULL);
	if (!events)
		return 1;
	while (!asked && (code >= 0 || code == -EINTR))
		code = ring_buffer__poll(events, -1);
	ring_buffer__free(events);
	tracer__destroy(tracer);
	return 0;
}
