//! The headers that a program can include: its own, coolbpf's, the kernel's.

use coolbpf_compiler::{Compiled, Failure, Toolchain, bundle_digest, compile};
use coolbpf_contract::btf::Kind;
use coolbpf_contract::{Arch, Options, Request, SourcePath, Sources};

fn request(files: &[(&str, &str)]) -> Request {
    let main: SourcePath = files[0].0.parse().unwrap();
    let files = files.iter().map(|(path, text)| (path.parse().unwrap(), text.as_bytes().to_vec()));
    let sources = Sources::new(main, files.collect()).unwrap();
    Request { sources, options: Options::default(), arch: Arch::X86_64 }
}

fn compiled(request: &Request) -> Result<Compiled, Failure> {
    compile(request, &Toolchain::find().expect("these tests need clang"))
}

/// The size of the type of the global `name`.
fn size_of_global(compiled: &Compiled, name: &str) -> Option<u32> {
    let btf = compiled.object.btf();
    let (_, variable) =
        btf.types().find(|(_, ty)| ty.name == name && matches!(ty.kind, Kind::Variable { .. }))?;
    match variable.kind {
        Kind::Variable { type_id, .. } => btf.size_of(type_id),
        _ => None,
    }
}

#[test]
fn a_vmlinux_header_beside_the_source_wins() {
    let own = "struct task_struct { int only_here; };\n";
    for include in ["\"vmlinux.h\"", "\"../vmlinux.h\""] {
        let main = format!("#include {include}\nstruct task_struct t;\n");
        let path = if include.contains("..") { "src/vmlinux.h" } else { "src/bpf/vmlinux.h" };
        let compiled = compiled(&request(&[("src/bpf/x.bpf.c", &main), (path, own)])).unwrap();
        assert_eq!(size_of_global(&compiled, "t"), Some(4));
    }
    let mut in_directory = request(&[
        ("src/x.bpf.c", "#include <vmlinux.h>\nstruct task_struct t;\n"),
        ("include/vmlinux.h", own),
    ]);
    in_directory.options.include = vec!["include".parse().unwrap()];
    assert_eq!(size_of_global(&compiled(&in_directory).unwrap(), "t"), Some(4));
}

#[test]
fn include_directories_are_searched_in_their_order_and_before_the_bundle() {
    let main = "#include <first.h>\n#include <bpf/bpf_helpers.h>\nint x[FIRST * OWN_HELPERS];\n";
    let mut request = request(&[
        ("src/x.bpf.c", main),
        ("b/first.h", "#define FIRST 3\n"),
        ("a/first.h", "#define FIRST 5\n"),
        ("a/bpf/bpf_helpers.h", "#define OWN_HELPERS 7\n"),
    ]);
    request.options.include = vec!["b".parse().unwrap(), "a".parse().unwrap()];
    assert_eq!(size_of_global(&compiled(&request).unwrap(), "x"), Some(4 * 3 * 7));
}

#[test]
fn defines_have_their_value_or_one() {
    let mut request = request(&[("src/x.bpf.c", "#include \"vmlinux.h\"\nTYPE x[COUNT + ONE];\n")]);
    for (name, value) in [("TYPE", "struct list_head"), ("COUNT", "4"), ("ONE", "")] {
        request.options.defines.insert(name.parse().unwrap(), value.parse().unwrap());
    }
    assert_eq!(size_of_global(&compiled(&request).unwrap(), "x"), Some(16 * 5));
}

#[test]
fn the_metadata_names_the_event_type_of_a_source_that_does_not() {
    let main = "#include \"vmlinux.h\"\n#include <bpf/bpf_helpers.h>\nstruct event { u32 pid; };\n\
                struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } events SEC(\".maps\");\n\
                SEC(\"raw_tracepoint/sys_enter\") int f(void *ctx)\n{\n\
                \tstruct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);\n\
                \tif (event) bpf_ringbuf_submit(event, 0);\n\treturn 0;\n}\nchar LICENSE[] SEC(\"license\") = \"GPL\"; // \\";
    let mut request = request(&[("src/main.rs", main)]);
    assert_eq!(compiled(&request).unwrap().object.events().len(), 0);
    request.options.events.insert("events".parse().unwrap(), "event".parse().unwrap());
    let compiled = compiled(&request).unwrap();
    let btf = compiled.object.btf();
    let [event] = compiled.object.events() else { panic!("{:?}", compiled.object.events()) };
    assert_eq!(event.map.as_str(), "events");
    assert_eq!(btf.type_by_id(event.event).unwrap().name, "event");
}

#[test]
fn paths_may_hold_spaces_other_alphabets_and_what_shells_and_make_mean_something_by() {
    for path in ["src/a b/ç 文.bpf.c", "-o/x.c", "--help", "@x/y.c", "a$b#c%d&e'f\"g.c", "x.rs", "x=y,z;.c"]
    {
        let header = format!("{}.h", path.rsplit('/').next().unwrap());
        let directory = path.rsplit_once('/').map_or(String::new(), |(directory, _)| format!("{directory}/"));
        let main = format!("#include <linux/types.h>\n{}int x;\n", include_of(&header));
        let in_directory = format!("{directory}{header}");
        let files = [(path, main.as_str()), (in_directory.as_str(), "int y[3];\n")];
        let compiled = compiled(&request(&files)).unwrap_or_else(|failure| panic!("{path}:\n{failure}"));
        assert_eq!(size_of_global(&compiled, "x"), Some(4), "{path}");
    }
}

/// An include of a header, if C can name it.
fn include_of(header: &str) -> String {
    if header.contains('"') { String::new() } else { format!("#include \"{header}\"\n") }
}

#[test]
fn a_header_whose_name_a_macro_makes_is_there() {
    let main = "#define HEADER <linux/udp.h>\n#include HEADER\nstruct udphdr u;\n";
    assert_eq!(size_of_global(&compiled(&request(&[("src/x.bpf.c", main)])).unwrap(), "u"), Some(8));
}

#[test]
fn programs_without_the_kernels_types_compile_with_uapi_headers_alone() {
    let headers = "linux/bpf.h linux/bpf_common.h linux/btf.h linux/errno.h linux/filter.h linux/icmp.h linux/icmpv6.h \
                   linux/if_arp.h linux/if_ether.h linux/if_packet.h linux/if_tunnel.h linux/if_vlan.h linux/in.h \
                   linux/in6.h linux/ip.h linux/ipv6.h linux/limits.h linux/mpls.h linux/netfilter.h linux/perf_event.h \
                   linux/pkt_cls.h linux/ptrace.h linux/sched.h linux/socket.h linux/stat.h linux/stddef.h linux/tcp.h \
                   linux/types.h linux/udp.h linux/unistd.h linux/version.h asm/byteorder.h asm/errno.h asm/ptrace.h \
                   asm/types.h asm/unistd.h asm-generic/errno.h asm/socket.h";
    let main: String = headers.split_whitespace().map(|header| format!("#include <{header}>\n")).collect();
    for arch in Arch::BUNDLED {
        let mut request = request(&[("src/x.bpf.c", &main)]);
        request.arch = arch;
        request.sources = Sources::new(
            request.sources.main().clone(),
            [(request.sources.main().clone(), format!("{main}struct iphdr ip;\n").into_bytes())].into(),
        )
        .unwrap();
        let compiled = compiled(&request).unwrap_or_else(|failure| panic!("{arch}:\n{failure}"));
        assert_eq!(size_of_global(&compiled, "ip"), Some(20));
    }
}

#[test]
fn the_digest_of_the_bundle_is_part_of_a_request_and_stays() {
    assert_eq!(bundle_digest(), bundle_digest());
    let request = request(&[("src/x.bpf.c", "int x;\n")]);
    assert_ne!(request.request_digest(bundle_digest()), request.source_digest());
}

#[test]
fn an_architecture_without_kernel_types_takes_a_vmlinux_header_of_the_package() {
    let own = "typedef unsigned char __u8; typedef unsigned short __u16; typedef unsigned int __u32; typedef int __s32;\n\
               typedef unsigned long long __u64; typedef long long __s64; typedef __u16 __be16; typedef __u32 __be32;\n\
               typedef __u32 __wsum; enum { BPF_MAP_TYPE_ARRAY = 2, BPF_ANY = 0 };\n\
               struct user_pt_regs { unsigned long regs[32]; };\n\
               struct user_regs_struct { unsigned long pc, ra, sp, gp, tp, t0, t1, t2, s0, s1, a0; };\n\
               struct pt_regs { unsigned long regs[32], gpr[44]; };\n";
    let main = "#include \"vmlinux.h\"\n#include <bpf/bpf_helpers.h>\n#include <bpf/bpf_tracing.h>\n\
                unsigned long first;\nSEC(\"kprobe/x\") int f(struct pt_regs *ctx) { first = PT_REGS_PARM1(ctx); return 0; }\n";
    for arch in [Arch::Riscv64, Arch::Loongarch64, Arch::Powerpc64] {
        let request = Request { arch, ..request(&[("src/x.bpf.c", main), ("src/vmlinux.h", own)]) };
        assert_eq!(size_of_global(&compiled(&request).unwrap(), "first"), Some(8), "{arch}");
        assert_eq!(Request::decode(&request.encode()), Ok(request));
    }
}

#[test]
fn without_it_the_error_says_what_is_missing_for_the_architecture() {
    for (header, file) in [("vmlinux.h", "src/x.bpf.c"), ("linux/bpf.h", "<linux/types.h>")] {
        let main = format!("#include <{header}>\nint x;\n");
        let request = Request { arch: Arch::Riscv64, ..request(&[("src/x.bpf.c", &main)]) };
        let Err(Failure::Source(said)) = compiled(&request) else {
            panic!("{header} is for any architecture")
        };
        assert_eq!(said[0].file, file);
        for says in ["no kernel types and headers for riscv64", "bpftool btf dump", "#[cfg(any(target_arch"] {
            assert!(said[0].message.contains(says), "{}", said[0]);
        }
    }
}

#[test]
fn alternatives_are_in_what_every_clang_makes_in_the_order_of_the_source() {
    let main = r#"
        #include <linux/bpf.h>
        #include <linux/ptrace.h>
        #include <bpf/bpf_helpers.h>
        #include <bpf/bpf_tracing.h>
        #include <coolbpf.h>

        #define kprobe a_macro_of_this_name_changes_nothing

        /* The section of the last way is there before that of the first. */
        SEC("tracepoint/a/b") int other(void *ctx) { return 0; }

        SEC("fentry/do_unlinkat") COOLBPF_ALTERNATIVE(unlink, fentry)
        int BPF_PROG(unlink_fentry, int dfd) { return dfd; }
        COOLBPF_ALTERNATIVE(unlink, fentry) SEC("fexit/do_unlinkat")
        int BPF_PROG(unlink_fexit, int dfd) { return dfd; }
        SEC("kprobe/do_unlinkat") COOLBPF_ALTERNATIVE(unlink, kprobe)
        int BPF_KPROBE(unlink_kprobe, int dfd) { return dfd; }
        SEC("tracepoint/a/b") COOLBPF_ALTERNATIVE(unlink, tracepoint)
        int unlink_tracepoint(void *ctx) { return 0; }
    "#;
    for major in [14, 16, 19] {
        let toolchain = Toolchain::at(format!("/usr/bin/clang-{major}")).expect("this test needs each clang");
        let compiled = compile(&request(&[("src/x.bpf.c", main)]), &toolchain).unwrap();
        let [group] = compiled.object.alternatives() else { panic!("{:?}", compiled.object.alternatives()) };
        let ways = group.ways.iter().map(|way| {
            let programs: Vec<_> = way.programs.iter().map(ToString::to_string).collect();
            format!("{}: {}", way.name, programs.join(", "))
        });
        assert_eq!(
            ways.collect::<Vec<_>>(),
            ["fentry: unlink_fentry, unlink_fexit", "kprobe: unlink_kprobe", "tracepoint: unlink_tracepoint"],
            "clang {major}"
        );
    }
}
