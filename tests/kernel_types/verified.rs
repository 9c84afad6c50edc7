//! What `cargo coolbpf verify` says of types of kernels.

use coolbpf_contract::Digest;
use coolbpf_tests::{Outcome, UserCrate};

use crate::{kept, kernel, name_kernels, user_crate};

const TYPES: &str = "coolbpf-vendor/parents.x86_64.btf";
const PIN: &str = "coolbpf-vendor/parents.x86_64.toml";

fn verify(user: &UserCrate) -> Outcome {
    kept(user.coolbpf(&["verify"])).run()
}

/// Asserts that `run` failed and printed `text`.
#[track_caller]
fn is_wrong(run: Outcome, text: &str) {
    let run = run.failed();
    assert!(run.stdout.contains(text), "{run}\nshould have printed: {text}");
}

/// Puts other types in the place of those that are vendored, and pins them, as who may write to the repository could.
fn replace_and_pin(user: &UserCrate, types: &[u8]) {
    let digest = |bytes: &[u8]| Digest::of(bytes).to_string();
    let pinned = std::fs::read(user.path(TYPES)).unwrap();
    user.edit(PIN, &digest(&pinned), &digest(types)).write(TYPES, types);
}

#[test]
fn types_that_were_altered_are_missing_or_are_left_over_are_told() {
    let user = user_crate("kernel-types-verified", "[\"btf/x86_64/*.btf\"]");
    let btf = std::fs::read("/sys/kernel/btf/vmlinux").unwrap();
    user.write("btf/x86_64/5.4.0-42-generic.btf", &btf);
    let _ = kept(user.vendor(&[])).run().succeeded();
    let _ = verify(&user).succeeded();
    let slim = std::fs::read(user.path(TYPES)).unwrap();

    let mut altered = slim.clone();
    *altered.last_mut().unwrap() ^= 1;
    user.write(TYPES, &altered);
    is_wrong(verify(&user), "altered: coolbpf-vendor/parents.x86_64.btf is not the file that");
    is_wrong(verify(&user), "run `cargo coolbpf vendor`");
    std::fs::remove_file(user.path(TYPES)).unwrap();
    is_wrong(verify(&user), "altered: coolbpf-vendor/parents.x86_64.btf is missing");
    user.write(TYPES, &slim);
    let _ = verify(&user).succeeded();

    // It is no types at all, and pinned.
    replace_and_pin(&user, b"#!/bin/sh\n");
    is_wrong(verify(&user), "coolbpf-vendor/parents.x86_64.btf is refused");
    replace_and_pin(&user, &slim);
    let _ = verify(&user).succeeded();

    // They belong to no pin.
    user.write("coolbpf-vendor/plain.x86_64.btf", &slim);
    is_wrong(verify(&user), "left over: coolbpf-vendor/plain.x86_64.btf");
    std::fs::remove_file(user.path("coolbpf-vendor/plain.x86_64.btf")).unwrap();

    // Other kernels are named, or the BTF of one has changed.
    name_kernels(&user, "[]");
    is_wrong(verify(&user), "it is for other kernels");
    name_kernels(&user, "[\"btf/x86_64/*.btf\"]");
    let other = std::fs::read(kernel(&user, "5.10").0).unwrap();
    user.write("btf/x86_64/5.4.0-42-generic.btf", other);
    is_wrong(verify(&user), "holds other types of 5.4.0-42-generic than its BTF in the package gives");
    is_wrong(verify(&user), "`cargo coolbpf vendor --all-again`");
    let _ = kept(user.vendor(&["--all-again"])).run().succeeded();
    let _ = verify(&user).succeeded();
}

#[test]
fn types_of_a_release_that_were_altered_with_their_pin_are_told_where_its_kernel_is_kept() {
    let user = user_crate("kernel-types-verified-release", "[]");
    let (_, release) = kernel(&user, "6.12");
    let other = kernel(&user, "5.10").0;
    name_kernels(&user, &format!("[\"{release}\"]"));
    let _ = kept(user.vendor(&[])).run().succeeded();
    let _ = verify(&user).succeeded();
    // The types of another kernel under this one's release.
    let forged = user_crate("kernel-types-forged", "[]");
    let path = format!("btf/x86_64/{release}.btf");
    forged.write(&path, std::fs::read(other).unwrap());
    name_kernels(&forged, &format!("[\"{path}\"]"));
    let _ = kept(forged.vendor(&[])).run().succeeded();
    replace_and_pin(&user, &std::fs::read(forged.path(TYPES)).unwrap());
    let differs = format!("holds other types of {release} than its BTF that is kept on this machine gives");
    is_wrong(verify(&user), &differs);
}
