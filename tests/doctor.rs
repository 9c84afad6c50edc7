//! `cargo coolbpf doctor` on this machine, and on poorer ones.

use std::process::{Command, Output};

use coolbpf_tests::{Cargo, cargo_coolbpf_directory};
use serde_json::Value;
use tempfile::TempDir;

/// Runs `cargo coolbpf doctor` in an empty directory, by way of `wrapper`.
fn doctor(wrapper: &[&str], arguments: &[&str]) -> Output {
    let directory = TempDir::with_prefix("coolbpf-").unwrap();
    let program = cargo_coolbpf_directory().join("cargo-coolbpf");
    let mut command = Command::new("env");
    command.args(["--unset=COOLBPF_SERVER", "--unset=COOLBPF_OFFLINE", "--unset=CARGO_NET_OFFLINE"]);
    command.args(wrapper).arg(program).args(["coolbpf", "doctor"]).args(arguments);
    command.current_dir(directory.path()).output().unwrap()
}

fn report(wrapper: &[&str]) -> Value {
    let output = doctor(wrapper, &["--offline", "--format", "json"]);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// The answers about `name`, with what was found and how to mend it.
fn answers<'a>(report: &'a Value, part: &str, name: &str) -> Vec<(&'a str, &'a str, &'a str)> {
    let text = |check: &'a Value, key: &str| check[key].as_str().unwrap_or_default();
    let checks = report[part].as_array().unwrap().iter().filter(|check| check["name"] == name);
    checks.map(|check| (text(check, "answer"), text(check, "found"), text(check, "mend"))).collect()
}

#[test]
fn this_machine_has_what_the_tests_need() {
    let report = report(&[]);
    for name in
        ["cargo", "rustc", "C compiler", "make", "pkg-config", "libelf", "zlib", "clang", "QEMU", "kernels"]
    {
        assert_eq!(answers(&report, "building", name)[0].0, "yes", "{name} in {report:#}");
    }
    for name in ["permissions", "tracefs"] {
        assert_eq!(answers(&report, "running", name)[0].0, "yes", "{name} in {report:#}");
    }
    let has = |kind: &str, wanted: &str| {
        let checks = report["running"].as_array().unwrap().iter();
        let mut there = checks.filter(|check| check["name"] == kind && check["answer"] == "yes");
        there.any(|check| check["items"].as_array().unwrap().iter().any(|item| item == wanted))
    };
    for program in ["tracepoint", "xdp", "tracing"] {
        assert!(has("program types", program), "{program} in {report:#}");
    }
    assert!(has("map types", "ringbuf"), "{report:#}");
    assert!(has("ways to attach", "uprobe"), "{report:#}");
    assert!(doctor(&[], &["--offline"]).status.success());
}

#[test]
fn without_capabilities_it_says_what_it_can_not_tell() {
    let report = report(&["setpriv", "--bounding-set=-all", "--inh-caps=-all"]);
    let (answer, found, mend) = answers(&report, "running", "permissions")[0];
    assert_eq!(answer, "no");
    assert!(found.contains("CAP_BPF") && mend.contains("sudo"), "{found}: {mend}");
    for name in ["program types", "map types", "ways to attach"] {
        let answers = answers(&report, "running", name);
        let (_, found, mend) = answers.iter().find(|(answer, ..)| *answer == "unknown").unwrap();
        assert!(found.contains("this process lacks CAP_BPF"), "{name}: {found}");
        assert_eq!(*mend, "sudo env PATH=$PATH HOME=$HOME cargo coolbpf doctor");
    }
}

#[test]
fn what_a_machine_lacks_for_building_comes_with_the_line_that_installs_it() {
    let path = TempDir::with_prefix("coolbpf-").unwrap();
    let empty = format!("PATH={}", path.path().display());
    let hidden =
        r#"for llvm in /usr/lib/llvm-*; do mount -t tmpfs hidden "$llvm" || exit 99; done; exec "$@""#;
    let wrapper = ["unshare", "--mount", "sh", "-c", hidden, "sh", "/usr/bin/env", "--unset=CARGO", &empty];
    let report = report(&wrapper);
    for (name, found, mend) in [
        ("C compiler", "there is no `cc` on PATH", "apt-get install gcc"),
        ("make", "there is no `make` on PATH", "apt-get install make"),
        ("libelf", "pkg-config finds no headers of it", "apt-get install libelf-dev"),
        ("clang", "none that compiles BPF", "apt-get install clang"),
        ("cargo-coolbpf", "there is no `cargo-coolbpf` on PATH", "cargo install cargo-coolbpf"),
    ] {
        let (answer, said, way_out) = answers(&report, "building", name)[0];
        assert_eq!(answer, "no", "{name}");
        assert!(said.starts_with(found) && way_out.contains(mend), "{name}: {said}: {way_out}");
    }
    assert_eq!(doctor(&wrapper, &["--offline"]).status.code(), Some(1));
}

#[test]
fn servers_are_asked_whether_they_are_ready_unless_that_is_forbidden() {
    let mut server = coolbpf_tests::Server::start(&coolbpf_tests::server_binary(), &[]);
    let named = format!("COOLBPF_SERVER={} http://127.0.0.1:1", server.url());
    let human = |arguments: &[&str]| {
        let output = doctor(&["env", &named], arguments);
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let text = human(&[]);
    assert!(text.contains(&format!("✓ compile server  {} is ready", server.url())), "{text}");
    assert!(text.contains("✗ compile server  http://127.0.0.1:1: "), "{text}");
    let text = human(&["--offline"]);
    assert!(text.contains(&format!("? compile server  {}: not asked: --offline", server.url())), "{text}");
    server.signal("TERM");
    let _ = server.end();
}

#[test]
fn a_package_of_another_version_is_told() {
    let directory = TempDir::with_prefix("coolbpf-").unwrap();
    let manifest = "[package]\nname = \"x\"\n[[bin]]\nname = \"x\"\npath = \"x.rs\"\n[build-dependencies]\ncoolbpf-build = \"7\"\n";
    std::fs::write(directory.path().join("Cargo.toml"), manifest).unwrap();
    std::fs::write(directory.path().join("x.rs"), "fn main() {}").unwrap();
    let path =
        format!("{}:{}", cargo_coolbpf_directory().display(), std::env::var("PATH").unwrap_or_default());
    let run = Cargo::new(directory.path(), &["coolbpf", "doctor", "--offline"]).env("PATH", path).run();
    assert!(run.stdout.contains("✗ package         `x` asks for coolbpf-build ^7, and this is"), "{run}");
}
