//! `cargo xtask tools`: all tools of the examples in one file, which needs nothing of the host that it is copied to.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::output;
use crate::{Result, prerequisites};

const PACKAGE: &str = "coolbpf-tools";

pub(crate) fn run() -> Result {
    let file = build()?;
    println!("{}: {} KiB, with all that it needs", file.display(), fs::metadata(&file)?.len() / 1024);
    Ok(())
}

/// Builds the file, and looks that it needs no other. Returns where it is.
pub(crate) fn build() -> Result<PathBuf> {
    prerequisites::install(&[prerequisites::BUILD])?;
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--profile", "tools", "--package", PACKAGE]);
    let host = link_statically(&mut cargo)?;
    output(&mut cargo)?;
    let target = PathBuf::from(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
    let file = target.join(host).join("tools").join(PACKAGE).canonicalize()?;
    let headers =
        output(Command::new("readelf").args(["--program-headers", "--dynamic", "--wide"]).arg(&file))?;
    if let Some(line) = headers.lines().find(|line| line.contains("INTERP") || line.contains("(NEEDED)")) {
        return Err(format!("{} needs another file: {}", file.display(), line.trim()).into());
    }
    if prerequisites::is_root() {
        let root = file.with_extension("root");
        let ran = run_alone(&file, &root);
        fs::remove_dir_all(root)?;
        ran?;
    }
    Ok(file)
}

/// Runs a file in a directory where there is nothing else.
fn run_alone(file: &Path, root: &Path) -> Result {
    fs::create_dir_all(root)?;
    fs::copy(file, root.join(PACKAGE))?;
    output(Command::new("chroot").arg(root).args([&format!("/{PACKAGE}"), "--version"])).map(drop)
}

/// Has `cargo build`, of a package with the feature `static`, link all into the file. Returns the target, which is a part of the path of
/// what is built: build scripts and macros stay dynamic only where one is named.
pub(crate) fn link_statically(cargo: &mut Command) -> Result<String> {
    let rustc = output(Command::new("rustc").arg("-vV"))?;
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc names no host")?;
    cargo.args(["--features", "static", "--target", host]);
    cargo.env("RUSTFLAGS", "-C target-feature=+crt-static");
    cargo.env("LIBBPF_SYS_LIBRARY_PATH", format!("/usr/lib/{}", multiarch()?));
    Ok(host.to_owned())
}

/// What Debian calls this machine's kind, in paths.
pub(crate) fn multiarch() -> Result<String> {
    Ok(output(Command::new("cc").arg("-print-multiarch"))?.trim().to_owned())
}
