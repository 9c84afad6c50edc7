// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <coolbpf.h>
#include <coolbpf_filter.h>

COOLBPF_FILTER(filter);
/* The size of a page is two to the power of this. */
const volatile u32 page_shift = 12;

/* In pages. */
u64 hits = 0;
u64 misses = 0;
u64 added = 0;
u64 dirtied = 0;

/* A read that a thread is in. */
struct reading {
	u64 mapping;
	u64 position;
	/* What had been read already, by other means. */
	s64 before;
	/* The pages that are asked for, and how many of them were not there. */
	u64 first;
	u64 last;
	u64 missing;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 16384);
	__type(key, u32);
	__type(value, struct reading);
} readings SEC(".maps");

/* The number of pages has had two names; before Linux 5.16, each folio is a page. */
struct folio___coolbpf {
	unsigned int _nr_pages;
} __attribute__((preserve_access_index));

struct folio___coolbpf_old {
	unsigned int _folio_nr_pages;
} __attribute__((preserve_access_index));

struct page___coolbpf_old {
	struct address_space *mapping;
	unsigned long index;
} __attribute__((preserve_access_index));

static __always_inline u64 pages_of(struct folio *folio)
{
	struct folio___coolbpf *new = (void *)folio;
	struct folio___coolbpf_old *old = (void *)folio;
	u64 flags = 0;

	/* The flags come first in each kernel. */
	bpf_probe_read_kernel(&flags, sizeof(flags), folio);
	if (!(flags >> bpf_core_enum_value(enum pageflags, PG_head) & 1))
		return 1;
	if (bpf_core_field_exists(new->_nr_pages))
		return BPF_CORE_READ(new, _nr_pages);
	if (bpf_core_field_exists(old->_folio_nr_pages))
		return BPF_CORE_READ(old, _folio_nr_pages);
	return 1;
}

static __always_inline u64 mapping_of(struct folio *folio)
{
	struct page___coolbpf_old *page = (void *)folio;

	if (bpf_core_type_exists(struct folio))
		return (u64)BPF_CORE_READ(folio, mapping);
	return (u64)BPF_CORE_READ(page, mapping);
}

static __always_inline u64 index_of(struct folio *folio)
{
	struct page___coolbpf_old *page = (void *)folio;

	if (bpf_core_type_exists(struct folio))
		return BPF_CORE_READ(folio, index);
	return BPF_CORE_READ(page, index);
}

SEC("raw_tp/mm_filemap_add_to_page_cache")
int on_add(struct bpf_raw_tracepoint_args *ctx)
{
	struct folio *folio = (void *)ctx->args[0];
	u32 thread = bpf_get_current_pid_tgid();
	struct reading *reading;
	u64 first, last, pages;

	if (!coolbpf_wanted(filter))
		return 0;
	pages = pages_of(folio);
	__sync_fetch_and_add(&added, pages);
	reading = bpf_map_lookup_elem(&readings, &thread);
	if (!reading || mapping_of(folio) != reading->mapping)
		return 0;
	first = index_of(folio);
	last = first + pages - 1;
	if (first < reading->first)
		first = reading->first;
	if (last > reading->last)
		last = reading->last;
	if (first <= last)
		reading->missing += last - first + 1;
	return 0;
}

static __always_inline int dirty(struct folio *folio)
{
	if (coolbpf_wanted(filter))
		__sync_fetch_and_add(&dirtied, pages_of(folio));
	return 0;
}

SEC("raw_tp/writeback_dirty_folio") COOLBPF_ALTERNATIVE(dirty, folio)
int on_dirty_folio(struct bpf_raw_tracepoint_args *ctx)
{
	return dirty((void *)ctx->args[0]);
}

SEC("raw_tp/writeback_dirty_page") COOLBPF_ALTERNATIVE(dirty, page)
int on_dirty_page(struct bpf_raw_tracepoint_args *ctx)
{
	return dirty((void *)ctx->args[0]);
}

static __always_inline int begin(struct file *file, u64 position, u64 size, s64 before)
{
	u32 thread = bpf_get_current_pid_tgid();
	struct reading reading = {
		.mapping = (u64)BPF_CORE_READ(file, f_mapping),
		.position = position,
		.before = before,
		.first = position >> page_shift,
		.last = (position + size - 1) >> page_shift,
	};

	if (size && coolbpf_wanted(filter))
		bpf_map_update_elem(&readings, &thread, &reading, BPF_ANY);
	return 0;
}

static __always_inline int begin_call(struct kiocb *call, struct iov_iter *to, s64 before)
{
	return begin(BPF_CORE_READ(call, ki_filp), BPF_CORE_READ(call, ki_pos), BPF_CORE_READ(to, count), before);
}

static __always_inline int end(s64 result)
{
	u32 thread = bpf_get_current_pid_tgid();
	struct reading *reading = bpf_map_lookup_elem(&readings, &thread);
	u64 pages, missing;
	s64 size;

	if (!reading)
		return 0;
	size = result - reading->before;
	if (size > 0) {
		pages = ((reading->position + size - 1) >> page_shift) - reading->first + 1;
		missing = reading->missing < pages ? reading->missing : pages;
		__sync_fetch_and_add(&misses, missing);
		__sync_fetch_and_add(&hits, pages - missing);
	}
	bpf_map_delete_elem(&readings, &thread);
	return 0;
}

static __always_inline int begin_splice(struct file *file, loff_t *position, u64 size)
{
	loff_t at = 0;

	bpf_probe_read_kernel(&at, sizeof(at), position);
	return begin(file, at, size, 0);
}

SEC("fentry/filemap_read") COOLBPF_ALTERNATIVE(read, fentry)
int BPF_PROG(fentry_read, struct kiocb *call, struct iov_iter *to, ssize_t before)
{
	return begin_call(call, to, before);
}

SEC("fexit/filemap_read") COOLBPF_ALTERNATIVE(read, fentry)
int BPF_PROG(fexit_read, struct kiocb *call, struct iov_iter *to, ssize_t before, ssize_t result)
{
	return end(result);
}

SEC("fentry/filemap_splice_read") COOLBPF_ALTERNATIVE(read, fentry)
int BPF_PROG(fentry_splice, struct file *file, loff_t *position, struct pipe_inode_info *pipe, size_t size)
{
	return begin_splice(file, position, size);
}

SEC("fexit/filemap_splice_read") COOLBPF_ALTERNATIVE(read, fentry)
int BPF_PROG(fexit_splice, struct file *file, loff_t *position, struct pipe_inode_info *pipe, size_t size,
	     unsigned int flags, ssize_t result)
{
	return end(result);
}

#define KPROBE(WAY, FUNCTION)                                                                      \
	SEC("kprobe/" #FUNCTION) COOLBPF_ALTERNATIVE(read, WAY)                                    \
	int BPF_KPROBE(WAY##_read, struct kiocb *call, struct iov_iter *to, ssize_t before)        \
	{                                                                                          \
		return begin_call(call, to, before);                                               \
	}                                                                                          \
	KRETPROBE(WAY, read, FUNCTION)
#define KRETPROBE(WAY, WHAT, FUNCTION)                                                             \
	SEC("kretprobe/" #FUNCTION) COOLBPF_ALTERNATIVE(read, WAY)                                 \
	int BPF_KRETPROBE(WAY##_##WHAT##_end, ssize_t result)                                      \
	{                                                                                          \
		return end(result);                                                                \
	}

SEC("kprobe/filemap_splice_read") COOLBPF_ALTERNATIVE(read, kprobe)
int BPF_KPROBE(kprobe_splice, struct file *file, loff_t *position, void *pipe, size_t size)
{
	return begin_splice(file, position, size);
}
KRETPROBE(kprobe, splice, filemap_splice_read)
KPROBE(kprobe, filemap_read)
/* Before Linux 6.5, filemap_read() splices, too; before 5.12, it has another name. */
KPROBE(kprobe_6_4, filemap_read)
KPROBE(kprobe_5_11, generic_file_buffered_read)

/* Where no function can be watched, reads are not seen: no tracepoint has what they ask for and get. */
SEC("raw_tp/mm_filemap_add_to_page_cache") COOLBPF_ALTERNATIVE(read, none)
int no_read(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
