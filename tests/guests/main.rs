//! `cargo coolbpf vm-run`: programs in guests with kernels of their own. The kernels are those that `cargo xtask test` keeps.

mod ends;
mod in_the_guest;
mod poverty;
mod runner;

use std::path::Path;

use coolbpf_tests::{Cargo, Outcome, cargo_coolbpf_directory};
use tempfile::TempDir;

/// `cargo coolbpf vm-run ARGUMENTS` in a directory.
fn vm_run_in(directory: &Path, arguments: &[&str]) -> Cargo {
    let path =
        format!("{}:{}", cargo_coolbpf_directory().display(), std::env::var("PATH").unwrap_or_default());
    kept(Cargo::new(directory, &[&["coolbpf", "vm-run"], arguments].concat()).env("PATH", path))
}

/// A command that boots the kernels that are kept here.
fn kept(command: Cargo) -> Cargo {
    match std::env::var("COOLBPF_KERNELS") {
        Ok(directory) => command.env("COOLBPF_KERNELS", directory),
        Err(_) => command,
    }
}

/// The same in an empty directory.
fn vm_run(arguments: &[&str]) -> Outcome {
    let directory = TempDir::with_prefix("coolbpf-").unwrap();
    vm_run_in(directory.path(), arguments).run()
}

/// Runs a shell script in a guest, which finds `programs` beside the shell.
fn script(options: &[&str], programs: &[&str], script: &str) -> Outcome {
    let files = programs.iter().flat_map(|program| ["--file", program]);
    let arguments: Vec<&str> =
        options.iter().copied().chain(files).chain(["/bin/sh", "-c", script]).collect();
    vm_run(&arguments)
}
