//! Objects of a dependency by path that lies in a workspace of its own, where the root workspace makes demands.

use std::fs;

use coolbpf_contract::{Pin, Time};
use coolbpf_tests::Form;

use crate::signatures::Builder;
use crate::victim::Victim;

#[test]
fn a_path_dependency_in_another_workspace_must_meet_the_demands_of_both_workspaces() {
    let victim = Victim::new("trust-own-workspace");
    let name = victim.user.name();
    let (root_key, own_key) = (Builder::new(), Builder::new());
    // The victim is a library now, which a package beside it depends on; both are roots of workspaces.
    let code = victim.user.read("src/main.rs").replace("fn main()", "/// Runs.\npub fn run()");
    victim.user.write("src/lib.rs", code);
    fs::remove_file(victim.user.path("src/main.rs")).unwrap();
    let signed_by = |builder: &Builder| format!("keys = [\"{}\"]\nrequire-signed = true\n", builder.public());
    let (by_root, by_own) = (signed_by(&root_key), signed_by(&own_key));
    let build = |root: &str, own: &str| {
        let workspace = "[workspace]\n[workspace.metadata.coolbpf]\n";
        victim.user.manifest(&format!("{workspace}{own}"), Form::Remote);
        victim.user.write(
            "root/Cargo.toml",
            format!(
                "[package]\nname = \"trust-root\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n\
                 {name} = {{ path = \"..\" }}\n{workspace}{root}"
            ),
        );
        victim.user.write(
            "root/src/main.rs",
            format!("fn main() {{ {}::run().unwrap() }}\n", name.replace('-', "_")),
        );
        victim.user.write("root/Cargo.lock", victim.user.read("Cargo.lock"));
        victim.user.cargo(&["build", "--manifest-path", "root/Cargo.toml"])
    };
    let sign = |builders: &[&Builder]| {
        for program in ["hello", "other"] {
            let path = format!("coolbpf-vendor/{program}.x86_64.toml");
            let time: Time = "2026-01-01T00:00:00Z".parse().unwrap();
            let mut pin = Pin { time: None, signatures: Vec::new(), ..victim.pin(program) };
            for builder in builders {
                let signed = builder.sign(pin.clone(), time);
                let signatures = [pin.signatures, signed.signatures.clone()].concat();
                pin = Pin { signatures, ..signed };
            }
            victim.user.write(&path, pin.to_toml());
        }
    };
    let refused = "the object that coolbpf-vendor/hello.x86_64.toml pins is refused: ";

    let builds = |root: &str, own: &str| {
        let _ = build(root, own).without_clang().run().succeeded();
    };
    let fails = |root: &str, own: &str, why: &str| {
        let _ = build(root, own).without_clang().run().failed().saying(&format!("{refused}{why}"));
    };
    fails(&by_root, "", "it is not signed");
    sign(&[&own_key]);
    builds("", &by_own);
    fails(&by_root, &by_own, "none of its signatures");
    // The root workspace's keys do for both.
    sign(&[&root_key]);
    builds(&by_root, &by_own);
    fails("", &by_own, "none of its signatures");
    sign(&[&own_key, &root_key]);
    builds(&by_root, &by_own);

    // The clang of this machine has to be new enough for the root workspace, too.
    victim.user.edit("src/bpf/hello.bpf.c", "256 * 1024", "128 * 1024");
    let _ = build("", "minimum-toolchain = \"clang 14\"\n").run().succeeded();
    let said = build("minimum-toolchain = \"clang 99\"\n", "").run().failed();
    let _ = said.saying("is older than `minimum-toolchain` in [workspace.metadata.coolbpf] demands");
}
