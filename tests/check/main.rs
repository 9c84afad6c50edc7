//! `cargo coolbpf check`: clang's diagnostics, and the verifier of the kernel that the tests run on.

mod alternatives;
mod diagnostics;
mod verifier;

use coolbpf_tests::{Form, Outcome, UserCrate};
use serde_json::Value;

/// A crate with one program called `x`, whose C is in `src/bpf/x.bpf.c`.
fn program(name: &str, c: &str) -> UserCrate {
    let user = UserCrate::new(name, Form::Light);
    user.write(
        "src/main.rs",
        "#[coolbpf::program]\nmod x {\n    const SOURCE: &str = include_str!(\"bpf/x.bpf.c\");\n}\nfn main() {}\n",
    );
    user.write("src/bpf/x.bpf.c", c);
    user
}

/// What every source starts with.
const HEADERS: &str = "\
#include \"vmlinux.h\"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <coolbpf.h>

char _license[] SEC(\"license\") = \"GPL\";

";

/// The JSON that a command printed.
fn json(outcome: &Outcome) -> Value {
    serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}: {outcome}"))
}

/// The only package's object called `name`.
fn object<'a>(report: &'a Value, name: &str) -> &'a Value {
    let objects = report["packages"][0]["objects"].as_array().expect("a list of objects");
    objects.iter().find(|object| object["name"] == name).unwrap_or_else(|| panic!("no {name} in {report:#}"))
}

/// The program called `name` of an object.
fn program_of<'a>(object: &'a Value, name: &str) -> &'a Value {
    let programs = object["programs"].as_array().expect("a list of programs");
    programs
        .iter()
        .find(|program| program["name"] == name)
        .unwrap_or_else(|| panic!("no {name} in {object:#}"))
}
