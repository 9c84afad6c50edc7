//! The text of `--help` of every command, and of the errors that a new user meets, as snapshots: what they say is part of the
//! interface. `INSTA_UPDATE=always cargo test -p cargo-coolbpf --test help` records them anew.

mod command;

use std::path::Path;

use command::{coolbpf, text};

/// The commands that the help of a command lists, but for `help`.
fn commands(help: &str) -> Vec<String> {
    let list = help.split("\nCommands:\n").nth(1).unwrap_or_default();
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_command_has_help_with_examples() {
    let mut waiting = vec![Vec::<String>::new()];
    while let Some(command) = waiting.pop() {
        let arguments: Vec<&str> = command.iter().map(String::as_str).chain(["--help"]).collect();
        let output = coolbpf(Path::new("."), &arguments, &[]);
        assert!(output.status.success() && output.stderr.is_empty(), "{command:?}: {output:?}");
        let help = text(&output.stdout);
        let below = commands(&help);
        assert!(!below.is_empty() || help.contains("\nExamples:\n"), "{command:?} shows no examples");
        waiting.extend(below.into_iter().map(|name| [command.clone(), vec![name]].concat()));
        let name = if command.is_empty() { "coolbpf".into() } else { command.join("-") };
        insta::assert_snapshot!(name, help.trim_end());
    }
}

#[test]
fn the_program_itself_needs_no_name_of_the_command_that_cargo_passes_on() {
    let help = |arguments: &[&str]| {
        let output =
            std::process::Command::new(env!("CARGO_BIN_EXE_cargo-coolbpf")).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        text(&output.stdout)
    };
    assert_eq!(help(&["status", "--help"]), help(&["coolbpf", "status", "--help"]));
    assert_eq!(help(&["--help"]), help(&["coolbpf", "--help"]));
}

/// What a command says that fails, with the directory that it ran in left out.
fn failure(directory: &Path, arguments: &[&str]) -> String {
    let output = coolbpf(directory, arguments, &[]);
    assert!(!output.status.success() && output.stdout.is_empty(), "{arguments:?}: {output:?}");
    let real = directory.canonicalize().unwrap();
    text(&output.stderr).replace(&real.display().to_string(), "DIRECTORY")
}

#[test]
fn errors_say_what_to_do() {
    let temporary = tempfile::tempdir().unwrap();
    let directory = temporary.path();
    let write = |path: &str, text: &str| {
        let path = directory.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("plain/Cargo.toml", "[package]\nname = \"plain\"\n");
    write("plain/src/main.rs", "fn main() {}\n");
    write("plain/src/bpf.rs", "// mine\n");
    write("workspace/Cargo.toml", "[workspace]\nmembers = []\n");
    write("broken/Cargo.toml", "[package\n");
    write("empty/file", "");
    let cases: &[(&str, &[&str])] = &[
        ("empty", &["new"]),
        ("empty", &["new", "x", "--template", "kprobe"]),
        (".", &["new", "plain"]),
        ("empty", &["new", "coolbpf-build"]),
        ("empty", &["new", "x", "--coolbpf-path", "."]),
        ("empty", &["new", "x", "--coolbpf-path", "nowhere"]),
        ("empty", &["init"]),
        ("workspace", &["init"]),
        ("broken", &["init"]),
        ("plain", &["init"]),
        ("plain", &["vendor"]),
        ("plain", &["status", "--package", "other"]),
        ("plain", &["doctor", "--package", "plain"]),
        ("plain", &["clean"]),
        ("empty", &["completions", "tcsh"]),
        ("empty", &["vendr"]),
        ("empty", &["status", "--color", "red"]),
        ("empty", &[]),
    ];
    let mut all = String::new();
    for (place, arguments) in cases {
        let said = failure(&directory.join(place), arguments);
        all.push_str(&format!("$ cargo coolbpf {}\n{}\n\n", arguments.join(" "), said.trim_end()));
    }
    insta::assert_snapshot!("errors", all.trim_end());
}
