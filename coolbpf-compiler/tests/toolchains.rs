//! Which clang is used, and what each of them compiles for. `reproducible.rs` compiles every program with each.

use std::fs;
use std::path::Path;
use std::process::Command;

use coolbpf_compiler::{Failure, Toolchain, compile};
use coolbpf_contract::{Arch, Cpu, Options, Request, SourcePath, Sources};

fn request(text: &[u8], arch: Arch, cpu: Cpu) -> Request {
    let main: SourcePath = "src/bpf/program.bpf.c".parse().unwrap();
    let sources = Sources::new(main.clone(), [(main, text.to_vec())].into()).unwrap();
    Request { sources, options: Options { cpu, ..Options::default() }, arch }
}

/// A file that runs as a script.
fn script(directory: &Path, text: &str) -> std::path::PathBuf {
    let (written, path) = (directory.join("clang.sh"), directory.join("clang"));
    fs::write(&written, format!("#!/bin/sh\n{text}\n")).unwrap();
    // Had this process the script itself open for writing, a child that another test starts at that moment would have
    // it too, and the kernel would refuse to run it.
    let installed = Command::new("install").args(["-m", "755"]).args([&written, &path]).status().unwrap();
    assert!(installed.success());
    path
}

#[test]
fn clang_14_16_and_19_compile_for_each_architecture() {
    let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    for clang in ["/usr/bin/clang-14", "/usr/bin/clang-16", "/usr/lib/llvm-19/bin/clang"] {
        let toolchain = Toolchain::at(clang).unwrap();
        for arch in [Arch::X86_64, Arch::Aarch64] {
            for name in ["execsnoop", "kprobe_pt_regs", "ksyscall", "usdt", "xdp_counter"] {
                let text = fs::read(programs.join(format!("{name}.bpf.c"))).unwrap();
                compile(&request(&text, arch, Cpu::V3), &toolchain).unwrap_or_else(|failure| {
                    panic!("{name} for {arch} with {}:\n{failure}", toolchain.id())
                });
            }
        }
    }
}

#[test]
fn each_instruction_set_is_compiled_for() {
    let text = b"#include \"vmlinux.h\"\n#include <bpf/bpf_helpers.h>\n\
        SEC(\"socket\") int f(struct __sk_buff *s) { return (signed char)s->len < -3 ? s->mark : 0; }\n";
    let toolchain = Toolchain::at("/usr/bin/clang-19").unwrap();
    let objects = Cpu::ALL
        .map(|cpu| compile(&request(text, Arch::X86_64, cpu), &toolchain).unwrap().object.into_bytes());
    assert!(objects.windows(2).any(|pair| pair[0] != pair[1]));
}

#[test]
fn the_id_names_the_version_and_the_build() {
    let toolchain = Toolchain::at("/usr/bin/clang-19").unwrap();
    assert!(toolchain.id().starts_with("clang 19."), "{}", toolchain.id());
    assert_eq!(toolchain.path(), Path::new("/usr/bin/clang-19"));
}

#[test]
fn a_missing_clang_is_an_error_that_names_it() {
    let error = Toolchain::at("/nowhere/clang").unwrap_err().to_string();
    assert!(error.starts_with("running `/nowhere/clang`: "), "{error}");
}

#[test]
fn an_old_clang_and_one_without_bpf_are_errors_that_say_how_to_get_another() {
    let directory = tempfile::tempdir().unwrap();
    let clang = script(directory.path(), "echo 'clang version 11.0.1'");
    let error = Toolchain::at(&clang).unwrap_err().to_string();
    assert!(error.contains("is clang 11.0.1; coolbpf needs clang 14 or newer"), "{error}");
    assert!(error.contains("apt-get install clang-19"), "{error}");

    let clang = script(
        directory.path(),
        "[ $1 = --version ] && echo 'clang version 19.1.0' || echo '  x86-64 - 64-bit'",
    );
    let error = Toolchain::at(&clang).unwrap_err().to_string();
    assert!(error.contains("(clang 19.1.0) was built without the BPF target"), "{error}");

    let clang = script(directory.path(), "echo 'gcc (Debian) 12.2.0'");
    let error = Toolchain::at(&clang).unwrap_err().to_string();
    assert!(error.contains("names no clang"), "{error}");
}

#[test]
fn a_clang_that_crashes_is_told_with_its_last_words() {
    let directory = tempfile::tempdir().unwrap();
    let clang = script(
        directory.path(),
        "case $1 in --version) echo 'clang version 19.1.0';; --print-targets) echo bpf;; \
         *) echo 'Stack dump:' >&2; kill -SEGV $$;; esac",
    );
    let toolchain = Toolchain::at(&clang).unwrap();
    match compile(&request(b"int x;\n", Arch::X86_64, Cpu::V3), &toolchain) {
        Err(Failure::Crash(error)) => {
            let error = error.to_string();
            assert!(
                error.contains("clang 19.1.0 compiling `src/bpf/program.bpf.c` ended with signal 11 "),
                "{error}"
            );
            assert!(error.contains("Stack dump:"), "{error}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_clang_that_the_machine_offers_is_found_without_running_it_first() {
    let candidates = Toolchain::locate();
    assert!(!candidates.paths().is_empty());
    assert_eq!(candidates.identity(), Toolchain::locate().identity());
    assert!(candidates.paths().contains(&Toolchain::find().unwrap().path().to_owned()));
}
