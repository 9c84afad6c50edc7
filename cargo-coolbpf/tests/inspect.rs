//! `cargo coolbpf inspect`, as somebody runs it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{fs, str};

fn inspect(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cargo-coolbpf"))
        .args(["coolbpf", "inspect"])
        .args(arguments)
        .current_dir(directory)
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> &str {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    str::from_utf8(&output.stdout).unwrap()
}

fn complaint(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name)
}

/// A directory with the vendored files of an example and nothing else.
fn copied(name: &str) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    for file in fs::read_dir(example(name).join("coolbpf-vendor")).unwrap().map(|entry| entry.unwrap().path())
    {
        fs::copy(&file, directory.path().join(file.file_name().unwrap())).unwrap();
    }
    directory
}

#[test]
fn the_manual_tells_the_oldest_kernel_of_each_template() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manual = fs::read_to_string(package.join("../docs/CLI.md")).unwrap();
    for template in fs::read_dir(package.join("templates")).unwrap().map(|entry| entry.unwrap()) {
        let template = (template.file_name().into_string().unwrap(), template.path());
        let row = manual.lines().find(|line| line.starts_with(&format!("| `{}` | ", template.0))).unwrap();
        let files = fs::read_dir(template.1.join("coolbpf-vendor")).unwrap().map(|entry| entry.unwrap());
        let names = files.map(|file| file.file_name().into_string().unwrap());
        for object in names.filter(|name| name.ends_with(".bpf.o")) {
            let path = format!("coolbpf-vendor/{object}");
            let output = inspect(&template.1, &[&path, "--format", "json"]);
            let report: serde_json::Value = serde_json::from_str(stdout(&output)).unwrap();
            let oldest = report["kernel"]["oldest"].as_str().unwrap();
            assert!(row.ends_with(&format!("| {oldest} |")), "{object} runs on {oldest}: {row}");
        }
    }
}

#[test]
fn a_program_is_found_by_its_name_and_shown_with_the_oldest_kernel() {
    let output = inspect(&example("hello"), &["hello", "--target", "x86_64"]);
    let text = stdout(&output);
    assert!(text.starts_with("coolbpf-vendor/hello.x86_64.bpf.o\n"), "{text}");
    for line in [
        "  program hello for x86_64, made by clang ",
        "program on_exec in tracepoint/sched/sched_process_exec\n",
        "  tracepoint, to sched/sched_process_exec\n",
        "  helpers: bpf_map_lookup_elem#1, bpf_get_current_pid_tgid#14, bpf_get_current_comm#16,\n",
        "  5.8   helper bpf_ringbuf_reserve: on_exec [457f44363a88]\n        elsewhere coolbpf sends the events by a perf buffer\n",
        "  __coolbpf_state_events: percpu_array, 4 bytes => 40 bytes, 1 entries, the state of events\n",
        " bytes, of struct event\n",
        "oldest kernel on x86_64: 4.14, because of:\n  4.14  jumps on less, and on less or equal: on_exec [92b31a9af73b]\n",
    ] {
        assert!(text.contains(line), "{line}is not in\n{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 100 || line.contains("made by")), "{text}");
    let other = inspect(&example("hello"), &["hello", "--target", "aarch64"]);
    assert!(stdout(&other).contains("oldest kernel on aarch64: 4.14"));
}

#[test]
fn instructions_stand_below_their_lines_of_c() {
    let output = inspect(&example("hello"), &["coolbpf-vendor/hello.x86_64.bpf.o", "--disassemble"]);
    let text = stdout(&output);
    assert!(text.contains("\non_exec in tracepoint/sched/sched_process_exec:\n  ; "), "{text}");
    assert!(text.contains("; event->pid = bpf_get_current_pid_tgid() >> 32;  @ ./src/bpf/hello.bpf.c:20\n"));
    assert!(text.contains(": call bpf_get_current_pid_tgid#14\n") && text.contains("r1 = map events ll\n"));
}

#[test]
fn programs_read_it_as_json() {
    let output = inspect(&example("execsnoop"), &["execsnoop", "--target", "x86_64", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!(report["arch"], "x86_64");
    assert_eq!(report["pin"]["object-matches"], true);
    assert_eq!(report["pin"]["object"], report["digest"]);
    assert_eq!(report["license"], "Dual BSD/GPL");
    let program = &report["programs"][0];
    assert_eq!((&program["name"], &program["program-type"]), (&"on_exec".into(), &"tracepoint".into()));
    let fields = program["core-relocations"].as_array().unwrap();
    assert!(
        fields.contains(&serde_json::json!({"kind": "field-offset", "target": "task_struct.real_parent"}))
    );
    assert_eq!(report["maps"][0]["map-type"], "ringbuf");
    assert_eq!(report["kernel"]["oldest"], "4.14");
    let row = &report["kernel"]["rows"][0];
    assert_eq!((&row["since"], &row["dispensable"]), (&"4.14".into(), &serde_json::Value::Null));
    assert_eq!(row["source"], "Linux commit 92b31a9af73b");
    assert_eq!(report.get("disassembly"), None);
}

#[test]
fn the_text_for_git_has_no_numbers_of_lines_and_never_fails() {
    let directory = copied("hello");
    let output = inspect(directory.path(), &["--textconv", "hello.x86_64.bpf.o"]);
    let text = stdout(&output);
    assert!(text.starts_with("oldest kernel: 4.14\n"), "{text}");
    assert!(text.contains("\n    goto L7\nL1:\n"), "{text}");
    assert!(!text.contains("hello.bpf.c:") && !text.contains("sha256:"), "{text}");
    fs::write(directory.path().join("pointer"), "version https://git-lfs.github.com/spec/v1\n").unwrap();
    let pointer = inspect(directory.path(), &["--textconv", "pointer"]);
    assert_eq!(stdout(&pointer), "no BPF object: it is a Git LFS pointer; run `git lfs pull`\n");
    let absent = inspect(directory.path(), &["--textconv", "absent"]);
    assert!(stdout(&absent).starts_with("no BPF object: opening it: "));
}

#[test]
fn an_object_that_is_not_the_pins_is_shown_as_altered() {
    let directory = copied("hello");
    fs::copy(directory.path().join("hello.aarch64.bpf.o"), directory.path().join("hello.x86_64.bpf.o"))
        .unwrap();
    let same = fs::read(directory.path().join("hello.aarch64.bpf.o")).unwrap();
    let mut altered = same;
    // The last byte of the license.
    let at = altered.windows(4).position(|window| window == b"GPL\0").unwrap();
    altered[at + 2] = b'M';
    fs::write(directory.path().join("hello.x86_64.bpf.o"), altered).unwrap();
    let output = inspect(directory.path(), &["hello.x86_64.bpf.o"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("\n  ALTERED: its pin is of another object, sha256:"), "{text}");
    assert!(text.contains("Dual BSD/GPM"), "{text}");
}

#[test]
fn what_cannot_be_inspected_is_said_with_what_mends_it() {
    let directory = copied("hello");
    let hello = example("hello");
    let missing = complaint(&inspect(&hello, &["goodbye", "--target", "x86_64"]));
    let expected = "error: there is neither a file nor a vendored program called `goodbye`; vendored for x86_64: hello\n";
    assert_eq!(missing, expected);
    let arch = complaint(&inspect(&hello, &["hello", "--target", "riscv64"]));
    assert!(
        arch.ends_with("nothing is vendored for riscv64; run `cargo coolbpf vendor --target riscv64`\n"),
        "{arch}"
    );
    let outside = complaint(&inspect(directory.path(), &["hello"]));
    assert!(
        outside.starts_with("error: there is no file `hello`, so it should be the name of a program; but ")
    );
    let no_file = complaint(&inspect(&hello, &["no/such.bpf.o"]));
    assert!(no_file.starts_with("error: no/such.bpf.o: opening it: No such file"), "{no_file}");
    fs::write(directory.path().join("script.o"), "#!/bin/sh\n").unwrap();
    let script = complaint(&inspect(directory.path(), &["script.o"]));
    assert_eq!(script, "error: script.o: the object is refused: this is no ELF file\n");
    fs::write(directory.path().join("hello.x86_64.toml"), "<<<<<<< ours\n").unwrap();
    let conflict = complaint(&inspect(directory.path(), &["hello.x86_64.bpf.o"]));
    assert!(
        conflict.contains("hello.x86_64.toml: the pin holds a merge conflict; take either side"),
        "{conflict}"
    );
}

#[test]
fn git_shows_what_changed_in_an_object() {
    let directory = copied("hello");
    let object = directory.path().join("hello.x86_64.bpf.o");
    let git = |arguments: &[&str]| {
        let textconv = format!(
            "diff.coolbpf.textconv={} coolbpf inspect --textconv",
            env!("CARGO_BIN_EXE_cargo-coolbpf")
        );
        let output = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@b", "-c", &textconv])
            .args(arguments)
            .current_dir(directory.path())
            .output()
            .unwrap_or_else(|error| panic!("running git: {error}; apt-get install git"));
        stdout(&output).to_owned()
    };
    fs::write(directory.path().join(".gitattributes"), "*.bpf.o -text -merge diff=coolbpf\n").unwrap();
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "old"]);
    fs::copy(example("execsnoop").join("coolbpf-vendor/execsnoop.x86_64.bpf.o"), object).unwrap();
    let diff = git(&["diff", "--unified=0"]);
    for (start, end) in [
        ("-  ", " instructions, v2"),
        ("+  ", " instructions, v2"),
        ("+    call bpf_get_current_task#35", ""),
    ] {
        let is_there = diff.lines().any(|line| line.starts_with(start) && line.ends_with(end));
        assert!(is_there, "no line {start}…{end} is in {diff}");
    }
}

#[test]
fn a_link_in_the_place_of_the_vendored_directory_is_not_followed() {
    let directory = tempfile::tempdir().unwrap();
    let hello = example("hello").canonicalize().unwrap();
    for name in ["Cargo.toml", "Cargo.lock", "src", "build.rs", "coolbpf-vendor"] {
        std::os::unix::fs::symlink(hello.join(name), directory.path().join(name)).unwrap();
    }
    // Its paths to this workspace lead on from where it was.
    let manifest = std::fs::read_to_string(hello.join("Cargo.toml")).unwrap();
    std::fs::remove_file(directory.path().join("Cargo.toml")).unwrap();
    let workspace = hello.join("../..").canonicalize().unwrap();
    let manifest = manifest.replace("../../", &format!("{}/", workspace.display()));
    std::fs::write(directory.path().join("Cargo.toml"), manifest).unwrap();
    let text = complaint(&inspect(directory.path(), &["hello", "--target", "x86_64"]));
    assert!(text.contains("coolbpf-vendor: it is a link, which is not followed here"), "{text}");
}
