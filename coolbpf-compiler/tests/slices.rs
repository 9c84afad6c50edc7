//! What compiles with the whole `vmlinux.h` compiles with the slice, to the same instructions and the same CO-RE
//! relocations.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use coolbpf_compiler::{Compiled, Failure, Toolchain, compile, vmlinux_h};
use coolbpf_contract::btf::{Btf, Kind, TypeId};
use coolbpf_contract::btf_ext::BtfExt;
use coolbpf_contract::elf::Elf;
use coolbpf_contract::{Arch, CheckedObject, Options, Request, SourcePath, Sources};

/// Programs that define a type which the kernel has, too, so that they don't compile with the whole header.
const ONLY_SLICED: [&str; 1] = ["own_event_name"];

/// The architectures whose kernel types coolbpf brings.
const ARCHS: [Arch; 2] = [Arch::X86_64, Arch::Aarch64];

/// The programs of `tests/programs`, by name.
fn programs() -> BTreeMap<String, Vec<u8>> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    let files = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let programs: BTreeMap<_, _> = files
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().trim_end_matches(".bpf.c").to_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    assert!(programs.len() >= 40, "found {} programs", programs.len());
    programs
}

/// The clang that is found, without looking for it in each compile.
fn toolchain() -> &'static Toolchain {
    static TOOLCHAIN: LazyLock<Toolchain> =
        LazyLock::new(|| Toolchain::find().expect("these tests need clang"));
    &TOOLCHAIN
}

/// Compiles `text`, with `vmlinux` as the user's own header if there is one.
fn compiled(text: &[u8], arch: Arch, vmlinux: Option<&str>) -> Result<Compiled, Failure> {
    let main: SourcePath = "src/bpf/program.bpf.c".parse().unwrap();
    let mut files = BTreeMap::from([(main.clone(), text.to_vec())]);
    if let Some(header) = vmlinux {
        files.insert("src/bpf/vmlinux.h".parse().unwrap(), header.into());
    }
    // For programs that write <vmlinux.h>.
    let options = Options { include: vec!["src/bpf".parse().unwrap()], ..Options::default() };
    compile(&Request { sources: Sources::new(main, files).unwrap(), options, arch }, toolchain())
}

/// Everything of an object that decides what it does: the code, data and symbols of its sections, and its CO-RE relocations.
#[derive(Debug, PartialEq, Eq)]
struct Behaviour {
    sections: BTreeMap<String, Vec<u8>>,
    relocations: BTreeMap<String, Vec<(u64, String)>>,
    core: Vec<String>,
}

impl Behaviour {
    fn of(object: &CheckedObject) -> Self {
        let elf = Elf::parse(object.bytes()).unwrap();
        let btf = object.btf();
        let name = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let is_of_btf =
            |section: &str| section.contains(".BTF") || section == ".symtab" || section == ".strtab";
        let mut sections: BTreeMap<String, Vec<u8>> = elf
            .sections
            .iter()
            .map(|section| (name(section.name), section.data.to_vec()))
            .filter(|(section, _)| !is_of_btf(section) && !section.starts_with(".rel"))
            .collect();
        let relocations = elf
            .sections
            .iter()
            .filter(|section| section.name.starts_with(b".rel") && !is_of_btf(&name(section.name)))
            .map(|section| {
                let entries = section.data.chunks_exact(16).map(|entry| {
                    let offset = u64::from_le_bytes(entry[..8].try_into().unwrap());
                    let symbol = &elf.symbols[u32::from_le_bytes(entry[12..].try_into().unwrap()) as usize];
                    // A section's symbol has no name.
                    let target = if symbol.name.is_empty() {
                        elf.sections[usize::from(symbol.section)].name
                    } else {
                        symbol.name
                    };
                    (offset, name(target))
                });
                (name(section.name), entries.collect())
            })
            .collect();
        let core = Self::core(&elf, &btf, &mut sections);
        Self { sections, relocations, core }
    }

    /// The CO-RE relocations as text. Where an instruction holds the number of a type, which depends on what else is in
    /// BTF, the number is taken out of `sections`.
    fn core(elf: &Elf<'_>, btf: &Btf<'_>, sections: &mut BTreeMap<String, Vec<u8>>) -> Vec<String> {
        let (_, ext) = elf.section(".BTF.ext").unwrap();
        let ext = BtfExt::parse(ext.data).unwrap();
        let text = |offset: u32| String::from_utf8(btf.string(offset).unwrap().to_vec()).unwrap();
        let mut found = Vec::new();
        for block in &ext.relocations {
            let section = text(block.section);
            for relocation in ext.relocations_of(block) {
                // enum bpf_core_relo_kind: BPF_CORE_TYPE_ID_LOCAL and BPF_CORE_TYPE_ID_TARGET.
                if matches!(relocation.kind, 6 | 7) {
                    let at = relocation.instruction as usize + 4;
                    sections.get_mut(&section).unwrap()[at..at + 4].fill(0);
                }
                found.push(format!(
                    "{section}+{}: kind {} of {} at {}",
                    relocation.instruction,
                    relocation.kind,
                    shown(btf, relocation.type_id),
                    text(relocation.access)
                ));
            }
        }
        found
    }
}

/// A type as a relocation means it: by its kind and its members' names.
fn shown(btf: &Btf<'_>, id: TypeId) -> String {
    let ty = btf.type_by_id(id).unwrap();
    match ty.kind {
        Kind::Struct(body) | Kind::Union(body) => {
            let members: Vec<_> =
                body.members.map(|member| format!("{}@{}", member.name, member.bit_offset)).collect();
            format!("struct {} of {}: {}", ty.name, body.size, members.join(" "))
        }
        Kind::Enum(body) | Kind::Enum64(body) => {
            let values: Vec<_> =
                body.enumerators.map(|value| format!("{}={}", value.name, value.value)).collect();
            format!("enum {}: {}", ty.name, values.join(" "))
        }
        Kind::Forward(forward) => format!("{forward:?} {} without members", ty.name),
        Kind::Pointer(to) => format!("pointer to {}", shown(btf, to)),
        kind => match kind.modified() {
            Some(inner) => format!("{} {}", ty.name, shown(btf, inner)),
            None => format!("{} {kind:?}", ty.name),
        },
    }
}

/// Compiles a program both ways, and tells how the outcomes differ.
fn difference(name: &str, text: &[u8], arch: Arch, whole_header: &str) -> Result<(), String> {
    let sliced = compiled(text, arch, None).map_err(|failure| format!("with the slice:\n{failure}"))?;
    let whole = compiled(text, arch, Some(whole_header));
    if ONLY_SLICED.contains(&name) {
        return if whole.is_err() { Ok(()) } else { Err("compiles with the whole header, too".into()) };
    }
    let whole = whole.map_err(|failure| format!("with the whole header:\n{failure}"))?;
    if sliced.warnings != whole.warnings {
        return Err(format!("warnings: {:?}\n{:?}", sliced.warnings, whole.warnings));
    }
    let (sliced, whole) = (Behaviour::of(&sliced.object), Behaviour::of(&whole.object));
    if sliced == whole { Ok(()) } else { Err(format!("slice: {sliced:?}\nwhole: {whole:?}")) }
}

/// Programs that read registers or call system calls, which each architecture names in its own way.
const OF_AN_ARCHITECTURE: [&str; 6] =
    ["conditional", "kprobe_pt_regs", "ksyscall", "perf_event", "uprobe", "usdt"];

/// Compares the programs for `arch`: each program is compared for one architecture at least.
fn compare(arch: Arch) {
    let whole_header = vmlinux_h(arch);
    let differences = programs().into_iter().enumerate().filter_map(|(index, (name, text))| {
        let is_mine = ARCHS[index % ARCHS.len()] == arch || OF_AN_ARCHITECTURE.contains(&&*name);
        let difference = is_mine.then(|| difference(&name, &text, arch, &whole_header).err())??;
        Some(format!("{name} for {arch}: {difference}"))
    });
    let differences: Vec<_> = differences.collect();
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
}

#[test]
fn a_slice_gives_the_same_code_and_relocations_as_the_whole_header_for_x86_64() {
    compare(Arch::X86_64);
}

#[test]
fn a_slice_gives_the_same_code_and_relocations_as_the_whole_header_for_aarch64() {
    compare(Arch::Aarch64);
}

#[test]
fn the_whole_header_compiles_by_itself() {
    let program = b"#include \"vmlinux.h\"\nint x;\n";
    for arch in ARCHS {
        let header = vmlinux_h(arch);
        assert!(header.len() > 2_000_000);
        compiled(program, arch, Some(&header)).unwrap();
    }
}

#[test]
fn contexts_and_headers_of_packets_are_among_the_kernel_types() {
    let names = "bpf_sockopt bpf_cgroup_dev_ctx bpf_sysctl bpf_sock_ops bpf_sk_lookup __sk_buff xdp_md sk_msg_md \
                 sk_reuseport_md bpf_raw_tracepoint_args bpf_perf_event_data bpf_sock_addr bpf_sock pt_regs \
                 bpf_tunnel_key bpf_nf_ctx bpf_flow_keys bpf_fib_lookup bpf_tcp_sock bpf_xdp_sock bpf_redir_neigh \
                 bpf_devmap_val bpf_cpumap_val bpf_pidns_info bpf_stack_build_id btf_ptr bpf_dynptr bpf_timer \
                 bpf_spin_lock bpf_wq bpf_list_head bpf_rb_root bpf_refcount bpf_iter_num ethhdr iphdr ipv6hdr tcphdr \
                 udphdr icmphdr icmp6hdr vlan_hdr arphdr sockaddr_in sockaddr_in6 sockaddr_un tcp_congestion_ops \
                 sched_ext_ops nf_conn bpf_lpm_trie_key";
    let uses: String = names
        .split_whitespace()
        .map(|name| format!("int size_of_{name} = sizeof(struct {name});\n"))
        .collect();
    let program = format!("#include \"vmlinux.h\"\n{uses}");
    for arch in ARCHS {
        compiled(program.as_bytes(), arch, None).unwrap_or_else(|failure| panic!("{arch}:\n{failure}"));
    }
}
