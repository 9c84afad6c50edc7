use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

use coolbpf_compiler::Toolchain;
use coolbpf_contract::btf_ext::BtfExt;
use coolbpf_contract::elf::Elf;
use coolbpf_contract::{Arch, KernelId, KernelTypes, Options, Request, SourcePath, Sources};
use libbpf_rs::{AsRawLibbpf as _, ObjectBuilder, libbpf_sys};

use super::*;

#[test]
fn flavours_are_no_part_of_a_name() {
    for (name, expected) in [
        ("task_struct", "task_struct"),
        ("task_struct___old", "task_struct"),
        ("a___b___c", "a___b"),
        ("x___", "x___"),
        ("___x", "___x"),
        ("a____b", "a____b"),
        ("a__b", "a__b"),
        ("", ""),
        ("é___x", "é"),
    ] {
        assert_eq!(essential(name), expected);
    }
}

/// Every vendored object of the repository for this architecture.
fn objects() -> Vec<(PathBuf, CheckedObject)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut left: Vec<PathBuf> =
        ["examples", "tests/features", "cargo-coolbpf/templates"].map(|below| root.join(below)).into();
    let mut found = Vec::new();
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.to_str().is_some_and(|path| path.ends_with(".x86_64.bpf.o")) {
            found.push((path.clone(), CheckedObject::check(fs::read(&path).unwrap()).unwrap()));
        }
    }
    assert!(found.len() > 10, "{found:?}");
    found
}

/// The types of this kernel, and of those that are kept for guests.
fn kernels() -> Vec<(String, Vec<u8>)> {
    let mut found = vec![("this kernel".to_owned(), fs::read("/sys/kernel/btf/vmlinux").unwrap())];
    let of = |name: &str| env::var_os(name).map(PathBuf::from);
    let store = of("COOLBPF_KERNELS").or_else(|| Some(of("HOME")?.join(".cache/coolbpf/kernels")));
    for kernel in store.iter().flat_map(|store| fs::read_dir(store.join("x86_64")).into_iter().flatten()) {
        let kernel = kernel.unwrap();
        if let Ok(btf) = fs::read(kernel.path().join("btf")) {
            found.push((kernel.file_name().into_string().unwrap(), btf));
        }
    }
    found
}

/// Opcode and registers, and offset and immediate.
type Instructions = Vec<[u64; 2]>;

/// What libbpf makes of each program, without what differs from one load to the next, by the BTF in a file.
fn relocated(object: &CheckedObject, types: &Path) -> Result<BTreeMap<String, Instructions>, String> {
    let mut builder = ObjectBuilder::default();
    builder.btf_custom_path(types).unwrap();
    let opened = builder.open_memory(object.bytes()).unwrap();
    // SAFETY: the object is open, and lives until the end of this function.
    let code = unsafe { libbpf_sys::bpf_object__prepare(opened.as_libbpf_object().as_ptr()) };
    if code != 0 {
        return Err(format!("libbpf can't prepare it: {code}"));
    }
    let mut programs = BTreeMap::new();
    for program in opened.progs() {
        let instructions = program.insns().iter().map(|instruction| {
            let [code, registers] = [instruction.code, instruction.dst_reg() | instruction.src_reg() << 4];
            // The numbers of maps in this process, which `ld_imm64` has.
            let is_of_map = code == 0x18 && instruction.src_reg() != 0;
            let value = if is_of_map { 0 } else { instruction.imm };
            [
                u64::from(code) << 8 | u64::from(registers),
                u64::from(instruction.off.cast_unsigned()) << 32 | u64::from(value.cast_unsigned()),
            ]
        });
        programs.insert(program.name().to_string_lossy().into_owned(), instructions.collect());
    }
    Ok(programs)
}

/// What each relocation of a kind finds has to be the same by the slim types as by the whole ones.
fn assert_same(what: &str, object: &CheckedObject, whole: &[u8]) -> usize {
    let slimmer = Slimmer::of(object).unwrap();
    let slim = slimmer.slim(&Btf::parse(whole).unwrap()).unwrap();
    let id = KernelId { release: "5.4.0".parse().unwrap(), version: None };
    KernelTypes::new(Arch::X86_64, &BTreeMap::from([(id, slim.clone())])).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let [by_whole, by_slim] = [("whole", whole), ("slim", &slim)].map(|(name, bytes)| {
        let path = directory.path().join(name);
        fs::write(&path, bytes).unwrap();
        relocated(object, &path)
    });
    assert!(by_whole.is_ok(), "{what}: {by_whole:?}");
    assert_eq!(by_whole, by_slim, "{what}");
    slim.len()
}

#[test]
fn slim_types_answer_what_the_whole_ones_do_for_every_program_that_is_vendored() {
    let mut compared = 0;
    for (path, object) in objects() {
        if Slimmer::of(&object).unwrap().is_idle() {
            continue;
        }
        for (kernel, whole) in kernels() {
            let size = assert_same(&format!("{} on {kernel}", path.display()), &object, &whole);
            assert!(size < 8192, "{} on {kernel}: {size}", path.display());
            compared += 1;
        }
    }
    assert!(compared >= 8, "{compared}");
}

/// An object with relocations of all kinds.
fn questions() -> CheckedObject {
    compiled("questions.bpf.c", include_bytes!("questions.bpf.c"))
}

fn compiled(name: &str, text: &[u8]) -> CheckedObject {
    let path: SourcePath = name.parse().unwrap();
    let sources = Sources::new(path.clone(), BTreeMap::from([(path, text.to_vec())])).unwrap();
    let request = Request { sources, options: Options::default(), arch: Arch::X86_64 };
    coolbpf_compiler::compile(&request, &Toolchain::find().unwrap()).unwrap().object
}

#[test]
fn slim_types_answer_questions_of_all_kinds_as_the_whole_ones_do() {
    let object = questions();
    let asked: BTreeSet<u32> = {
        let elf = Elf::parse(object.bytes()).unwrap();
        let ext = BtfExt::parse(elf.section(".BTF.ext").unwrap().1.data).unwrap();
        ext.relocations.iter().flat_map(|block| ext.relocations_of(block)).map(|asked| asked.kind).collect()
    };
    // All but the numbers of types, which mean nothing outside of the BTF that has them.
    assert_eq!(asked, (0..13).filter(|kind| ![6, 7].contains(kind)).collect());
    for (kernel, whole) in kernels() {
        let size = assert_same(&kernel, &object, &whole);
        assert!(size < 8192, "{size}");
    }
}

#[test]
fn slim_types_can_be_slimmed_again_and_stay_as_they_are() {
    let object = questions();
    let slimmer = Slimmer::of(&object).unwrap();
    for (kernel, whole) in kernels() {
        let slim = slimmer.slim(&Btf::parse(&whole).unwrap()).unwrap();
        assert_eq!(slimmer.slim(&Btf::parse(&slim).unwrap()).unwrap(), slim, "{kernel}");
    }
}

#[test]
fn whatever_a_kernel_says_its_types_are_slimming_ends_and_gives_btf() {
    let object = questions();
    let slimmer = Slimmer::of(&object).unwrap();
    let whole = fs::read("/sys/kernel/btf/vmlinux").unwrap();
    let good = slimmer.slim(&Btf::parse(&whole).unwrap()).unwrap();
    let (mut random, mut slimmed) = (0x2545_f491_4f6c_dd1d_u64, 0);
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below as u64) as usize
    };
    for _ in 0..2_000 {
        let mut bytes = good.clone();
        for _ in 0..=next(4) {
            let at = next(bytes.len());
            // Small numbers are most likely to name another type.
            let below = if next(2) == 0 { 8 } else { 256 };
            bytes[at] = next(below) as u8;
        }
        if let Ok(kernel) = Btf::parse(&bytes) {
            let slim = slimmer.slim(&kernel).unwrap();
            assert!(Btf::parse(&slim).is_ok(), "{bytes:?}");
            slimmed += 1;
        }
    }
    assert!(slimmed > 200, "{slimmed}");
}

/// BTF whose only struct of many is called otherwise than `name`: each is a `name` that holds the next one, and is found in it.
fn nested(name: &str, member: &str, count: u32) -> Vec<u8> {
    const STRUCT: u32 = 4 << 24 | 1;
    let strings = format!("\0{name}\0{member}\0");
    let member = u32::try_from(name.len()).unwrap() + 2;
    let types = (1..=count).flat_map(|id| {
        let next = if id == count { 0 } else { id + 1 };
        [1, STRUCT, 4, member, next, 0]
    });
    let mut bytes = vec![0x9f, 0xeb, 1, 0];
    let length = count * 24;
    for number in [24, 0, length, length, u32::try_from(strings.len()).unwrap()].into_iter().chain(types) {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(strings.as_bytes());
    bytes
}

#[test]
fn candidates_without_number_that_hold_each_other_are_refused() {
    let object = questions();
    let slimmer = Slimmer::of(&object).unwrap();
    let few = nested("task_struct", "", 20);
    assert!(Btf::parse(&slimmer.slim(&Btf::parse(&few).unwrap()).unwrap()).is_ok());
    for member in ["", "tgid", "x"] {
        let many = nested("task_struct", member, 20_000);
        let slimmed = slimmer.slim(&Btf::parse(&many).unwrap());
        match slimmed {
            Err(error) => assert_eq!(
                error.to_string(),
                "its types called `task_struct`, and what they hold, are more than any kernel has"
            ),
            // Where nothing is asked of what they hold, they are only many.
            Ok(slim) => assert!(!member.is_empty() && slim.len() <= many.len(), "{member}"),
        }
    }
}

#[test]
fn the_programs_that_ask_for_types_are_those_with_relocations_of_their_own_or_in_what_they_call() {
    let asking = |object: &CheckedObject| coolbpf_contract::asking_programs(object.bytes()).unwrap();
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    let of = |name: &str| {
        let is_meant = |path: &Path| path.ends_with(format!("coolbpf-vendor/{name}.x86_64.bpf.o"));
        objects().into_iter().find(|(path, _)| is_meant(path)).unwrap().1
    };
    assert_eq!(asking(&of("types")), names(&["iterator", "relocated"]));
    assert_eq!(asking(&of("hello")), names(&[]));
    let object = questions();
    assert_eq!(asking(&object), names(&["fields", "types"]));
    // Those that call no function with relocations don't ask, whatever others call.
    let object = compiled("calls.bpf.c", include_bytes!("calls.bpf.c"));
    assert_eq!(asking(&object), names(&["calls_back", "calls_deep", "calls_global", "reads"]));
    for length in 0..200 {
        let _ = coolbpf_contract::asking_programs(&object.bytes()[..length * object.bytes().len() / 200]);
    }
}
