//! Compiles the guest's init: a program of `std` alone, linked statically, that the library carries.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=guest");
    println!("cargo::rerun-if-changed=src/protocol.rs");
    println!("cargo::rerun-if-changed=src/poverty.rs");
    println!("cargo::rerun-if-env-changed=RUSTC_LINKER");
    let out = Path::new(&variable("OUT_DIR")).join("init");
    if let Err(why) = compile(&out) {
        // The library says so when a guest is asked for; all else works without.
        println!("cargo::warning=no guest can be started by this build: {}", why.replace('\n', " "));
        println!("cargo::rustc-cfg=without_init");
        println!("cargo::rustc-env=COOLBPF_WITHOUT_INIT={}", why.replace('\n', " "));
    }
    println!("cargo::rustc-check-cfg=cfg(without_init)");
}

fn compile(out: &Path) -> Result<(), String> {
    let target = variable("TARGET").to_string_lossy().into_owned();
    let architecture = variable("CARGO_CFG_TARGET_ARCH");
    if variable("CARGO_CFG_TARGET_OS") != "linux" || (architecture != "x86_64" && architecture != "aarch64") {
        return Err(format!("guests run on x86-64 and aarch64 Linux, not on {target}"));
    }
    let mut rustc = Command::new(variable("RUSTC"));
    rustc.args(["--edition=2024", "--crate-name=init", "--crate-type=bin", "--deny=warnings"]);
    rustc.args(["--target", &target, "-Ctarget-feature=+crt-static", "-Cpanic=abort", "-Copt-level=s"]);
    rustc.args(["-Cstrip=symbols"]);
    if let Some(linker) = env::var_os("RUSTC_LINKER") {
        let mut option = OsString::from("-Clinker=");
        option.push(linker);
        rustc.arg(option);
    }
    let output = rustc.arg("guest/main.rs").arg("-o").arg(out).output();
    let output = output.map_err(|error| format!("running rustc: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    // A C library that is not there to link statically is the usual reason.
    let said = String::from_utf8_lossy(&output.stderr);
    let _ = fs::remove_file(out);
    Err(format!(
        "the guest's init could not be compiled for {target}, which takes a static C library (libc6-dev, glibc-static or the \
         musl target has one): {}",
        said.trim()
    ))
}

fn variable(name: &str) -> OsString {
    env::var_os(name).unwrap_or_default()
}
