//! Types of kernels that `cargo coolbpf vendor` fetches from a compile server.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use coolbpf_tests::{Server, UserCrate, server_binary};
use tempfile::TempDir;

use crate::{in_guest, kept, kernel, name_kernels, user_crate};

/// The server's binary, built once.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(server_binary)
}

/// A server's directory of types, with those of one kernel.
fn types_of(btf: &Path, release: &str) -> TempDir {
    let directory = TempDir::with_prefix("coolbpf-btf-").unwrap();
    let mut add = Command::new(binary());
    add.args(["btf", "add", "--arch", "x86_64", "--release", release, "--btf"])
        .arg(directory.path())
        .arg(btf);
    let added = add.output().unwrap();
    assert!(added.status.success(), "{added:?}");
    directory
}

fn slim(user: &UserCrate) -> Vec<u8> {
    std::fs::read(user.path("coolbpf-vendor/parents.x86_64.btf")).unwrap()
}

#[test]
fn types_that_only_a_compile_server_has_are_fetched_once_and_carried_to_the_kernel() {
    let user = user_crate("kernel-types-served", "[]");
    let (btf, release) = kernel(&user, "6.12");
    let types = types_of(&btf, &release);
    let server = Server::start(binary(), &["--btf", types.path().to_str().unwrap()]);
    name_kernels(&user, &format!("[\"{release}\"]"));
    // A machine on which no kernels are kept.
    let none = TempDir::with_prefix("coolbpf-no-kernels-").unwrap();
    let none = || none.path().display().to_string();
    let vendor = |arguments: &[&str]| user.vendor(arguments).env("COOLBPF_KERNELS", none());

    let _ = vendor(&[]).run().failed().saying(&format!("names {release}")).saying("coolbpf-server btf add");
    let _ = vendor(&[]).asking(server.url()).run().succeeded();
    let served = slim(&user);
    let _ = user.build().without_clang().without_network().run().succeeded().without_saying("warning");
    let run = in_guest(&user, &["--kernel", "6.12", "--poor", "btf"], &[]).succeeded();
    let types = format!("types: those of {release} that the binary carries\nparent: true\n");
    assert!(run.stdout.ends_with(&types), "{run}");

    // The server is not needed again where another kernel is named beside, but where all is to be made anew.
    drop(server);
    user.write("btf/x86_64/5.4.0-42-generic.btf", std::fs::read("/sys/kernel/btf/vmlinux").unwrap());
    name_kernels(&user, &format!("[\"{release}\", \"btf/x86_64/5.4.0-42-generic.btf\"]"));
    let _ = vendor(&[]).run().succeeded();
    assert_ne!(slim(&user), served);
    name_kernels(&user, &format!("[\"{release}\"]"));
    let _ = vendor(&[]).run().succeeded();
    assert_eq!(slim(&user), served);
    let _ = vendor(&["--all-again"]).run().failed().saying(&format!("names {release}"));
    // What is kept on this machine gives the same.
    let _ = kept(user.vendor(&["--all-again"])).run().succeeded();
    assert_eq!(slim(&user), served);
}

#[test]
fn a_server_that_lacks_a_kernel_or_gives_no_btf_is_named() {
    let user = user_crate("kernel-types-served-wrong", "[\"5.4.0-42-served\"]");
    let types = types_of(Path::new("/sys/kernel/btf/vmlinux"), "5.4.0-42-served");
    let server = Server::start(binary(), &["--btf", types.path().to_str().unwrap()]);
    let vendor = || user.vendor(&[]).asking(server.url()).run();
    let file = types.path().join("x86_64/5.4.0-42-served.btf");
    for (bytes, says) in
        [(&b"#!/bin/sh\n"[..], "BTF is cut short"), (&[0x9f, 0xeb, 1, 0], "BTF is cut short")]
    {
        std::fs::write(&file, bytes).unwrap();
        let _ = vendor().failed().saying(says).saying("5.4.0-42-served").saying(server.url());
        assert!(!user.vendored_files().iter().any(|name| name.ends_with(".btf")));
    }
    std::fs::remove_file(&file).unwrap();
    let _ = vendor().failed().saying("names 5.4.0-42-served").saying("coolbpf-server btf add");
    // One that is named and gone.
    let gone = server.url().to_owned();
    drop(server);
    let _ = user.vendor(&[]).asking(&gone).run().failed().saying("names 5.4.0-42-served").saying(&gone);
}
