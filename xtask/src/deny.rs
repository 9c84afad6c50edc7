//! `cargo xtask deny`: holds the dependencies to `deny.toml`, by cargo-deny.

use std::process::{Command, Stdio};

use crate::Result;

pub(crate) fn run(arguments: &[&str]) -> Result {
    let mut probe = Command::new(env!("CARGO"));
    probe.args(["deny", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    if !probe.status()?.success() {
        return Err("there is no cargo-deny; run `cargo install --locked cargo-deny`".into());
    }
    // Advisories are fetched from a git repository, licences, bans and sources need no network.
    let checks =
        if arguments.is_empty() { &["advisories", "bans", "licenses", "sources"][..] } else { arguments };
    let status = Command::new(env!("CARGO")).args(["deny", "--workspace", "check"]).args(checks).status()?;
    if status.success() { Ok(()) } else { Err("the dependencies are not as deny.toml wants them".into()) }
}
