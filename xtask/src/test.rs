//! `cargo xtask test`: every test of the project.

use std::process::Command;

use coolbpf_vm::Arch;

use crate::{Result, kernels, matrix, prerequisites, qemu};

pub(crate) fn run(arguments: &[&str]) -> Result {
    prerequisites::install(&[prerequisites::BUILD, prerequisites::TEST])?;
    prerequisites::require_bpf("test")?;
    // It tells which security modules are active.
    prerequisites::mount("securityfs", "/sys/kernel/security", "lsm")?;
    qemu::install()?;
    kernels::keep(Arch::X86_64, kernels::QUICK)?;
    kernels::keep(Arch::Aarch64, &["6.12"])?;
    let status = Command::new(env!("CARGO"))
        .args(["test", "--workspace", "--no-fail-fast"])
        .args(arguments)
        .status()?;
    let matrix = matrix::run(&["--quick"]);
    if !status.success() {
        return Err("some tests failed".into());
    }
    matrix
}
