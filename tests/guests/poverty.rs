//! `--poor`: guests that lack what their kernels have.

use coolbpf_tests::{Form, Outcome, cargo_coolbpf_directory, hello, target_directory};
use serde_json::Value;

use crate::{script, vm_run};

/// What `cargo coolbpf doctor` finds in a guest about `name`.
fn found(options: &[&str], name: &str) -> Vec<String> {
    let program = cargo_coolbpf_directory().join("cargo-coolbpf").display().to_string();
    let doctor = [program.as_str(), "coolbpf", "doctor", "--format", "json"];
    let run = vm_run(&[options, &doctor].concat());
    let report: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run}"));
    let checks = report["running"].as_array().unwrap_or_else(|| panic!("{run}"));
    let about = checks.iter().filter(|check| check["name"] == name);
    let text = |check: &Value, key: &str| check[key].as_str().unwrap_or_default().to_owned();
    about.map(|check| format!("{}: {}", text(check, "answer"), text(check, "found"))).collect()
}

#[test]
fn a_kernel_without_btf_has_no_types_and_takes_no_program_that_names_one() {
    assert_eq!(
        found(&["--kernel", "6.12", "--poor", "btf"], "kernel types"),
        ["no: there is no /sys/kernel/btf/vmlinux: programs that read the kernel's structs are not loaded"]
    );
    let ways = found(&["--kernel", "6.12", "--poor", "btf"], "ways to attach");
    let says =
        |answer: &str, way: &str| ways.iter().any(|ways| ways.starts_with(answer) && ways.contains(way));
    assert!(says("no: ", "btf-tracepoint (5.5)") && says("no: ", "trampoline (5.5)"), "{ways:?}");
    assert!(says("yes: ", "kprobe"), "{ways:?}");
}

#[test]
fn types_of_maps_and_of_programs_are_those_of_an_older_kernel() {
    for kernel in ["5.10", "newest"] {
        let older = ["--kernel", kernel, "--poor", "like=5.4"];
        for (name, has, lacks) in [
            ("map types", "devmap_hash", &["struct_ops", "ringbuf"][..]),
            ("program types", "cgroup_sockopt", &["tracing", "lsm", "sk_lookup"]),
        ] {
            let answers = found(&older, name);
            let says = |answer: &str, of: &str| {
                answers.iter().any(|text| {
                    let words = text.strip_prefix(answer).unwrap_or_default();
                    words.split([' ', ',', '\n']).any(|word| word == of)
                })
            };
            assert!(says("yes: ", has), "{kernel}: {answers:?}");
            assert!(lacks.iter().all(|of| !says("yes: ", of)), "{kernel}: {answers:?}");
        }
    }
}

#[test]
fn the_limit_of_locked_memory_is_as_low_as_was_asked_for() {
    let run = script(&["--poor", "memlock=48"], &[], "ulimit -l").ended_with(0);
    assert_eq!(run.stdout, "48\n");
}

#[test]
fn a_programs_loader_sees_the_errors_of_a_kernel_that_lacks_the_thing() {
    let user = hello("poor-in-guests", Form::Full);
    let program = user.read("src/main.rs");
    let (program, _) = program.split_once("fn main").expect("the example has a main");
    let main = "fn main() {\n    match hello::attach() {\n        Ok(_) => println!(\"attached\"),\n        \
        Err(error) => println!(\"{error}\"),\n    }\n}\n";
    user.write("src/main.rs", format!("{program}{main}"));
    let _ = user.build().run().succeeded();
    let binary = target_directory().join("debug/poor-in-guests").display().to_string();
    for (poor, said) in [
        ("command=link_create", "attached\n"),
        ("command=btf_load", "attached\n"),
        ("feature=large-programs", "attached\n"),
        (
            "helper=bpf_get_current_comm",
            "this kernel has no helper `bpf_get_current_comm` for programs of type",
        ),
        // What coolbpf does without: variables move into arrays, and events go by a perf buffer.
        ("feature=global-data", "attached\n"),
        ("map=ringbuf", "attached\n"),
        ("program=tracepoint", "can't load the program `on_exec`"),
    ] {
        let run: Outcome = vm_run(&["--poor", poor, &binary]).ended_with(0);
        assert!(run.stdout.contains(said), "{poor}: {run}");
    }
}

#[test]
fn what_is_no_switch_is_told_with_those_that_are() {
    let _ =
        vm_run(&["--poor", "wealth", "/bin/sh"]).ended_with(2).saying("give btf, memlock=KIB, like=VERSION,");
}
