//! Images with types, where packages of kernels and of their debug information leave them.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::{in_guest, kept, kernel, user_crate};

/// An ELF file with this BTF in its section `.BTF`, as an image of a kernel has it; `without` has lost it.
fn image(directory: &Path, name: &str, btf: &Path, section: &str) -> String {
    let image = directory.join(name);
    let ran = Command::new("objcopy")
        .args(["-I", "binary", "-O", "elf64-x86-64", "--rename-section", &format!(".data={section}")])
        .args([btf, &image])
        .status();
    assert!(ran.expect("binutils are there, as cc is").success());
    image.display().to_string()
}

#[test]
fn a_kernel_without_types_gets_those_of_an_image_in_each_of_the_usual_places() {
    let user = user_crate("kernel-types-places", "[]");
    let (btf, release) = kernel(&user, "6.12");
    let _ = kept(user.vendor(&[])).run().succeeded();
    let _ = user.build().run().succeeded();
    let files = TempDir::with_prefix("coolbpf-images-").unwrap();
    let image_with = image(files.path(), "vmlinux", &btf, ".BTF");
    let image_without = image(files.path(), "stripped", &btf, ".debug_info");
    let poor = ["--kernel", "6.12", "--poor", "btf"];
    for place in [
        format!("/boot/vmlinux-{release}"),
        format!("/lib/modules/{release}/build/vmlinux"),
        format!("/usr/lib/debug/boot/vmlinux-{release}"),
        format!("/usr/lib/debug/lib/modules/{release}/vmlinux"),
        format!("/usr/lib/debug/usr/lib/modules/{release}/vmlinux"),
    ] {
        let file = format!("{image_with}:{place}");
        // One that comes before it, and has lost its types, is passed over.
        let stripped = format!("{image_without}:/boot/vmlinux-{release}");
        let mut options = [&poor[..], &["--file", &file]].concat();
        if !place.starts_with("/boot") {
            options.extend(["--file", &stripped]);
        }
        let run = in_guest(&user, &options, &[]).succeeded();
        assert_eq!(run.stdout, format!("without relocations: true\ntypes: {place}\nparent: true\n"));
    }

    // An image of another release, and one without types, are none.
    let other = format!("{image_with}:/boot/vmlinux-{release}-other");
    let stripped = format!("{image_without}:/boot/vmlinux-{release}");
    let run = in_guest(&user, &[&poor[..], &["--file", &other, "--file", &stripped]].concat(), &[]).failed();
    assert_eq!(run.stdout, "without relocations: true\ntypes: none\n");
    let _ = run.saying("does not tell them").saying(&format!("/boot/vmlinux-{release}, "));
}
