//! Programs made by rule: each is C that stands alone, loads on the kernel of the tests, and differs from the others
//! in what it puts into its object.

use std::fmt::Write as _;

/// A generated program.
pub(crate) struct Program {
    /// The name of its file, without `.bpf.c`.
    pub(crate) name: String,
    /// Its C.
    pub(crate) source: String,
}

/// What all of them start with: what `bpf_helpers.h` and `vmlinux.h` would bring, as far as they need it.
const PRELUDE: &str = r#"
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
#define SEC(name) __attribute__((section(name), used))
#define __uint(name, value) int (*name)[value]
#define __type(name, value) typeof(value) *name
#define __array(name, value) typeof(value) *name[]
#define __noinline __attribute__((noinline))
#define __core __attribute__((preserve_access_index))
static void *(*const bpf_map_lookup_elem)(void *map, const void *key) = (void *)1;
static long (*const bpf_map_update_elem)(void *map, const void *key, const void *value, u64 flags) = (void *)2;
static long (*const bpf_trace_printk)(const char *format, u32 size, ...) = (void *)6;
static u64 (*const bpf_get_current_task)(void) = (void *)35;
static long (*const bpf_probe_read_kernel)(void *to, u32 size, const void *from) = (void *)113;
static void *(*const bpf_ringbuf_reserve)(void *map, u64 size, u64 flags) = (void *)131;
static void (*const bpf_ringbuf_submit)(void *data, u64 flags) = (void *)132;
enum bpf_map_type { BPF_MAP_TYPE_HASH = 1 };
struct task_struct {
    int pid, tgid;
    struct task_struct *real_parent;
    struct mm_struct *mm, *active_mm;
    struct files_struct *files;
    struct fs_struct *fs;
    struct nsproxy *nsproxy;
    struct signal_struct *signal;
    struct sighand_struct *sighand;
    struct bio_list *bio_list;
    struct io_context *io_context;
    struct capture_control *capture_control;
} __core;
"#;

/// Where programs attach, and what their context is.
const HOOKS: [(&str, &str); 8] = [
    ("tracepoint/sched/sched_switch", "void"),
    ("raw_tp/sched_switch", "u64"),
    ("tp_btf/sched_process_exit", "u64"),
    ("xdp", "void"),
    ("socket", "void"),
    ("perf_event", "void"),
    ("tc", "void"),
    ("cgroup_skb/egress", "void"),
];

/// The programs, always the same ones. `clang` is the oldest major version that they should compile with.
pub(crate) fn programs(count: usize, clang: u32) -> Vec<Program> {
    (0..count)
        .map(|number| Program { name: format!("program_{number}"), source: source(number, clang) })
        .collect()
}

fn source(number: usize, clang: u32) -> String {
    let (section, context) = HOOKS[number % HOOKS.len()];
    let traces = matches!(number % HOOKS.len(), 0..=2 | 5);
    let mut c = PRELUDE.to_owned();
    let mut body = String::new();
    let mut write = |text: std::fmt::Arguments<'_>| c.write_fmt(text).unwrap();

    // Pointers to structs that are defined but not otherwise used: these become forward declarations in BTF, in the
    // order of heap addresses. Structs that are only declared keep their place.
    let pointers = 3 + number * 5 % 37;
    let target =
        |i: usize| format!("{} target_{}_{i}", if i % 5 == 4 { "union" } else { "struct" }, i * 7919 % 101);
    for i in (0..pointers).filter(|i| i % 7 != 6) {
        write(format_args!("{} {{ int member_{i}; {} *next; }};\n", target(i), target(i * 31 % pointers)));
    }
    write(format_args!("struct holder {{\n    u32 hits;\n"));
    for i in 0..pointers {
        write(format_args!("    {} *pointer_{i};\n", target(i)));
    }
    write(format_args!(
        "}};\nstruct event {{\n    u32 pid;\n    u8 comm[16];\n    u32 small : 3, large : 20;\n"
    ));
    write(format_args!("    union {{ u64 whole; struct {{ u32 low, high; }}; }};\n    _Bool seen;\n}};\n"));
    write(format_args!(
        "struct {{ __uint(type, 1); __uint(max_entries, {}); __type(key, u32); __type(value, struct holder); }} \
         holders SEC(\".maps\");\n",
        64 + number
    ));
    write(format_args!("struct {{ __uint(type, 27); __uint(max_entries, 4096); }} events SEC(\".maps\");\n"));
    write(format_args!("struct event *__coolbpf_events_events SEC(\".coolbpf.events\");\n"));
    write(format_args!("const volatile u32 limit = {number};\nu64 total;\nstatic volatile int step = 3;\n"));
    body += "    u32 key = limit;\n    struct holder *holder = bpf_map_lookup_elem(&holders, &key);\n";
    body += "    if (holder) holder->hits++;\n    total += step;\n";

    if traces {
        body += "    struct task_struct *task = (void *)bpf_get_current_task();\n    int pid = 0;\n";
        body += "    bpf_probe_read_kernel(&pid, sizeof(pid), &task->tgid);\n    total += pid;\n";
        body += "    bpf_probe_read_kernel(&task, sizeof(task), &task->real_parent);\n";
        body += "    struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);\n";
        body += "    if (event) { event->pid = pid; event->small = 1; bpf_ringbuf_submit(event, 0); }\n";
    }
    if number % 2 == 1 {
        // Ids of types end up in instructions.
        body += "    total += __builtin_btf_type_id(*(struct holder *)0, 0);\n";
        body += "    total += __builtin_btf_type_id(*(struct task_struct *)0, 1);\n";
        body += "    total += __builtin_preserve_type_info(*(struct task_struct *)0, 0);\n";
        body += "    total += __builtin_preserve_enum_value(*(typeof(enum bpf_map_type) *)BPF_MAP_TYPE_HASH, 1);\n";
    }
    if number % 3 == 1 {
        write(format_args!("extern int LINUX_KERNEL_VERSION SEC(\".kconfig\");\n"));
        body += "    if (LINUX_KERNEL_VERSION > 0x60000) total++;\n";
    }
    if number % 4 == 2 {
        write(format_args!("extern void bpf_rcu_read_lock(void) SEC(\".ksyms\");\n"));
        write(format_args!("extern void bpf_rcu_read_unlock(void) SEC(\".ksyms\");\n"));
        write(format_args!("extern int absent(struct nowhere *) __attribute__((weak)) SEC(\".ksyms\");\n"));
        body += "    bpf_rcu_read_lock();\n    bpf_rcu_read_unlock();\n    if (absent) total++;\n";
    }
    if number % 5 == 3 {
        write(format_args!("u32 more[4][2] SEC(\".data.more\");\nfloat ratio SEC(\".data.more\");\n"));
        write(format_args!(
            "struct inner {{ __uint(type, 2); __uint(max_entries, 1); __type(key, u32); __type(value, u64); }};\n"
        ));
        write(format_args!("struct inner inner SEC(\".maps\");\n"));
        write(format_args!(
            "struct {{ __uint(type, 12); __uint(max_entries, 2); __type(key, u32); __array(values, struct inner); }} \
             outer SEC(\".maps\") = {{ .values = {{ &inner }} }};\n"
        ));
        body += "    more[1][0]++;\n    if (bpf_map_lookup_elem(&outer, &key)) total++;\n";
    }
    if number % 6 >= 4 {
        write(format_args!("#define tagged(tag) __attribute__((btf_decl_tag(tag)))\n"));
        write(format_args!(
            "struct tagged_value {{ int plain; int marked tagged(\"marked\"); }} tagged(\"whole\");\n"
        ));
        write(format_args!("struct tagged_value value tagged(\"global\");\n"));
        body += "    value.marked++;\n";
    }
    if number % 7 >= 4 && clang >= 15 {
        write(format_args!("enum wide {{ NARROW = 1, WIDE = 0x100000000ULL }} wide = WIDE;\n"));
        body += "    wide = NARROW;\n";
    }
    write(format_args!("static __noinline int helper(u64 x) {{ total += x; return x > 7; }}\n"));
    write(format_args!("__noinline int shared(int x) {{ return x * step; }}\n"));
    body += "    static const char format[] = \"%d\";\n    if (helper(total) + shared(key) == 5) bpf_trace_printk(format, sizeof(format), key);\n";
    for copy in 0..1 + number % 3 {
        write(format_args!(
            "SEC(\"{section}\") int on_{copy}({context} *ctx)\n{{\n{body}    return 0;\n}}\n"
        ));
    }
    write(format_args!("char LICENSE[] SEC(\"license\") = \"GPL\";\n"));
    c
}
