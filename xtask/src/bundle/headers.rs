//! libbpf's headers out of libbpf-sys, and the kernel's UAPI headers out of linux-libc-dev.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use coolbpf_contract::Arch;

use crate::Result;

/// The headers of libbpf that BPF programs include.
const LIBBPF: [&str; 6] =
    ["bpf_core_read.h", "bpf_endian.h", "bpf_helper_defs.h", "bpf_helpers.h", "bpf_tracing.h", "usdt.bpf.h"];

/// libbpf's headers at their places in the bundle.
pub(crate) struct Libbpf {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) source: String,
}

/// libbpf's headers in the source of the libbpf-sys that this workspace builds with.
pub(crate) fn libbpf() -> Result<Libbpf> {
    let mut command = Command::new(env!("CARGO"));
    let metadata = command.args(["metadata", "--format-version=1", "--locked"]).output()?;
    let metadata = String::from_utf8(metadata.stdout)?;
    let manifest = metadata
        .split("\"manifest_path\":\"")
        .filter_map(|rest| rest.split('"').next())
        .find(|path| path.contains("/libbpf-sys-"))
        .ok_or("`cargo metadata` names no libbpf-sys")?;
    let crate_directory = Path::new(manifest).parent().ok_or("a manifest lies in a directory")?;
    let name = crate_directory.file_name().unwrap_or_default().to_string_lossy();
    let mut files = BTreeMap::new();
    for header in LIBBPF {
        files.insert(
            format!("include/bpf/{header}"),
            fs::read(crate_directory.join("libbpf/src").join(header))?,
        );
    }
    Ok(Libbpf { files, source: format!("crate {}", name.replacen("sys-", "sys ", 1)) })
}

/// Every header below `tree`'s `linux/` and `asm-generic/`, and `asm/` of each architecture under its name.
pub(crate) fn uapi(tree: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let include = tree.join("usr/include");
    let mut files = BTreeMap::new();
    for directory in ["linux", "asm-generic"] {
        add(&include.join(directory), directory, &mut files)?;
    }
    for arch in Arch::BUNDLED {
        let asm = include.join(format!("{arch}-linux-gnu/asm"));
        add(&asm, &format!("{arch}/asm"), &mut files)?;
    }
    Ok(files)
}

fn add(directory: &Path, name: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let name = format!("{name}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            add(&path, &name, files)?;
        } else if path.extension().is_some_and(|extension| extension == "h") {
            files.insert(name, fs::read(&path)?);
        }
    }
    Ok(())
}
