//! How large the tracer is as a file.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::peers::Peers;
use crate::Result;
use crate::command::output;

pub(super) fn run(peers: &Peers) -> Result {
    for (name, tool) in [
        ("coolbpf", &peers.coolbpf),
        ("coolbpf, static", &peers.fixed),
        ("coolbpf, small", &peers.small),
        ("C", &peers.c),
        ("libbpf-rs", &peers.libbpf_rs),
        ("aya", &peers.aya),
    ] {
        let file = tool.join("tracer");
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
