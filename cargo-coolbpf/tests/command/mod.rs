//! Running `cargo coolbpf` where nothing of this machine shows in what it says.

use std::path::Path;
use std::process::{Command, Output};

/// `cargo coolbpf ARGUMENTS` in a directory: without colours, without a network, without a terminal to ask at, and with none of
/// coolbpf's variables but these.
pub(crate) fn coolbpf(directory: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    command(&[], directory, arguments, variables).output().unwrap()
}

/// The same, not yet started, in a session of its own, which `setsid` makes.
pub(crate) fn command(
    setsid: &[&str],
    directory: &Path,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> Command {
    let mut command = Command::new("setsid");
    command.args(setsid).args(["--wait", env!("CARGO_BIN_EXE_cargo-coolbpf"), "coolbpf"]);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("COOLBPF_") || name == "CLICOLOR_FORCE" {
            command.env_remove(name);
        }
    }
    command.env("CARGO_TERM_COLOR", "never").env("NO_COLOR", "1").env("LC_ALL", "C");
    command.env("CARGO_NET_OFFLINE", "true").envs(variables.iter().copied());
    command.args(arguments).current_dir(directory);
    command
}

/// What a program printed.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
