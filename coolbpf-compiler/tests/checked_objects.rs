//! What the object check makes of what real compilers write.

use std::fs;
use std::process::Command;

use coolbpf_contract::{CheckedObject, Refusal};

const CLANGS: [u32; 3] = [14, 16, 19];

/// Sections of programs, of every form that libbpf reads.
const PROGRAM_SECTIONS: [&str; 52] = [
    "socket",
    "sk_reuseport/migrate",
    "kprobe/do_unlinkat+0x10",
    "kretprobe/do_unlinkat",
    "kprobe.multi/tcp_*",
    "ksyscall/unlinkat",
    "uprobe//usr/lib/libc.so.6:malloc",
    "uprobe//proc/self/exe:function+0x8",
    "uprobe/libc.so.6:malloc@GLIBC_2.2.5",
    "uretprobe.s//bin/bash:readline",
    "uprobe.multi//proc/self/exe:run_*",
    "usdt//usr/bin/python3:python:function__entry",
    "tc",
    "tc/ingress",
    "tcx/ingress",
    "tcx/egress",
    "netkit/primary",
    "classifier",
    "action",
    "tracepoint/syscalls/sys_enter_execve",
    "tp/sched/sched_switch",
    "raw_tracepoint/sched_switch",
    "raw_tp.w/sched_switch",
    "tp_btf/sched_switch",
    "fentry/vfs_read",
    "?fexit/bpf_testmod:function",
    "fmod_ret.s/security_file_open",
    "freplace/other",
    "lsm/file_open",
    "lsm.s/bprm_committed_creds",
    "lsm_cgroup/socket_bind",
    "iter/task",
    "iter.s/bpf_map_elem",
    "syscall",
    "xdp",
    "xdp.frags/devmap",
    "xdp/cpumap",
    "perf_event",
    "lwt_seg6local",
    "sockops",
    "sk_skb/stream_verdict",
    "sk_msg",
    "lirc_mode2",
    "flow_dissector",
    "cgroup_skb/egress",
    "cgroup/sock_create",
    "cgroup/connect_unix",
    "cgroup/getsockopt",
    "cgroup/dev",
    "sk_lookup",
    "netfilter",
    "struct_ops/select_cpu",
];

fn object(major: u32, arguments: &[&str], source: &str) -> Vec<u8> {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("x.bpf.c"), source).unwrap();
    let output = Command::new(format!("clang-{major}"))
        .args(["--target=bpfel", "-O2", "-c", "x.bpf.c", "-o", "x.o"])
        .args(arguments)
        .current_dir(directory.path())
        .output()
        .unwrap_or_else(|error| panic!("running clang-{major}: {error}; apt-get install clang-{major}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read(directory.path().join("x.o")).unwrap()
}

fn check(major: u32, source: &str) -> Result<CheckedObject, Refusal> {
    CheckedObject::check(object(
        major,
        &["-g"],
        &format!("#define SEC(name) __attribute__((section(name), used))\n{source}"),
    ))
}

fn refusal(source: &str) -> String {
    check(19, source).unwrap_err().to_string()
}

#[test]
fn programs_of_every_form_of_section_pass_with_every_clang() {
    let programs = PROGRAM_SECTIONS.iter().enumerate();
    let source: String = programs
        .map(|(i, section)| format!("SEC(\"{section}\") int f{i}(void *c) {{ return {i}; }}\n"))
        .collect();
    for major in CLANGS {
        let checked = check(major, &source).unwrap();
        let sections: Vec<_> = checked.programs().iter().map(|program| program.section.as_str()).collect();
        assert_eq!(sections, PROGRAM_SECTIONS, "clang {major}");
        assert!(checked.programs().iter().all(|program| program.instructions == 2));
    }
}

#[test]
fn data_of_every_form_of_section_passes_with_every_clang() {
    let source = r#"
        typedef unsigned int u32;
        struct ops { int (*init)(void); char name[8]; };
        SEC("struct_ops/init") int init(void) { return 0; }
        SEC(".struct_ops") struct ops unlinked = { .init = init };
        SEC(".struct_ops.link") struct ops linked = { .init = init };
        SEC("?.struct_ops.link") struct ops optional = { .init = init };
        struct { int (*type)[1]; u32 *key; u32 (*value)[3]; int (*max_entries)[7]; int (*map_flags)[1]; } plain SEC(".maps");
        struct { int (*type)[2]; int (*key_size)[4]; int (*value_size)[12]; int (*pinning)[1]; } sized SEC(".maps");
        const volatile u32 constant = 1; u32 data = 2, bss; static u32 hidden;
        const u32 named_constant SEC(".rodata.named") = 3; u32 named SEC(".data.named") = 4; u32 zero SEC(".bss.named");
        struct event { u32 pid; } *__coolbpf_events_plain SEC(".coolbpf.events");
        extern int CONFIG_HZ __attribute__((section(".kconfig")));
        extern const int runqueues __attribute__((section(".ksyms"), weak));
        struct { u32 count; u32 rest[]; } flexible = { 2, { 1, 2 } };
        u32 _version SEC("version") = 1;
        __attribute__((noinline)) static int helper(int x) { static int calls; return x + calls++ + hidden++; }
        SEC("xdp") int program(void *c)
        {
            static const char text[] = "text";
            const char *literal = CONFIG_HZ > 5 ? "yes" : "no";
            bss += data + constant + (long)&runqueues + named + zero + named_constant;
            return helper(bss) + text[bss & 3] + literal[bss & 1];
        }
        char LICENSE[] SEC("license") = "Dual BSD/GPL";
    "#;
    for major in CLANGS {
        let checked = check(major, source).unwrap();
        assert_eq!(checked.license(), "Dual BSD/GPL");
        let programs: Vec<_> = checked.programs().iter().map(|program| program.name.as_str()).collect();
        assert_eq!(programs, ["init", "program"], "clang {major}");
        let [plain, sized] = checked.maps() else { panic!("{checked:?}") };
        assert_eq!((plain.key_size, plain.value_size, plain.max_entries, plain.flags), (4, 12, 7, 1));
        assert!(plain.key.is_some() && sized.key.is_none() && sized.pinned && !plain.pinned);
        assert_eq!((sized.key_size, sized.value_size), (4, 12));
        let globals: Vec<_> = checked
            .globals()
            .iter()
            // Newer clangs list the section of string literals, too.
            .filter(|section| section.name != ".rodata.str1.1")
            .map(|section| {
                (section.name.as_str(), section.variables.iter().map(|v| v.name.as_str()).collect::<Vec<_>>())
            })
            .collect();
        let expected = [
            (".bss", vec!["bss", "hidden"]),
            (".bss.named", vec!["zero"]),
            (".data", vec!["data", "flexible"]),
            (".data.named", vec!["named"]),
            (".rodata", vec!["constant"]),
            (".rodata.named", vec!["named_constant"]),
        ];
        assert_eq!(globals.len(), expected.len(), "clang {major}: {globals:?}");
        for ((name, mut variables), expected) in globals.into_iter().zip(expected) {
            variables.sort_unstable();
            assert_eq!((name, variables), expected, "clang {major}");
        }
        assert_eq!(checked.events()[0].map.as_str(), "plain");
    }
}

#[test]
fn what_c_can_write_and_coolbpf_refuses_is_named() {
    let start = "the object is refused: ";
    for (source, expected) in [
        (
            "struct old { int type; } m SEC(\"maps\");",
            "section `maps` holds maps in the form that libbpf 1.0 dropped",
        ),
        ("SEC(\"xdp\") static int f(void *c) { return 0; }", "symbol `f` is a program, but static"),
        (
            "SEC(\"xdp\") int f(void *c) __asm__(\"f(){}\");\nint f(void *c) { return 0; }",
            "\"f(){}\" can't be the name of a function",
        ),
        ("int x __asm__(\"a b\") = 1;", "\"a b\" can't be the name of a variable"),
        ("SEC(\"x y\") int f(void *c) { return 0; }", "\"x y\" can't be the name of a section"),
        ("SEC(\"\\\"+x\") int f(void *c) { return 0; }", "\"\\\"+x\" can't be the name of a section"),
        ("struct größe { int x; } x;", "\"größe\" can't be the name of a struct"),
        ("static struct { int (*type)[1]; } m SEC(\".maps\");", "map `m` is static or extern"),
        ("struct { int (*max_entries)[1]; } m SEC(\".maps\");", "map `m` has no type"),
        ("struct { int (*type)[1]; int (*size)[1]; } m SEC(\".maps\");", "map `m` has a member `size`"),
        (
            "struct s; struct { int (*type)[1]; struct s *value; } m SEC(\".maps\");",
            "map `m` has no type with a size as its `value`",
        ),
        ("char LICENSE[] SEC(\"license\") = \"G\\nPL\";", "\"G\\nPL\" can't be the name of a license"),
        (
            "int *__coolbpf_events_none SEC(\".coolbpf.events\");",
            "symbol `__coolbpf_events_none` names the events of a map",
        ),
    ] {
        let text = refusal(source);
        assert!(text.strip_prefix(start).is_some_and(|text| text.starts_with(expected)), "{source}\n{text}");
    }
}

#[test]
fn objects_without_btf_or_for_the_machine_are_refused() {
    let source = "int x = 1;";
    let without = CheckedObject::check(object(19, &[], source)).unwrap_err();
    assert_eq!(without.to_string(), "the object is refused: it has no BTF; compile it with `-g`");
    let machine = CheckedObject::check(object(19, &["--target=x86_64-linux-gnu"], source)).unwrap_err();
    assert!(machine.to_string().contains("is for machine 62, not for BPF (247)"), "{machine}");
    let big = CheckedObject::check(object(19, &["--target=bpfeb", "-g"], source)).unwrap_err();
    assert!(big.to_string().contains("big-endian"), "{big}");
}
