//! `cargo xtask templates`: the vendored objects of the crates that `cargo coolbpf new` starts from, made anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;

/// Where the templates lie. Their crates have no manifests: `cargo package` leaves out a directory that has one.
const TEMPLATES: &str = "cargo-coolbpf/templates";
const VENDORED: &str = "coolbpf-vendor";
/// Where a template has what is vendored for its module in an existing crate, should that be something else.
const AS_MODULE: &str = "as-module";
/// What a new crate can be built for at once.
const ARCHS: [&str; 2] = ["x86_64", "aarch64"];

pub(crate) fn run() -> Result {
    let build = Command::new(env!("CARGO")).args(["build", "--package", "cargo-coolbpf"]).status()?;
    if !build.success() {
        return Err("cargo-coolbpf does not build".into());
    }
    let target = PathBuf::from(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
    for entry in fs::read_dir(TEMPLATES)? {
        let template = entry?.path();
        let made = target.join("templates");
        if made.exists() {
            fs::remove_dir_all(&made)?;
        }
        let cargo_coolbpf = target.join("debug/cargo-coolbpf");
        copy(&template.join("src"), &made.join("src"))?;
        make(&template, &made, &cargo_coolbpf)?;
        replace(&made.join(VENDORED), &template.join(VENDORED))?;
        if !template.join("src/bpf").exists() {
            // Inline C is compiled under the name of its Rust file, and `init` writes it to another one.
            fs::rename(made.join("src/main.rs"), made.join("src/bpf.rs"))?;
            fs::write(made.join("src/main.rs"), "mod bpf;\n")?;
            make(&template, &made, &cargo_coolbpf)?;
            replace(&made.join(VENDORED), &template.join(AS_MODULE).join(VENDORED))?;
        }
    }
    Ok(())
}

/// Makes a crate of the sources in `made` and vendors its objects by `cargo_coolbpf`.
fn make(template: &Path, made: &Path, cargo_coolbpf: &Path) -> Result {
    // Vendoring looks no further than at the name of what a package depends on.
    fs::write(
        made.join("Cargo.toml"),
        "[package]\nname = \"template\"\nedition = \"2024\"\n\n[dependencies]\ncoolbpf-runtime = \"*\"\n\n\
         [build-dependencies]\ncoolbpf-build = \"*\"\n\n[workspace]\n",
    )?;
    let mut vendor = Command::new(cargo_coolbpf);
    vendor.args(["coolbpf", "vendor", "--offline", "--manifest-path"]).arg(made.join("Cargo.toml"));
    for arch in ARCHS {
        vendor.args(["--target", arch]);
    }
    match vendor.status()?.success() {
        true => Ok(()),
        false => Err(format!("{} can't be vendored", template.display()).into()),
    }
}

/// Copies a directory to where another one may be, which goes.
fn replace(from: &Path, to: &Path) -> Result {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    copy(from, to)
}

/// Copies a directory and what is in it.
fn copy(from: &Path, to: &Path) -> Result {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() { copy(&from, &to)? } else { fs::copy(&from, &to).map(drop)? }
    }
    Ok(())
}
