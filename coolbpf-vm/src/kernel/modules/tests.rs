use object::write::{Object, StandardSegment};
use object::{Architecture, BinaryFormat, Endianness, SectionKind};

use super::*;
use crate::kernel::compression::tests::packed;
use crate::{Arch, Boot};

/// A module that uses symbols of others.
fn module(depends: &str) -> Vec<u8> {
    let mut elf = Object::new(BinaryFormat::Elf, Architecture::X86_64, Endianness::Little);
    let segment = elf.segment_name(StandardSegment::Data).to_vec();
    let section = elf.add_section(segment, b".modinfo".to_vec(), SectionKind::ReadOnlyData);
    let text = format!("license=GPL\0depends={depends}\0name=x\0");
    elf.append_section_data(section, text.as_bytes(), 1);
    elf.write().unwrap()
}

/// A kernel with these modules.
fn kernel(modules: &[(&str, Vec<u8>)], builtin: &str) -> (tempfile::TempDir, Kernel) {
    let directory = tempfile::tempdir().unwrap();
    for (path, bytes) in modules {
        let path = directory.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    fs::write(directory.path().join(BUILTIN), builtin).unwrap();
    let kernel = Kernel {
        release: "6.12.48".to_owned(),
        version: "6.12.48".parse().unwrap(),
        arch: Arch::X86_64,
        image: "vmlinux".into(),
        boot: Boot::Pvh,
        btf: None,
        modules: Some(directory.path().to_owned()),
        origin: String::new(),
    };
    (directory, kernel)
}

fn order(kernel: &Kernel, wanted: &[&str]) -> Result<Vec<String>> {
    Ok(kernel.modules_for(wanted)?.into_iter().map(|module| module.name).collect())
}

#[test]
fn modules_come_after_those_that_they_need_each_once() {
    let (_directory, kernel) = kernel(
        &[
            ("kernel/a/sch_top.ko", module("lib-low,sch_mid,in_image")),
            ("kernel/b/sch-mid.ko", module("lib_low")),
            ("kernel/c/lib_low.ko", module("")),
            ("updates/other.ko", module("")),
        ],
        "kernel/x/in-image.ko\nkernel/y/veth.ko\n",
    );
    assert_eq!(order(&kernel, &["sch-top"]).unwrap(), ["lib_low", "sch_mid", "sch_top"]);
    assert_eq!(
        order(&kernel, &["sch_mid", "sch_top", "other"]).unwrap(),
        ["lib_low", "sch_mid", "sch_top", "other"]
    );
    assert_eq!(order(&kernel, &["veth", "in_image"]).unwrap(), [""; 0]);
    assert_eq!(order(&kernel, &[]).unwrap(), [""; 0]);
}

#[test]
fn a_compressed_module_is_unpacked() {
    let plain = module("");
    for (compression, bytes) in packed(&plain) {
        let extension = match compression {
            Compression::Gzip => "gz",
            Compression::Xz => "xz",
            Compression::Zstd => "zst",
            _ => continue,
        };
        let (_directory, kernel) = kernel(&[(&format!("veth.ko.{extension}"), bytes)], "");
        let modules = kernel.modules_for(&["veth"]).unwrap();
        assert!(modules == [Module { name: "veth".to_owned(), bytes: plain.clone() }], "{extension}");
    }
}

#[test]
fn a_module_that_is_missing_or_damaged_is_named() {
    let (directory, kernel) = kernel(
        &[
            ("one.ko", module("two")),
            ("two.ko", module("none")),
            ("text.ko", b"no ELF".to_vec()),
            ("cut.ko.xz", b"\xfd7zXZ\0\0".to_vec()),
        ],
        "",
    );
    let error = |wanted: &str| order(&kernel, &[wanted]).unwrap_err().to_string();
    assert_eq!(error("nope"), "the kernel 6.12.48 has no module `nope`, and none is kept with it");
    assert_eq!(error("one"), "the kernel 6.12.48 has no module `none`, and none is kept with it");
    let about = |file: &str| format!("the module {}: ", directory.path().join(file).display());
    assert!(error("text").starts_with(&about("text.ko")), "{}", error("text"));
    assert!(error("cut").starts_with(&about("cut.ko.xz")), "{}", error("cut"));
}

#[test]
fn modules_that_need_one_another_are_loaded_once() {
    let (_directory, kernel) = kernel(&[("one.ko", module("two")), ("two.ko", module("one"))], "");
    assert_eq!(order(&kernel, &["one"]).unwrap(), ["two", "one"]);
}
