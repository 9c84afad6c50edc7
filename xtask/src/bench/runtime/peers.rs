//! Building the tools, and saying which versions they are of.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::super::bcc::{PYTHON, with_headers};
use crate::Result;
use crate::command::output;
use crate::tools::{link_statically, multiarch};

const CLANG: &str = "clang-19";
const OURS: &str = "tests/benches";

/// The tools, each by its directory.
pub(super) struct Peers {
    pub(super) coolbpf: PathBuf,
    /// Linked statically, with the C library.
    pub(super) fixed: PathBuf,
    /// Optimised for size, as one piece.
    pub(super) small: PathBuf,
    pub(super) c: PathBuf,
    pub(super) libbpf_rs: PathBuf,
    pub(super) aya: PathBuf,
}

impl Peers {
    pub(super) fn build() -> Result<Self> {
        let (target, _) = metadata(Path::new("Cargo.toml"))?;
        let scratch = target.join("bench-runtime");
        let libbpf_rs = Path::new(OURS).join("peers/libbpf-rs");
        let aya = Path::new(OURS).join("peers/aya");
        let (_, of_libbpf_rs) = metadata(&libbpf_rs.join("Cargo.toml"))?;
        let (_, of_aya) = metadata(&aya.join("Cargo.toml"))?;
        let libbpf = package(&of_libbpf_rs, "libbpf-sys")?;
        println!(
            "peers: C on libbpf of libbpf-sys {}, libbpf-rs {}, aya {}, BCC {} on {}; {}",
            libbpf.version,
            package(&of_libbpf_rs, "libbpf-rs")?.version,
            package(&of_aya, "aya")?.version,
            output(Command::new(PYTHON).args(["-c", "import bcc; print(bcc.__version__)"]))?.trim(),
            output(Command::new(PYTHON).arg("--version"))?.trim(),
            output(Command::new(CLANG).arg("--version"))?.lines().next().unwrap_or_default(),
        );

        let c = scratch.join("c");
        fs::create_dir_all(&c)?;
        let c = c.canonicalize()?;
        install_libbpf(&libbpf.directory.join("libbpf/src"), &c)?;
        for program in ["ring", "tracer"] {
            build_c(program, &c)?;
        }
        let built = |manifest: &Path, name: &str| -> Result<PathBuf> {
            let target = scratch.join(name);
            let mut command = cargo(manifest, &target);
            command.arg("--locked").env("PEER_OBJECTS", &c);
            output(&mut command)?;
            Ok(target.join("release"))
        };
        Ok(Self {
            libbpf_rs: built(&libbpf_rs, "libbpf-rs")?,
            aya: built(&aya, "aya")?,
            coolbpf: {
                output(&mut cargo(Path::new(OURS), &target))?;
                target.join("release")
            },
            fixed: build_static(&scratch.join("static"))?,
            small: {
                let target = scratch.join("small");
                let profile = [("LTO", "true"), ("CODEGEN_UNITS", "1"), ("OPT_LEVEL", "s")];
                let profile = profile.map(|(name, value)| (format!("CARGO_PROFILE_RELEASE_{name}"), value));
                output(cargo(Path::new(OURS), &target).envs(profile))?;
                target.join("release")
            },
            c,
        })
    }

    /// BCC's tracer, as [`with_headers`] runs it.
    pub(super) fn bcc() -> Result<Command> {
        let mut command = with_headers()?;
        command.arg(Path::new(OURS).join("peers/bcc/tracer.py"));
        Ok(command)
    }
}

/// Builds our tools without shared libraries; returns where they are.
fn build_static(target: &Path) -> Result<PathBuf> {
    let mut command = cargo(Path::new(OURS), target);
    let host = link_statically(&mut command)?;
    output(&mut command)?;
    Ok(target.join(host).join("release"))
}

/// `cargo build --release`.
fn cargo(package: &Path, target: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["build", "--quiet", "--release", "--bins", "--manifest-path"])
        .arg(package.join("Cargo.toml"));
    command.env("CARGO_TARGET_DIR", target);
    command
}

/// A package that cargo has the sources of.
struct Package {
    version: String,
    directory: PathBuf,
}

/// Where cargo builds, and what it knows of the packages.
fn metadata(manifest: &Path) -> Result<(PathBuf, Value)> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["metadata", "--format-version", "1", "--locked", "--manifest-path"]).arg(manifest);
    let metadata: Value = serde_json::from_str(&output(&mut command)?)?;
    let target = metadata["target_directory"].as_str().ok_or("cargo metadata names no target directory")?;
    Ok((PathBuf::from(target), metadata))
}

fn package(metadata: &Value, name: &str) -> Result<Package> {
    let mut packages = metadata["packages"].as_array().into_iter().flatten();
    let found = packages.find(|package| package["name"] == name).and_then(|package| {
        let manifest = Path::new(package["manifest_path"].as_str()?);
        Some(Package {
            version: package["version"].as_str()?.to_owned(),
            directory: manifest.parent()?.to_owned(),
        })
    });
    found.ok_or_else(|| format!("cargo metadata knows no package {name}").into())
}

/// Builds libbpf as libbpf-sys does in a release build, into `to`.
fn install_libbpf(source: &Path, to: &Path) -> Result {
    if to.join("libbpf.a").exists() {
        return Ok(());
    }
    let mut make = Command::new("make");
    make.args(["install", "BUILD_STATIC_ONLY=y", "PREFIX=/", "LIBDIR=", "CFLAGS=-O3 -fPIC", "-C"])
        .arg(source);
    make.arg(assigned("OBJDIR", &to.join("obj"))).arg(assigned("DESTDIR", to));
    output(&mut make).map(drop)
}

fn assigned(variable: &str, value: &Path) -> OsString {
    let mut argument = OsString::from(format!("{variable}="));
    argument.push(value);
    argument
}

/// Compiles a program's object, and the tool in C with bpftool's skeleton of it.
fn build_c(program: &str, to: &Path) -> Result {
    let include = to.join("include");
    let object = to.join(format!("{program}.bpf.o"));
    let mut clang = Command::new(CLANG);
    clang.args(["-target", "bpf", "-O2", "-g", "-mcpu=v3", "-I"]).arg(&include);
    clang.arg(format!("-I/usr/include/{}", multiarch()?)).arg("-c");
    clang.arg(Path::new(OURS).join(format!("src/bpf/{program}.bpf.c"))).arg("-o").arg(&object);
    output(&mut clang)?;
    let skeleton =
        output(Command::new("bpftool").args(["gen", "skeleton"]).arg(&object).args(["name", program]))?;
    fs::write(to.join(format!("{program}.skel.h")), skeleton)?;
    let mut cc = Command::new("cc");
    cc.arg("-O2").arg("-I").arg(to).arg("-I").arg(&include).arg("-o").arg(to.join(program));
    cc.arg(Path::new(OURS).join(format!("peers/c/{program}.c")))
        .arg(to.join("libbpf.a"))
        .args(["-lelf", "-lz"]);
    output(&mut cc).map(drop)
}
