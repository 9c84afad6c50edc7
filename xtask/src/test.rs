//! `cargo xtask test`: every test of the project.

use std::process::Command;

use crate::{Result, prerequisites};

pub(crate) fn run(arguments: &[&str]) -> Result {
    prerequisites::install(&[prerequisites::BUILD, prerequisites::TEST])?;
    prerequisites::require_bpf("test")?;
    let status = Command::new(env!("CARGO"))
        .args(["test", "--workspace", "--no-fail-fast"])
        .args(arguments)
        .status()?;
    if status.success() { Ok(()) } else { Err("some tests failed".into()) }
}
