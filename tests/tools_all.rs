//! `coolbpf-tools` has every tool of `examples/`, each by its name and by links.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use coolbpf_tests::{example, workspace};

/// What a program prints, if it succeeds.
#[track_caller]
fn printed(program: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{program:?} {arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// The tools that the help lists, each with what it says of it.
fn listed() -> Vec<(String, String)> {
    let help = printed(&example("coolbpf-tools"), &["--help"]);
    let (_, list) = help.split_once("\nTools:\n").expect("a list of tools");
    let list = list.lines().map_while(|line| line.trim_start().split_once(' '));
    list.map(|(name, text)| (name.to_owned(), text.trim().to_owned()))
        .filter(|(name, _)| !["links", "help"].contains(&name.as_str()))
        .collect()
}

/// The packages of `examples/` that are tools.
fn packages() -> Vec<String> {
    let examples = fs::read_dir(workspace().join("examples")).unwrap().map(|entry| entry.unwrap());
    let tools = examples.filter(|example| {
        let code = fs::read_to_string(example.path().join("src/lib.rs"));
        code.is_ok_and(|code| code.contains("pub struct Options"))
    });
    let mut names: Vec<String> = tools.map(|tool| tool.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_list_has_every_tool_of_the_examples_in_a_line() {
    let listed = listed();
    let names: Vec<&str> = listed.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, packages(), "the list, in the order of the alphabet, and examples/");
    for (name, text) in &listed {
        assert!(
            !text.is_empty() && text.len() <= 100,
            "a short first paragraph says what {name} does: {text}"
        );
    }
}

#[test]
fn a_link_by_the_name_of_a_tool_is_that_tool() {
    let directory = tempfile::tempdir().unwrap();
    let tools = example("coolbpf-tools");
    let path = directory.path().to_str().unwrap();
    // The second time, they are there.
    for _ in 0..2 {
        assert_eq!(printed(&tools, &["links", path]), "");
    }
    for name in packages() {
        let help = printed(&directory.path().join(&name), &["--help"]);
        assert!(help.contains(&format!("Usage: {name} ")), "{help}");
    }
    let version = printed(&directory.path().join("execsnoop"), &["--version"]);
    assert_eq!(version, format!("execsnoop {}\n", env!("CARGO_PKG_VERSION")));

    let other = directory.path().join("bpf-tools-of-ours");
    symlink(&tools, &other).unwrap();
    assert!(printed(&other, &["execsnoop", "--help"]).contains("Usage: coolbpf-tools execsnoop "));
}

#[test]
fn a_file_that_is_in_the_way_of_a_link_stays() {
    let directory = tempfile::tempdir().unwrap();
    let in_the_way = directory.path().join("execsnoop");
    fs::write(&in_the_way, "x").unwrap();
    let links = Command::new(example("coolbpf-tools")).arg("links").arg(directory.path()).output().unwrap();
    let said = String::from_utf8_lossy(&links.stderr);
    let wanted = format!("Error: can't make the link {}: File exists", in_the_way.display());
    assert!(!links.status.success() && said.starts_with(&wanted), "{said}");
    assert_eq!(fs::read(&in_the_way).unwrap(), b"x");
}

#[test]
fn what_is_no_tool_is_named_and_alone_the_program_lists_its_tools() {
    let tools = example("coolbpf-tools");
    let said = |arguments: &[&str]| {
        let output = Command::new(&tools).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let error = said(&["execsnop"]);
    assert!(
        error.starts_with("error: unrecognized subcommand 'execsnop'") && error.contains("'execsnoop'"),
        "{error}"
    );
    assert!(said(&[]).contains("\nTools:\n"));
    let version = printed(&tools, &["--version"]);
    assert_eq!(version, format!("coolbpf-tools {}\n", env!("CARGO_PKG_VERSION")));
}
