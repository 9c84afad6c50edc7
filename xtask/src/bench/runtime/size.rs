//! How large the tracer is as a file.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::output;
use super::peers::Peers;
use crate::Result;

pub(super) fn run(peers: &Peers) -> Result {
    let target = output(Command::new("rustc").arg("-vV"))?;
    let target =
        target.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc names no host")?.to_owned();
    let system = output(Command::new("cc").arg("-print-multiarch"))?;
    let fixed = Peers::build_ours("static", |cargo| {
        cargo.env("LIBBPF_SYS_LIBRARY_PATH", format!("/usr/lib/{}", system.trim()));
        // With a target named, build scripts and macros stay dynamic.
        cargo
            .args(["--features", "static", "--target", &target])
            .env("RUSTFLAGS", "-C target-feature=+crt-static");
    })?;
    for (name, file) in [
        ("coolbpf, dynamic", peers.coolbpf.join("tracer")),
        ("coolbpf, static", fixed.join(target).join("release/tracer")),
        ("C", peers.c.join("tracer")),
        ("libbpf-rs", peers.libbpf_rs.join("tracer")),
        ("aya", peers.aya.join("tracer")),
    ] {
        println!("size of the tracer ({name}): {} KiB, stripped {} KiB", size(&file)?, stripped_size(&file)?);
    }
    Ok(())
}

fn size(file: &Path) -> Result<u64> {
    Ok(fs::metadata(file)?.len() / 1024)
}

fn stripped_size(file: &Path) -> Result<u64> {
    let stripped = file.with_extension("stripped");
    output(Command::new("strip").arg("-o").arg(&stripped).arg(file))?;
    size(&stripped)
}
