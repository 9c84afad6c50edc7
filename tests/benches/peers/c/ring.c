// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
// For each line that it reads: fills the ring buffer, drains it, and says how many records there were, how many
// nanoseconds of processor time draining took, and the sum of what was read.
#include <stdio.h>
#include <time.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "ring.skel.h"

struct record {
	unsigned long long number, time, value;
};

static unsigned long long count, sum;

static int on_record(void *context, void *data, size_t size)
{
	const struct record *record = data;

	if (size < sizeof(*record))
		return -1;
	count++;
	sum += record->number ^ record->time ^ record->value;
	return 0;
}

static long long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(void)
{
	struct ring *ring = ring__open_and_load();
	struct ring_buffer *records;
	char line[64], packet[64] = {};

	if (!ring)
		return 1;
	records = ring_buffer__new(bpf_map__fd(ring->maps.records), on_record, NULL, NULL);
	if (!records)
		return 1;
	while (fgets(line, sizeof(line), stdin)) {
		LIBBPF_OPTS(bpf_test_run_opts, options, .data_in = packet, .data_size_in = sizeof(packet), .repeat = 8);
		long long start;

		if (bpf_prog_test_run_opts(bpf_program__fd(ring->progs.fill), &options))
			return 1;
		count = sum = 0;
		start = now();
		if (ring_buffer__consume(records) < 0)
			return 1;
		printf("%llu %lld %llu\n", count, now() - start, sum);
		fflush(stdout);
	}
	return 0;
}
