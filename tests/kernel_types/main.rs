//! Kernels that don't tell their types: what a binary carries for those that the package names, and files in the usual places. The kernels
//! are those that `cargo xtask test` keeps.

mod places;
mod served;
mod verified;

use std::path::PathBuf;

use coolbpf_tests::{Cargo, Form, Outcome, UserCrate, target_directory};

/// A program that reads the kernel's structs, and one that doesn't.
const C: &str = r#"
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

const volatile __u32 wanted;
__u32 parent;

SEC("tracepoint/syscalls/sys_enter_getppid") int on_getppid(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	if (bpf_get_current_pid_tgid() >> 32 == wanted)
		parent = BPF_CORE_READ(task, real_parent, tgid);
	return 0;
}

char _license[] SEC("license") = "GPL";
"#;

const RUST: &str = r##"
#[coolbpf::program]
mod parents {
    const SOURCE: &str = include_str!("bpf/parents.bpf.c");
}

#[coolbpf::program]
mod plain {
    const SOURCE: &str = r#"
        #include "vmlinux.h"
        #include <bpf/bpf_helpers.h>

        __u32 calls;

        SEC("tracepoint/syscalls/sys_enter_getppid") int count(void *ctx)
        {
            calls++;
            return 0;
        }

        char _license[] SEC("license") = "GPL";
    "#;
}

fn main() -> coolbpf::Result<()> {
    let mut plain = plain::open()?.load()?;
    plain.attach()?;
    let parent = std::os::unix::process::parent_id();
    let mut without = parents::open()?;
    without.progs.on_getppid.set_autoload(false)?;
    without.load()?;
    println!("without relocations: {}", plain.bss().read()?.calls > 0);
    let mut open = match std::env::args().nth(1) {
        Some(path) => parents::open_with_types(coolbpf::Btf::bytes(std::fs::read(path)?))?,
        None => parents::open()?,
    };
    println!("types: {}", open.kernel_types());
    open.rodata().wanted = std::process::id();
    let mut bpf = open.load()?;
    bpf.attach()?;
    let _ = std::os::unix::process::parent_id();
    println!("parent: {}", bpf.bss().read()?.parent == parent);
    Ok(())
}
"##;

/// A crate with those programs, which names `kernels`.
fn user_crate(name: &str, kernels: &str) -> UserCrate {
    let user = UserCrate::new(name, Form::Light);
    user.write("src/main.rs", RUST).write("src/bpf/parents.bpf.c", C);
    name_kernels(&user, kernels);
    user
}

fn name_kernels(user: &UserCrate, kernels: &str) {
    user.manifest(&format!("[package.metadata.coolbpf]\nkernels = {kernels}\n"), Form::Light);
}

/// A command that knows the kernels that are kept here.
fn kept(command: Cargo) -> Cargo {
    match std::env::var("COOLBPF_KERNELS") {
        Ok(directory) => command.env("COOLBPF_KERNELS", directory),
        Err(_) => command,
    }
}

/// The BTF of a kernel that is kept, and its release.
fn kernel(user: &UserCrate, version: &str) -> (PathBuf, String) {
    let run = kept(user.coolbpf(&["kernels", "btf", version])).run().succeeded();
    let path = PathBuf::from(run.stdout.trim());
    let release = path.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
    (path, release)
}

/// The crate's binary in a guest.
fn in_guest(user: &UserCrate, options: &[&str], arguments: &[&str]) -> Outcome {
    let binary = target_directory().join("debug").join(user.name()).display().to_string();
    kept(user.coolbpf(&[&["vm-run"], options, &[binary.as_str()], arguments].concat())).run()
}

#[test]
fn a_kernel_without_types_gets_those_that_the_binary_carries_for_it() {
    let user = user_crate("kernel-types-guest", "[]");
    let (btf, release) = kernel(&user, "6.12");
    name_kernels(&user, &format!("[\"{release}\"]"));
    let _ = kept(user.vendor(&[])).run().succeeded();
    let files = user.vendored_files();
    assert!(files.iter().any(|file| file == "parents.x86_64.btf"), "{files:?}");
    assert!(!files.iter().any(|file| file == "plain.x86_64.btf"), "{files:?}");
    let size = std::fs::metadata(user.path("coolbpf-vendor/parents.x86_64.btf")).unwrap().len();
    assert!(size < 1024, "{size}");
    let _ = user.build().without_clang().without_network().run().succeeded().without_saying("warning");

    let run = in_guest(&user, &["--kernel", "6.12", "--poor", "btf"], &[]).succeeded();
    assert_eq!(
        run.stdout,
        format!(
            "without relocations: true\ntypes: those of {release} that the binary carries\nparent: true\n"
        )
    );
    let run = in_guest(&user, &["--kernel", "6.12"], &[]).succeeded();
    assert!(run.stdout.contains("types: /sys/kernel/btf/vmlinux\nparent: true\n"), "{run}");
    let path = btf.display().to_string();
    let run = in_guest(&user, &["--kernel", "6.12", "--poor", "btf", "--file", &path], &[&path]).succeeded();
    assert!(run.stdout.ends_with("types: those that the application gives\nparent: true\n"), "{run}");

    // A kernel that is not named.
    let (_, other) = kernel(&user, "6.1");
    let run = in_guest(&user, &["--kernel", "6.1", "--poor", "btf"], &[]).failed();
    assert_eq!(run.stdout, "without relocations: true\ntypes: none\n");
    for says in [
        format!(
            "this kernel ({other}) does not tell them: there is none of /sys/kernel/btf/vmlinux, /boot/vmlinux-{other}, "
        ),
        "`cargo coolbpf vendor`".to_owned(),
        format!("kernels = [\"{other}\"]"),
    ] {
        assert!(run.stderr.contains(&says), "{says}\n{run}");
    }
}

#[test]
fn types_are_slimmed_from_files_of_the_package_pinned_and_checked() {
    let user = user_crate("kernel-types-files", "[\"btf/x86_64/*.btf\"]");
    let btf = std::fs::read("/sys/kernel/btf/vmlinux").unwrap();
    user.write("btf/x86_64/5.4.0-42-generic.btf", &btf);
    let vendored = kept(user.vendor(&[])).run().succeeded();
    drop(vendored);
    let (file, pin) = ("coolbpf-vendor/parents.x86_64.btf", "coolbpf-vendor/parents.x86_64.toml");
    assert!(user.read(pin).contains("\nkernel-types = \"sha256:"), "{}", user.read(pin));
    let slim = std::fs::read(user.path(file)).unwrap();
    let build = || user.build().without_clang().without_network().run();
    let _ = build().succeeded().without_saying("warning");
    let _ = kept(user.vendor(&["--check"])).run().succeeded();
    let _ = kept(user.coolbpf(&["verify"])).run().succeeded();

    // Published packages leave the whole BTF out.
    std::fs::rename(user.path("btf"), user.path("elsewhere")).unwrap();
    let _ =
        user.build().without_clang().env("COOLBPF_LOCKED", "1").run().succeeded().without_saying("warning");
    std::fs::rename(user.path("elsewhere"), user.path("btf")).unwrap();

    // Whatever is not what is pinned is refused.
    let mut altered = slim.clone();
    *altered.last_mut().unwrap() ^= 1;
    user.write(file, &altered);
    let _ = build().failed().saying("parents.x86_64.btf is not the file that").saying("cargo coolbpf vendor");
    std::fs::remove_file(user.path(file)).unwrap();
    let _ = build().failed().saying("parents.x86_64.btf is missing");
    user.write(file, &slim);

    // Another kernel is named.
    user.write("btf/x86_64/5.4.0-43-generic.btf", &btf);
    name_kernels(&user, "[\"btf/x86_64/5.4.0-43-generic.btf\"]");
    let _ = build().succeeded().saying("warning").saying("for other kernels").saying("cargo coolbpf vendor");
    let _ = user.build().env("COOLBPF_LOCKED", "1").run().failed().saying("for other kernels");
    let _ = kept(user.vendor(&["--check"])).run().failed().saying("for other kernels");
    let object = std::fs::read(user.path("coolbpf-vendor/parents.x86_64.bpf.o")).unwrap();
    let _ = kept(user.vendor(&[])).without_clang().run().succeeded().saying("wrote the types of kernels");
    assert_eq!(std::fs::read(user.path("coolbpf-vendor/parents.x86_64.bpf.o")).unwrap(), object);
    assert_ne!(std::fs::read(user.path(file)).unwrap(), slim);
    let _ = build().succeeded().without_saying("warning");

    // No kernel is named any more.
    name_kernels(&user, "[]");
    let _ = kept(user.vendor(&[]))
        .without_clang()
        .run()
        .succeeded()
        .saying("removed coolbpf-vendor/parents.x86_64.btf");
    let _ = build().succeeded().without_saying("warning");
}

#[test]
fn kernels_that_are_nowhere_and_files_that_are_no_btf_are_named() {
    let user = user_crate("kernel-types-wrong", "[\"5.4.0-42-nowhere\"]");
    let vendor = || kept(user.vendor(&["--offline"])).run().failed();
    let _ = vendor()
        .saying("names 5.4.0-42-nowhere")
        .saying("cargo coolbpf kernels add")
        .saying("btf/x86_64/5.4.0-42-nowhere.btf");
    name_kernels(&user, "[\"btf/x86_64/5.4.0-42-generic.btf\"]");
    let _ = vendor().saying("names btf/x86_64/5.4.0-42-generic.btf, and the package has no such file");
    for (bytes, says) in [
        (&b"#!/bin/sh\n"[..], "BTF is cut short"),
        (
            &[0x9f, 0xeb, 1, 0, 24, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 1, 0, 0, 0],
            "outside of it",
        ),
    ] {
        user.write("btf/x86_64/5.4.0-42-generic.btf", bytes);
        let _ = vendor().saying("btf/x86_64/5.4.0-42-generic.btf").saying(says);
    }
}
