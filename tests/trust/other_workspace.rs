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
    let demands = |builder: Option<&Builder>| {
        let key =
            builder.map(|builder| format!("keys = [\"{}\"]\nrequire-signed = true\n", builder.public()));
        format!("[workspace]\n[workspace.metadata.coolbpf]\n{}", key.unwrap_or_default())
    };
    let user = |root: Option<&Builder>, own: Option<&Builder>| {
        victim.user.manifest(&demands(own), Form::Remote);
        victim.user.write(
            "root/Cargo.toml",
            format!(
                "[package]\nname = \"trust-root\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n\
                 {name} = {{ path = \"..\" }}\n{}",
                demands(root)
            ),
        );
        victim.user.write(
            "root/src/main.rs",
            format!("fn main() {{ {}::run().unwrap() }}\n", name.replace('-', "_")),
        );
        victim.user.write("root/Cargo.lock", victim.user.read("Cargo.lock"));
        victim.user.cargo(&["build", "--manifest-path", "root/Cargo.toml"]).without_clang()
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

    let _ = user(Some(&root_key), None).run().failed().saying(refused).saying("it is not signed");
    sign(&[&own_key]);
    let _ = user(None, Some(&own_key)).run().succeeded();
    let _ =
        user(Some(&root_key), Some(&own_key)).run().failed().saying(refused).saying("none of its signatures");
    // The root workspace's keys do for both.
    sign(&[&root_key]);
    let _ = user(Some(&root_key), Some(&own_key)).run().succeeded();
    let _ = user(None, Some(&own_key)).run().failed().saying(refused).saying("none of its signatures");
    sign(&[&own_key, &root_key]);
    let _ = user(Some(&root_key), Some(&own_key)).run().succeeded();
}
