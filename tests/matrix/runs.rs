//! Binaries and tests on each kernel, and guests that don't survive.

use std::fs;

use crate::{cells, json, kept, matrix, outcomes, user_crate};

#[test]
fn binaries_and_tests_run_as_root_in_their_packages_directory() {
    let user = user_crate("matrix-runs");
    user.write("data/text.txt", "text");
    user.write(
        "src/bin/tool.rs",
        "fn main() {\n    let text = std::fs::read_to_string(\"data/text.txt\").unwrap();\n\
         \x20   let release = std::fs::read_to_string(\"/proc/sys/kernel/osrelease\").unwrap();\n\
         \x20   println!(\"{text} {:?}\", std::env::args().skip(1).collect::<Vec<_>>());\n\
         \x20   if release.starts_with(\"5.10.\") {\n        eprintln!(\"too old\");\n        std::process::exit(3);\n    }\n}\n",
    );
    user.write(
        "tests/kernel.rs",
        "#[test]\nfn the_kernel_tells_its_types() {\n    assert!(std::fs::exists(\"/sys/kernel/btf/vmlinux\").unwrap());\n}\n",
    );
    let both = ["--kernel", "5.10", "--kernel", "6.12", "--program", "hello", "--format", "json"];
    let runs = ["--bin", "tool", "--test", "kernel", "--", "--nocapture"];
    let ran = matrix(&user, &[&both[..], &runs[..]].concat()).run().ended_with(2);
    let report = json(&ran);
    assert_eq!(outcomes(&report, "bin tool"), ["failed", "passed"], "{ran}");
    assert_eq!(outcomes(&report, "test kernel"), ["passed", "passed"], "{ran}");
    assert_eq!(outcomes(&report, "hello/on_exec"), ["attached", "attached"], "{ran}");
    let [old, new] = cells(&report, "bin tool") else { panic!("{ran}") };
    assert_eq!(old["reason"], "it ended with code 3: too old");
    let log =
        |cell: &serde_json::Value| fs::read_to_string(user.path(cell["log"].as_str().unwrap())).unwrap();
    assert_eq!(log(new), "text [\"--nocapture\"]\n");
    assert!(log(&cells(&report, "test kernel")[0]).contains("test the_kernel_tells_its_types ... ok"));
}

#[test]
fn a_panic_or_a_hang_of_the_guest_is_a_cell_of_the_table() {
    let user = user_crate("matrix-panics");
    user.write(
        "src/bin/crash.rs",
        "fn main() {\n    println!(\"before\");\n    std::fs::write(\"/proc/sysrq-trigger\", \"c\").unwrap();\n}\n",
    );
    user.write("src/bin/hang.rs", "fn main() {\n    loop {\n        std::thread::park();\n    }\n}\n");
    let arguments = ["--kernel", "6.12", "--program", "hello", "--format", "json", "--bin"];
    let ran = matrix(&user, &[&arguments[..], &["crash"]].concat()).run().ended_with(2);
    let report = json(&ran);
    assert_eq!(outcomes(&report, "hello/on_exec"), ["attached"], "{ran}");
    let crash = &cells(&report, "bin crash")[0];
    assert_eq!(crash["outcome"], "panicked");
    assert_eq!(crash["reason"], "the kernel panicked: sysrq triggered crash");
    let log = fs::read_to_string(user.path(crash["log"].as_str().unwrap())).unwrap();
    assert!(log.starts_with("before\n") && log.contains("Kernel panic - not syncing"), "{log}");

    // A slow machine may not come to the programs in that time.
    let limit = [&["matrix", "--time-limit", "5"], &arguments[..], &["hang"]].concat();
    let report = json(&kept(user.coolbpf(&limit)).run().ended_with(2));
    let hang = &cells(&report, "bin hang")[0];
    assert_eq!(hang["outcome"], "timed-out");
    assert_eq!(hang["reason"], "the guest was still at it after 5 s; --time-limit gives it longer");
}
