//! Options of the tools of `examples/` that are constants of their C. `tools.rs` tells that they arrive there.

use std::fs::File;
use std::process::{Command, Output};

use coolbpf_tests::example;

fn tool(arguments: &[&str]) -> Output {
    Command::new(example("coolbpf-tools")).args(arguments).output().unwrap()
}

#[test]
fn help_says_what_the_c_says_of_its_constants() {
    let help = |tool_name| {
        let said = String::from_utf8(tool(&[tool_name, "--help"]).stdout).unwrap();
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let tcpconnect = help("tcpconnect");
    assert!(tcpconnect.starts_with("Prints the TCP connections "), "{tcpconnect}");
    let port = "--port <PORT> Only connections to this port; 0 for all [default: 0] ";
    assert!(tcpconnect.contains(port), "{tcpconnect}");
    let opensnoop = help("opensnoop");
    let options = "--name <NAME> Only files that are asked for by a name that starts so, with 63 bytes at most \
                   --failed Only what could not be opened --whole Print ";
    assert!(opensnoop.contains(options), "{opensnoop}");
}

/// A group of options that several tools share gives its heading to the tool's own options that follow it.
#[test]
fn only_filters_stand_under_the_heading_of_filters() {
    let help = |arguments: &[&str]| String::from_utf8(tool(arguments).stdout).unwrap();
    let tools = help(&["--help"]);
    let names = tools.lines().filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next());
    let names = names.filter(|name| name.chars().all(char::is_alphanumeric) && *name != "help");
    for name in names {
        let text = help(&[name, "--help"]);
        let filters = text.split("Which tasks:\n").nth(1).and_then(|rest| rest.split("\n\nOutput:").next());
        let Some(filters) = filters else { continue };
        let filters = filters.split("\n\nExamples:").next().unwrap();
        for other in ["--json", "--every", "--top", "--each"] {
            assert!(!filters.contains(other), "{name} has {other} among its filters:\n{filters}");
        }
    }
}

#[test]
fn a_full_disk_ends_a_tool_with_an_error_that_says_so() {
    for arguments in [["execsnoop", "--duration", "60"], ["syscount", "--every", "60"]] {
        let full = File::create("/dev/full").unwrap();
        let output = Command::new(example("coolbpf-tools")).args(arguments).stdout(full).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(error, "Error: can't write to standard output: No space left on device (os error 28)\n");
        assert_eq!(output.status.code(), Some(1));
    }
}

#[test]
fn a_flame_graph_that_can_not_be_written_is_told_before_anything_is_counted() {
    let error = String::from_utf8(tool(&["profile", "--svg", "/nowhere/cpu.svg"]).stderr).unwrap();
    assert_eq!(error, "Error: can't write /nowhere/cpu.svg: No such file or directory (os error 2)\n");
}

#[test]
fn values_that_a_constant_cannot_hold_are_refused() {
    let long = "x".repeat(64);
    for (arguments, why) in [
        (["tcpconnect", "--port", "65536"], "for '--port <PORT>': 65536 is not in 0..=65535"),
        (["opensnoop", "--name", &long], "for '--name <NAME>': there is room for 63 bytes without NUL"),
    ] {
        let output = tool(&arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        let expected = format!("error: invalid value '{}' {why}", arguments[2]);
        assert!(output.status.code() == Some(2) && error.starts_with(&expected), "{error}");
    }
}
