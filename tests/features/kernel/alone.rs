//! Tests that no other test may be beside in their process.

use std::env;
use std::io;
use std::process::{Command, exit};

use coolbpf::Result;

/// What tells this program, started again, to be the process of a test.
const ALONE: &str = "COOLBPF_FEATURES_ALONE";

/// Has the test of this name, which calls this, do something in a process of its own: this program again, told to run one test. There it does
/// it, and doesn't come back.
///
/// # Errors
/// What it failed by, or panicked with.
pub(crate) fn alone(test: &str, act: impl FnOnce() -> Result<()>) -> Result<()> {
    if env::var_os(ALONE).is_some() {
        if let Err(error) = act() {
            eprintln!("{error:#}");
            exit(3);
        }
        exit(0)
    }
    let mut command = Command::new(env::current_exe()?);
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(ALONE, "1");
    let ran = command.output()?;
    if ran.status.success() {
        return Ok(());
    }
    Err(io::Error::other(String::from_utf8_lossy(&ran.stderr).into_owned()).into())
}
