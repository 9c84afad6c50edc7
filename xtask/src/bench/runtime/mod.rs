//! `cargo xtask bench runtime`: what a tool costs with coolbpf, beside the same tool in C on libbpf, with libbpf-rs, with aya, and in
//! BCC's Python.
//!
//! The tools are in `tests/benches`. All but BCC's load the same C, compiled by the same clang. Whatever is compared takes turns, so
//! that what else the machine does is the same for all of them; figures are medians.

mod events;
mod load;
mod maps;
mod peers;
mod ring;
mod size;

use std::process::{Command, Output};

use crate::{Result, prerequisites};
use peers::Peers;

pub(super) fn run() -> Result {
    prerequisites::require_bpf("bench runtime")?;
    prerequisites::install(&[prerequisites::PEERS])?;
    let peers = Peers::build()?;
    ring::run(&peers)?;
    load::run(&peers)?;
    events::run(&peers)?;
    maps::run(&peers)?;
    size::run(&peers)
}

/// What a command prints, if it succeeds.
fn output(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        let said = said(&output);
        return Err(format!("{command:?} ended with {}{said}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// A number that a command prints.
fn number(command: &mut Command) -> Result<f64> {
    let text = output(command)?;
    text.trim().parse().map_err(|_| format!("{command:?} printed {text:?} instead of a number").into())
}

/// What a command that failed has written, of either kind.
fn said(output: &Output) -> String {
    let [errors, rest] =
        [&output.stderr, &output.stdout].map(|bytes| String::from_utf8_lossy(bytes).trim().to_owned());
    match (errors.is_empty(), rest.is_empty()) {
        (true, true) => ", and wrote nothing".to_owned(),
        (true, false) => format!(", and printed: {rest}"),
        (false, true) => format!(": {errors}"),
        (false, false) => format!(": {errors}\nIt printed: {rest}"),
    }
}
