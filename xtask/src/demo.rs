//! `cargo xtask demo`: the main job, seen with one's own eyes.

mod remote;

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use crate::{Result, prerequisites};

/// The programs that the demo starts, for the tools to see.
const STARTED: [&str; 3] = ["/bin/true", "/usr/bin/id", "/bin/uname"];

pub(crate) fn run() -> Result {
    prerequisites::install(&[prerequisites::BUILD])?;
    prerequisites::require_bpf("demo")?;
    println!("Building examples/execsnoop from its vendored object: no clang, no kernel headers.");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--package", "execsnoop"])
        // Nothing but the vendored object will do.
        .env("COOLBPF_LOCKED", "1")
        .status()?;
    if !status.success() {
        return Err("the build failed".into());
    }
    println!("Running it, and starting a few programs that it should see.\n");
    show(&built("execsnoop"))?;
    println!("\nThat was real BPF, loaded from examples/execsnoop/coolbpf-vendor and ended by Ctrl-C.");
    remote::run()
}

/// Runs a tool that prints what is executed, until it has seen all of [`STARTED`].
fn show(program: &Path) -> Result {
    let mut tool = Command::new(program).stdout(Stdio::piped()).spawn()?;
    let stdout = tool.stdout.take().ok_or("the output is a pipe")?;
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(std::result::Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    let name = |program: &'static str| program.rsplit('/').next().unwrap_or(program);
    let mut unseen = STARTED.map(name).to_vec();
    let deadline = Instant::now() + Duration::from_secs(20);
    while !unseen.is_empty() && Instant::now() < deadline {
        for program in STARTED {
            Command::new(program).stdout(Stdio::null()).status()?;
        }
        while !unseen.is_empty()
            && let Ok(line) = lines.recv_timeout(Duration::from_millis(200))
        {
            println!("{line}");
            unseen.retain(|program| !line.ends_with(program));
        }
    }
    Command::new("kill").args(["-INT", &tool.id().to_string()]).status()?;
    let status = tool.wait()?;
    if !unseen.is_empty() || !status.success() {
        let program = program.display();
        return Err(format!("{program} ended with {status} and did not show {}", unseen.join(", ")).into());
    }
    Ok(())
}

/// The root of the workspace.
fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// The directory that cargo builds in.
fn target() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// The path of a binary that cargo has built.
fn built(name: &str) -> PathBuf {
    target().join("debug").join(name)
}
