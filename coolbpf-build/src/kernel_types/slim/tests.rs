use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use coolbpf_contract::{Arch, KernelId, KernelTypes};
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

/// What libbpf makes of each program, without what differs from one load to the next, by the BTF in a file.
fn relocated(object: &CheckedObject, types: &Path) -> Result<Vec<(String, Vec<[u64; 2]>)>, String> {
    let mut builder = ObjectBuilder::default();
    builder.btf_custom_path(types).unwrap();
    let opened = builder.open_memory(object.bytes()).unwrap();
    // SAFETY: the object is open, and lives until the end of this function.
    let code = unsafe { libbpf_sys::bpf_object__prepare(opened.as_libbpf_object().as_ptr()) };
    if code != 0 {
        return Err(format!("libbpf can't prepare it: {code}"));
    }
    let mut programs = Vec::new();
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
        programs.push((program.name().to_string_lossy().into_owned(), instructions.collect()));
    }
    Ok(programs)
}

/// What each relocation of a kind finds has to be the same by the slim types as by the whole ones.
fn assert_same(what: &str, object: &CheckedObject, whole: &[u8]) -> usize {
    let slimmer = Slimmer::of(object).unwrap();
    let slim = slimmer.slim(&Btf::parse(whole).unwrap());
    let id = KernelId { release: "5.4.0".parse().unwrap(), version: None };
    KernelTypes::new(Arch::X86_64, &BTreeMap::from([(id, slim.clone())])).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let [by_whole, by_slim] = [("whole", whole), ("slim", &slim)].map(|(name, bytes)| {
        let path = directory.path().join(name);
        fs::write(&path, bytes).unwrap();
        relocated(object, &path)
    });
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
            assert!(size < 1024, "{size}");
            compared += 1;
        }
    }
    assert!(compared >= 8, "{compared}");
}
