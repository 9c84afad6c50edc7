//! The kernels that guests of the tests boot, in the store of `cargo coolbpf kernels`.

use std::process::Command;

use crate::Result;

/// The oldest that Debian's archive has, one in the middle, and the newest.
pub(crate) const QUICK: &[&str] = &["5.10", "6.12", "newest"];

/// Puts kernels into the store unless they are there: by version as `cargo coolbpf kernels add` takes it, for `arch`.
pub(crate) fn keep(arch: &str, kernels: &[&str]) -> Result {
    let status = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--package",
            "cargo-coolbpf",
            "--",
            "coolbpf",
            "kernels",
            "add",
            "--arch",
            arch,
        ])
        .args(kernels)
        .status()?;
    let wanted = kernels.join(" ");
    if status.success() {
        Ok(())
    } else {
        Err(format!(
            "the kernels {wanted} for {arch}, which tests boot, can't be had; `cargo coolbpf kernels add FILE` takes kernels from elsewhere"
        )
        .into())
    }
}
