//! The examples do what the README says of them.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};

use coolbpf_tests::{Cargo, Form, Tool, hello, target_directory, workspace};

/// Lines that are neither blank nor a comment.
fn code_lines(text: &str) -> usize {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

fn build(example: &str) -> Tool {
    let directory = workspace().join("examples").join(example);
    let built = Cargo::new(&directory, &["build"]).env("COOLBPF_LOCKED", "1").without_clang().run();
    let _ = built.succeeded();
    Tool::start(&target_directory().join("debug").join(example), &[])
}

#[test]
fn hello_builds_from_its_vendored_object_without_clang_and_prints_what_is_started() {
    let mut tool = build("hello");
    let line = tool.sees_true();
    let (pid, comm) = line.trim().split_once(' ').expect("pid and comm");
    assert!(pid.parse::<u32>().is_ok(), "{line}");
    assert_eq!(comm, "true");
    tool.interrupt();
}

#[test]
fn hello_is_as_small_as_promised() {
    let read = |path: &str| std::fs::read_to_string(workspace().join("examples/hello").join(path)).unwrap();
    assert_eq!(code_lines(&read("build.rs")), 3);
    assert!(code_lines(&read("src/main.rs")) <= 12);
    assert!(code_lines(&read("src/bpf/hello.bpf.c")) <= 20);
}

#[test]
fn a_crate_that_forbids_unsafe_code_and_denies_warnings_and_pedantic_lints_passes_clippy() {
    let strict = hello("strict-hello", Form::Full);
    strict.edit("src/main.rs", "#![deny", "#![forbid(unsafe_code)]\n#![deny");
    let clippy = ["clippy", "--", "--deny", "warnings", "--deny", "clippy::pedantic"];
    let _ = strict.cargo(&clippy).run().succeeded();
    let _ = strict.build().run().succeeded().without_saying("warning");
}

#[test]
fn execsnoop_prints_pid_ppid_comm_and_filename() {
    let mut tool = build("execsnoop");
    let line = tool.line_after(
        || assert!(Command::new("/bin/true").status().unwrap().success()),
        |line| line.ends_with("/bin/true"),
    );
    let fields: Vec<_> = line.split_whitespace().collect();
    let [pid, ppid, comm, filename] = fields[..] else { panic!("four columns: {line}") };
    assert!(pid.parse::<u32>().is_ok(), "{line}");
    assert_eq!(ppid, std::process::id().to_string(), "the test's own process is the parent");
    assert_eq!((comm, filename), ("true", "/bin/true"));
    tool.interrupt();
}

#[test]
fn a_tool_whose_reader_goes_away_ends_without_a_backtrace() {
    let built = Cargo::new(&workspace().join("examples/hello"), &["build"]).run();
    let _ = built.succeeded();
    let mut tool = Command::new(target_directory().join("debug/hello"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (read_one, has_read) = std::sync::mpsc::channel();
    let stdout = BufReader::new(tool.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        let mut line = String::new();
        { stdout }.read_line(&mut line).unwrap();
        read_one.send(()).unwrap();
        line
    });
    while has_read.try_recv().is_err() {
        assert!(Command::new("/bin/true").status().unwrap().success());
        assert!(tool.try_wait().unwrap().is_none(), "the tool should wait for events");
    }
    assert!(!reader.join().unwrap().is_empty());
    // The pipe is closed now; the tool notices at the latest when it prints again.
    let mut stderr = String::new();
    while tool.try_wait().unwrap().is_none() {
        assert!(Command::new("/bin/true").status().unwrap().success());
    }
    tool.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!(stderr, "");
}
