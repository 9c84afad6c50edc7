//! What is found in objects that clang makes of real programs, and which kernel they need.

mod objects;

use coolbpf_contract::{Arch, Cpu};
use coolbpf_inspect::{Inspection, Program, RequirementKind, Requirements};

fn inspected(source: &str) -> Inspection {
    const PRELUDE: &str = r#"
        #define SEC(name) __attribute__((section(name), used))
        #define __weak __attribute__((weak))
        typedef unsigned int u32;
        typedef unsigned long long u64;
        char LICENSE[] SEC("license") = "GPL";
    "#;
    let (object, _directory) = objects::compiled(&format!("{PRELUDE}{source}"), &["-mcpu=v1"]);
    Inspection::of(&object).unwrap()
}

fn names<T>(items: &[T], name: impl Fn(&T) -> &str) -> Vec<&str> {
    items.iter().map(name).collect()
}

fn row(requirements: &Requirements, name: &str) -> (String, bool) {
    let found = requirements.rows.iter().find(|row| row.name == name);
    let row = found.unwrap_or_else(|| panic!("{name} is not in {requirements:#?}"));
    (row.since.to_string(), row.dispensable.is_none())
}

#[test]
fn the_oldest_kernel_is_the_one_that_brought_the_last_thing_that_is_needed() {
    for (program, oldest, decided_by) in [
        ("cgroup_sockopt", "5.3", "cgroup_sockopt"),
        ("core_read_chain", "4.17", "raw_tracepoint"),
        ("execsnoop", "5.8", "bpf_ringbuf_reserve"),
        ("fentry", "5.5", "tracing"),
        ("iter_num", "6.4", "bpf_iter_num_destroy"),
        ("kfuncs", "6.4", "bpf_cgroup_from_id"),
        ("lsm", "6.12", "bpf_path_d_path"),
        ("netfilter", "6.4", "netfilter"),
        ("sched_ext", "6.13", "scx_bpf_dsq_insert"),
        ("subprograms", "5.17", "bpf_loop"),
        ("tail_calls", "4.12", "array_of_maps"),
        ("tc_redirect", "5.1", "instruction-set-v3"),
        ("usdt", "5.1", "instruction-set-v3"),
        ("xdp_uapi", "5.18", "xdp-fragments"),
    ] {
        let object = objects::of_the_compilers_tests(program);
        let requirements = Inspection::of(&object).unwrap().requirements(None);
        assert_eq!(requirements.oldest.to_string(), oldest, "{program}: {requirements:#?}");
        assert_eq!(requirements.rows[0].name, decided_by, "{program}");
        assert!(requirements.unknown.is_empty(), "{program}: {:?}", requirements.unknown);
    }
}

#[test]
fn the_vendored_examples_run_without_ring_buffers() {
    for (example, arch) in [("hello", Arch::X86_64), ("execsnoop", Arch::Aarch64)] {
        let object = coolbpf_contract::CheckedObject::check(objects::vendored(example, arch)).unwrap();
        let inspection = Inspection::of(&object).unwrap();
        let [program] = inspection.programs.as_slice() else { panic!("{inspection:#?}") };
        assert_eq!((program.name.as_str(), program.program_type), ("on_exec", Some("tracepoint")));
        assert_eq!(program.target.as_deref(), Some("sched/sched_process_exec"));
        assert!(program.maps.contains(&"events".to_owned()) && program.lines > 5);
        assert_eq!(inspection.license, "Dual BSD/GPL");
        let events = inspection.maps.iter().find(|map| map.name == "events").unwrap();
        assert_eq!((events.map_type, events.events.as_deref()), (Some("ringbuf"), Some("struct event")));
        assert!(events.channel && inspection.maps.len() == 2);
        let requirements = inspection.requirements(Some(arch));
        assert_eq!(requirements.oldest.to_string(), "4.14");
        assert_eq!(row(&requirements, "map-memory-arguments"), ("4.11".into(), false), "{example}");
    }
}

#[test]
fn a_channel_does_not_bound_the_kernel_by_its_ring_buffer() {
    let inspection = Inspection::of(&objects::of_the_compilers_tests("channels")).unwrap();
    let map = |name: &str| inspection.maps.iter().find(|map| map.name == name).unwrap();
    let (events, state) = (map("events"), map("__coolbpf_state_events"));
    assert_eq!((events.channel, events.state_of()), (true, None));
    assert_eq!((state.channel, state.state_of()), (false, Some("events")));
    let [on_exec, on_exit] = inspection.programs.as_slice() else { panic!("{:#?}", inspection.programs) };
    assert_eq!(
        (on_exec.channels.as_slice(), on_exit.channels.as_slice()),
        (&["events".to_owned()][..], &["numbers".to_owned()][..])
    );
    let requirements = inspection.requirements(None);
    for name in ["bpf_ringbuf_reserve", "bpf_ringbuf_output", "bpf_ringbuf_query", "ringbuf"] {
        assert_eq!(row(&requirements, name), ("5.8".into(), false));
    }
    assert_eq!(row(&requirements, "perf_event_array"), ("4.3".into(), true));
    assert_eq!(row(&requirements, "map-memory-arguments"), ("4.11".into(), false));
    let oldest = requirements.oldest.to_string();
    assert!(["4.17", "5.1"].contains(&oldest.as_str()), "{oldest}");
}

#[test]
fn events_that_are_larger_than_the_stack_take_memory_of_maps() {
    for (size, is_needed) in [(64, false), (600, true)] {
        let inspection = inspected(&format!(
            r#"
            static void *(*const bpf_ringbuf_reserve)(void *, u64, u64) = (void *)131;
            struct {{ int (*type)[27]; int (*max_entries)[4096]; }} events SEC(".maps");
            struct {{
                int (*type)[6]; int (*key_size)[4]; int (*value_size)[{size} + 16]; int (*max_entries)[1];
            }} __coolbpf_state_events SEC(".maps");
            SEC("kprobe/f") int program(void *context)
            {{
                u64 is_ring;
                asm volatile("%0 = %1 ll; %0 = 0x636f6f6c62706601 ll" : "=r"(is_ring) : "i"(&events));
                return is_ring && bpf_ringbuf_reserve(&events, {size}, 0);
            }}
        "#
        ));
        let requirements = inspection.requirements(None);
        assert_eq!(row(&requirements, "map-memory-arguments"), ("4.11".into(), is_needed), "{size}");
    }
}

#[test]
fn a_program_counts_what_the_functions_that_it_calls_do() {
    let object = objects::of_the_compilers_tests("subprograms");
    let inspection = Inspection::of(&object).unwrap();
    let [Program { name, instructions, loaded_instructions, functions, helpers, .. }] =
        inspection.programs.as_slice()
    else {
        panic!("{inspection:#?}")
    };
    assert_eq!(name, "on_fork");
    assert!(loaded_instructions > instructions);
    assert_eq!(functions.as_slice(), ["add", "depth", "each"]);
    let helpers: Vec<_> = helpers.iter().map(|call| call.name.unwrap()).collect();
    assert_eq!(helpers, ["bpf_probe_read_kernel", "bpf_loop"]);
}

#[test]
fn what_a_program_asks_about_first_does_not_bound_the_kernel() {
    let guarded = inspected(
        r#"
        enum bpf_func_id___mine { BPF_FUNC_loop___mine = 181 };
        static long (*const bpf_loop)(u32, void *, void *, u64) = (void *)181;
        extern void bpf_rcu_read_lock(void) __weak SEC(".ksyms");
        extern void bpf_throw(u64) __weak SEC(".ksyms");
        static long each(u32 index, void *context) { return 0; }
        SEC("tp_btf/sched_switch") int on_switch(void *context)
        {
            if (__builtin_preserve_enum_value(*(enum bpf_func_id___mine *)BPF_FUNC_loop___mine, 0))
                bpf_loop(3, each, 0, 0);
            if (bpf_rcu_read_lock) bpf_rcu_read_lock();
            return 0;
        }
        SEC("?tp_btf/sched_switch") int on_request(void *context) { bpf_throw(1); return 0; }
    "#,
    );
    let requirements = guarded.requirements(None);
    assert_eq!(row(&requirements, "bpf_loop"), ("5.17".into(), false));
    assert_eq!(row(&requirements, "bpf_rcu_read_lock"), ("6.2".into(), false));
    // Weak, and called without a look: but the program that does is loaded on request alone.
    assert_eq!(row(&requirements, "bpf_throw"), ("6.7".into(), false));
    // libbpf has no way round functions that are called back.
    assert_eq!(row(&requirements, "callbacks"), ("5.13".into(), true));
    let unguarded = inspected(
        r#"
        extern void bpf_throw(u64) __weak SEC(".ksyms");
        SEC("xdp") int program(void *context) { bpf_throw(1); return 0; }
    "#,
    );
    assert_eq!(row(&unguarded.requirements(None), "bpf_throw"), ("6.7".into(), true));
}

#[test]
fn what_libbpf_rewrites_for_older_kernels_does_not_bound_the_kernel() {
    let inspection = inspected(
        r#"
        static long (*const bpf_probe_read_kernel)(void *, u32, const void *) = (void *)113;
        enum wide { WIDE = 0x100000000ULL } wide;
        float ratio;
        struct { int x __attribute__((btf_decl_tag("tag"))); } tagged;
        SEC("kprobe/f") int program(void *context)
        {
            int x = 0;
            bpf_probe_read_kernel(&x, sizeof(x), context);
            return x;
        }
    "#,
    );
    let requirements = inspection.requirements(None);
    for (name, since) in [
        ("bpf_probe_read_kernel", "5.5"),
        ("btf-enum64", "6.0"),
        ("btf-float", "5.13"),
        ("btf-decl-tag", "5.16"),
        ("btf-variables", "5.2"),
        ("btf-functions", "5.0"),
    ] {
        assert_eq!(row(&requirements, name), (since.into(), false));
    }
    assert_eq!(row(&requirements, "bpf_probe_read"), ("4.1".into(), true));
    // Nobody uses the variables, so that their maps need not be there.
    assert_eq!(requirements.oldest.to_string(), "4.1");
}

#[test]
fn what_coolbpf_bridges_does_not_bound_the_kernel_and_is_told() {
    let inspection = inspected(
        r#"
        static long (*const bpf_probe_read)(void *, u32, const void *) = (void *)4;
        static void (*const bpf_tail_call)(void *, void *, u32) = (void *)12;
        struct { int (*type)[3]; u32 *key; u32 *value; int (*max_entries)[10]; } programs SEC(".maps");
        u64 calls;
        static __attribute__((noinline)) int f(void *context) { calls++; bpf_probe_read(&context, 8, context); return calls; }
        SEC("kprobe.multi/f*") int called(void *context) { return f(context); }
        SEC("?kprobe/f") int goes_on(void *context) { f(context); bpf_tail_call(context, &programs, 0); return 0; }
        struct tcp_congestion_ops { int (*init)(void); };
        SEC(".struct_ops.link") struct tcp_congestion_ops mine = { 0 };
    "#,
    );
    let requirements = inspection.requirements(Some(Arch::X86_64));
    for (name, since, why) in [
        ("function-calls", "4.16", "coolbpf puts functions in the place of their calls for older kernels"),
        ("global-data", "5.2", "coolbpf moves them into arrays for older kernels"),
        ("fprobes", "5.18", "coolbpf attaches a kprobe to each function on older kernels"),
        ("trace_kprobe_multi", "5.18", "coolbpf attaches a kprobe to each function on older kernels"),
        ("BPF_F_LINK", "6.4", "coolbpf has older kernels use it without a link"),
    ] {
        assert_eq!(row(&requirements, name), (since.into(), false));
        let found = requirements.rows.iter().find(|row| row.name == name).unwrap();
        assert_eq!(found.dispensable.as_deref(), Some(why));
    }
    assert_eq!(requirements.oldest.to_string(), "5.6", "that of the struct: {requirements:#?}");
    // A tail call would end the caller, too.
    let goes_on = inspected(
        r#"
        static void (*const bpf_tail_call)(void *, void *, u32) = (void *)12;
        struct { int (*type)[3]; u32 *key; u32 *value; int (*max_entries)[10]; } programs SEC(".maps");
        static __attribute__((noinline)) int f(void *context) { bpf_tail_call(context, &programs, 0); return *(int *)context; }
        SEC("xdp") int program(void *context) { return f(context); }
    "#,
    );
    assert_eq!(row(&goes_on.requirements(None), "function-calls"), ("4.16".into(), true));
}

#[test]
fn programs_that_look_at_the_kernels_version_are_named() {
    let inspection = inspected(
        r#"
        extern int LINUX_KERNEL_VERSION SEC(".kconfig");
        SEC("xdp") int decides(void *context) { return LINUX_KERNEL_VERSION > 0x60000; }
        SEC("xdp") int does_not(void *context) { return 2; }
    "#,
    );
    let requirements = inspection.requirements(None);
    assert_eq!(requirements.by_version, ["decides"]);
    assert_eq!(row(&requirements, "global-data"), ("5.2".into(), false));
    assert_eq!(requirements.oldest.to_string(), "4.8");
}

#[test]
fn arm64_learned_some_things_later() {
    let inspection = inspected(r#"SEC("fentry/vfs_read") int program(void *context) { return 0; }"#);
    assert_eq!(inspection.requirements(Some(Arch::X86_64)).oldest.to_string(), "5.5");
    assert_eq!(inspection.requirements(Some(Arch::Aarch64)).oldest.to_string(), "6.0");
    let many = inspected(r#"SEC("kprobe.session/vfs_*") int program(void *context) { return 0; }"#);
    assert_eq!(many.requirements(Some(Arch::X86_64)).oldest.to_string(), "6.10");
    assert_eq!(many.requirements(Some(Arch::Aarch64)).oldest.to_string(), "6.14");
}

#[test]
fn maps_and_their_flags_bound_the_kernel() {
    let inspection = inspected(
        r#"
        struct value { u64 count; char name[16]; };
        struct { int (*type)[1]; u32 *key; struct value *value; int (*max_entries)[10]; int (*map_flags)[1]; } plain SEC(".maps");
        struct { int (*type)[27]; int (*max_entries)[4096]; int (*map_flags)[1 << 19]; } ring SEC(".maps");
        struct { int (*type)[99]; char (*map_flags)[1 << 30]; } odd SEC(".maps");
        SEC("?.struct_ops.link") struct tcp_congestion_ops { int (*init)(void); } mine = { 0 };
    "#,
    );
    let [plain, ring, odd] = inspection.maps.as_slice() else { panic!("{inspection:#?}") };
    assert_eq!((plain.map_type, plain.key.as_deref()), (Some("hash"), Some("u32")));
    assert_eq!((plain.value.as_deref(), plain.value_size), (Some("struct value"), 24));
    assert_eq!((plain.flag_names.as_slice(), ring.max_entries), (&["BPF_F_NO_PREALLOC"][..], 4096));
    assert_eq!((odd.map_type, odd.type_id), (None, 99));
    let requirements = inspection.requirements(None);
    assert_eq!(row(&requirements, "BPF_F_NO_PREALLOC"), ("4.6".into(), true));
    assert_eq!(row(&requirements, "BPF_F_RB_OVERWRITE"), ("6.19".into(), true));
    assert_eq!(requirements.unknown, ["type 99 of map odd", "flags 0x40000000 of map odd"]);
    assert_eq!(row(&requirements, "struct-ops-tcp_congestion_ops"), ("5.6".into(), false));
    assert_eq!(row(&requirements, "btf-section-names"), ("6.9".into(), false));
    assert_eq!(inspection.struct_ops[0].struct_name, "tcp_congestion_ops");
}

#[test]
fn instructions_bound_the_kernel_and_name_the_instruction_set() {
    for (cpu, statement, set, feature, since) in [
        ("v1", "r0 = 1;", Cpu::V1, "tracepoint", "4.7"),
        ("v2", "if r0 < 5 goto 1f; 1: r0 = 0;", Cpu::V2, "instruction-set-v2", "4.14"),
        ("v3", "if w0 == 5 goto 1f; 1: r0 = 0;", Cpu::V3, "instruction-set-v3", "5.1"),
        ("v3", "r0 = 1; r0 = atomic_fetch_add((u64 *)(r10 - 8), r0);", Cpu::V3, "atomics", "5.12"),
        ("v3", "r0 = 1; lock *(u64 *)(r10 - 8) += r0;", Cpu::V1, "tracepoint", "4.7"),
        ("v4", "r0 = (s8)r0;", Cpu::V4, "instruction-set-v4", "6.6"),
        ("v4", "r0 s/= 3;", Cpu::V4, "instruction-set-v4", "6.6"),
        ("v4", "r0 = bswap32 r0;", Cpu::V4, "instruction-set-v4", "6.6"),
        ("v4", "gotol 1f; 1: r0 = 0;", Cpu::V4, "instruction-set-v4", "6.6"),
        ("v4", "may_goto 1f; 1: r0 = 0;", Cpu::V1, "may-goto", "6.9"),
        ("v1", "1: r0 = 1; if r0 == 0 goto 1b;", Cpu::V1, "bounded-loops", "5.3"),
    ] {
        let source = format!(
            "__attribute__((section(\"tp/x\"), used)) int f(void *c)\n\
             {{ asm volatile (\"r0 = 0; {statement} exit;\"); return 0; }}"
        );
        let (object, _directory) = objects::compiled(&source, &[&format!("-mcpu={cpu}")]);
        let inspection = Inspection::of(&object).unwrap();
        assert_eq!(inspection.instruction_set, set, "{statement}");
        let requirements = inspection.requirements(None);
        assert_eq!(row(&requirements, feature), (since.into(), true), "{statement}");
        assert_eq!(requirements.oldest.to_string(), since, "{statement}");
    }
}

#[test]
fn sections_are_read_as_libbpf_reads_them() {
    for (section, program_type, attach_type, oldest) in [
        ("kprobe.multi/tcp_*", "kprobe", Some("trace_kprobe_multi"), "4.1"),
        ("kprobe.session/tcp_*", "kprobe", Some("trace_kprobe_session"), "6.10"),
        ("uprobe.multi//bin/bash:read*", "kprobe", Some("trace_uprobe_multi"), "4.3"),
        ("uprobe.s//bin/bash:readline", "kprobe", None, "6.0"),
        ("ksyscall/openat", "kprobe", None, "4.1"),
        ("tc/ingress", "sched_cls", Some("tcx_ingress"), "4.13"),
        ("tcx/egress", "sched_cls", Some("tcx_egress"), "4.13"),
        ("xdp", "xdp", Some("xdp"), "4.8"),
        ("xdp/devmap", "xdp", Some("xdp_devmap"), "5.8"),
        ("fmod_ret.s/f", "tracing", Some("modify_return"), "5.10"),
        ("lsm_cgroup/socket_bind", "lsm", Some("lsm_cgroup"), "6.0"),
        ("iter.s/task", "tracing", Some("trace_iter"), "5.18"),
        ("fsession/f", "tracing", Some("trace_fsession"), "7.0"),
        ("netkit/peer", "sched_cls", Some("netkit_peer"), "6.7"),
        ("sk_reuseport", "sk_reuseport", Some("sk_reuseport_select"), "4.19"),
        ("syscall", "syscall", None, "5.14"),
    ] {
        let inspection = inspected(&format!("SEC(\"{section}\") int f(void *c) {{ return 0; }}"));
        let [program] = inspection.programs.as_slice() else { panic!("{section}") };
        assert_eq!(
            (program.program_type, program.attach_type),
            (Some(program_type), attach_type),
            "{section}"
        );
        assert_eq!(inspection.requirements(None).oldest.to_string(), oldest, "{section}");
    }
    let unknown = inspected("SEC(\"mine\") int f(void *c) { return 0; }");
    assert_eq!(
        (unknown.programs[0].program_type, unknown.requirements(None).oldest.to_string()),
        (None, "3.18".into())
    );
}

#[test]
fn types_are_called_as_c_calls_them() {
    let inspection = inspected(
        r#"
        struct node { struct node *next; };
        struct node *const pointer = 0;
        const char *volatile text;
        int (*function)(struct node *, u64, ...);
        u32 table[3][2];
        struct { int x; } nameless;
        SEC("xdp") int f(void *c) { return (long)pointer + (long)text + (long)function + table[1][1] + nameless.x; }
    "#,
    );
    let variables: Vec<_> = inspection.globals.iter().flat_map(|section| &section.variables).collect();
    let of = |name: &str| {
        variables
            .iter()
            .find(|variable| variable.name == name)
            .unwrap_or_else(|| panic!("{name}"))
            .type_name
            .as_str()
    };
    assert_eq!(of("text"), "const char * volatile");
    assert_eq!(of("function"), "int (*)(struct node *, u64, ...)");
    assert_eq!(of("table"), "u32[3][2]");
    assert_eq!(of("nameless"), "struct {…}");
    assert_eq!(names(&inspection.globals, |section| &section.name)[0], ".bss");
    assert!(inspection.requirements(None).rows.iter().all(|row| row.kind != RequirementKind::Kfunc));
}

#[test]
fn of_alternatives_the_way_that_the_oldest_kernel_takes_counts() {
    let inspection = inspected(
        r#"
        #define ALTERNATIVE(tag) __attribute__((btf_decl_tag("coolbpf:alternative:" tag)))
        struct { int (*type)[29]; int (*map_flags)[1]; int *key; u64 *value; } storage SEC(".maps");
        static void *(*bpf_task_storage_get)(void *map, void *task, void *value, u64 flags) = (void *)156;

        SEC("fentry/do_unlinkat") ALTERNATIVE("0:unlink:fentry")
        int by_fentry(void *ctx) { return bpf_task_storage_get(&storage, 0, 0, 0) != 0; }
        SEC("fexit/do_unlinkat") ALTERNATIVE("1:unlink:fentry")
        int by_fexit(void *ctx) { return 0; }
        SEC("kprobe/do_unlinkat") ALTERNATIVE("2:unlink:kprobe")
        int by_kprobe(void *ctx) { return 0; }
        SEC("raw_tp/sys_enter") ALTERNATIVE("3:unlink:raw_tp")
        int by_raw_tp(void *ctx) { return 0; }
        "#,
    );
    let [group] = inspection.alternatives.as_slice() else { panic!("{inspection:?}") };
    assert_eq!(group.name, "unlink");
    assert_eq!(names(&group.ways, |way| &way.name), ["fentry", "kprobe", "raw_tp"]);
    assert_eq!(group.ways[0].programs, ["by_fentry", "by_fexit"]);
    let requirements = inspection.requirements(None);
    assert_eq!(requirements.oldest.to_string(), "4.1", "{requirements:#?}");
    assert_eq!(requirements.rows[0].name, "kprobe");
    for spared in ["task_storage", "tracing", "raw_tracepoint", "bpf_task_storage_get"] {
        assert!(!row(&requirements, spared).1, "{spared}");
    }
    let why = requirements.rows.iter().find(|row| row.name == "tracing").unwrap().dispensable.as_deref();
    assert_eq!(why, Some("the alternatives `unlink` are done by `kprobe`"));
}
