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

use std::process::Command;

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
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{command:?} ended with {}: {said}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
