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

use crate::command::output;
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

/// A number that a command prints.
fn number(command: &mut Command) -> Result<f64> {
    let text = output(command)?;
    text.trim().parse().map_err(|_| format!("{command:?} printed {text:?} instead of a number").into())
}
