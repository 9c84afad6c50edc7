//! Options of the tools of `examples/` that are constants of their C. `tools.rs` tells that they arrive there.

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
