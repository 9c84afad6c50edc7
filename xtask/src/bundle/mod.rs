//! `cargo xtask bundle`: makes `coolbpf-compiler/bundle/` from what it is made of.
//!
//! Debian's newest kernels give the types, its linux-libc-dev the UAPI headers, and the libbpf-sys that this workspace
//! builds with gives libbpf's headers. `bundle.toml` records all of them.

mod graph;
mod headers;
mod kernel_image;
mod manifest;
mod vmlinux;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use coolbpf_compiler::formats::{contents_digest, write_archive};
use coolbpf_contract::Arch;

use crate::Result;
use crate::debian::Debian;
use manifest::Part;

/// The suite with the newest kernels.
const SUITE: &str = "sid";

/// The headers that are written by hand, and only recorded here.
const OWN_HEADERS: [&str; 17] = [
    "include/coolbpf.h",
    "include/coolbpf_block.h",
    "include/coolbpf_cgroup.h",
    "include/coolbpf_file.h",
    "include/coolbpf_filter.h",
    "include/coolbpf_histogram.h",
    "include/coolbpf_path.h",
    "include/coolbpf_rate.h",
    "include/coolbpf_sock.h",
    "include/coolbpf_stack.h",
    "include/coolbpf_task.h",
    "include/coolbpf_text.h",
    "include/errno.h",
    "include/netinet/in.h",
    "include/string.h",
    "include/sys/socket.h",
    "include/sys/types.h",
];

/// The file with the digest of the bundle, in the root of the workspace.
const DIGEST: &str = "coolbpf-contract/src/bundle_digest.txt";

/// The package of a kernel image for `arch`, as Debian calls architectures.
fn debian_arch(arch: Arch) -> &'static str {
    match arch {
        Arch::X86_64 => "amd64",
        Arch::Aarch64 => "arm64",
        Arch::Riscv64 => "riscv64",
        Arch::Loongarch64 => "loong64",
        Arch::Powerpc64 => "ppc64el",
    }
}

pub(crate) fn run() -> Result {
    let bundle = directory()?;
    let work = std::env::temp_dir().join("coolbpf-bundle");
    let debian = Debian::new(work, SUITE, &["amd64", "arm64"])?;
    let mut files = BTreeMap::new();
    let mut parts = Vec::new();

    let libbpf = headers::libbpf()?;
    files.extend(libbpf.files);
    parts.push(Part {
        files: "include/bpf/",
        source: libbpf.source,
        licence: "LGPL-2.1 OR BSD-2-Clause",
        ..Part::default()
    });
    for own in OWN_HEADERS {
        files.insert(own.to_owned(), fs::read(bundle.join(own))?);
        parts.push(Part {
            files: own,
            source: "this project".into(),
            licence: "LGPL-2.1 OR BSD-2-Clause",
            ..Part::default()
        });
    }

    let package = debian.package("linux-libc-dev")?;
    let uapi = headers::uapi(&package.tree)?;
    files.insert("uapi.bin".into(), write_archive(&uapi));
    let bpf_header = uapi.get("linux/bpf.h").ok_or("linux-libc-dev has no linux/bpf.h")?;
    let bpf_header = String::from_utf8(bpf_header.clone())?;
    parts.push(Part::debian("uapi.bin", &package, "GPL-2.0-only WITH Linux-syscall-note")?);

    let helpers = files.get("include/bpf/bpf_helper_defs.h").ok_or("libbpf-sys has no bpf_helper_defs.h")?;
    let helpers = String::from_utf8(helpers.clone())?;
    for (arch, name) in Arch::BUNDLED.into_iter().zip(["kernel-types-x86_64.bin", "kernel-types-aarch64.bin"])
    {
        let debian_arch = debian_arch(arch);
        let image = debian.dependency(&format!("linux-image-{debian_arch}:{debian_arch}"), "linux-image-")?;
        // From 6.19 on, the image package depends on the one with the image.
        let image = format!("{image}:{debian_arch}");
        let package = debian.package(
            &debian
                .dependency(&image, "linux-binary-")
                .map_or(image.clone(), |binary| format!("{binary}:{debian_arch}")),
        )?;
        let btf = kernel_image::btf(fs::read(vmlinuz(&package.tree)?)?)?;
        files.insert(name.into(), graph::kernel_types(&btf, &helpers, &bpf_header)?);
        parts.push(Part::debian(name, &package, "GPL-2.0-only")?);
    }

    for (path, bytes) in &files {
        fs::write(bundle.join(path), bytes)?;
        println!("{:>9} {path}", bytes.len());
    }
    fs::write(bundle.join("bundle.toml"), manifest::text(&parts))?;
    write_digest(&files)
}

/// Records the digest of the bundle as it lies there: for changes to the headers that are
/// written by hand.
pub(crate) fn record_digest() -> Result {
    let bundle = directory()?;
    let mut files = BTreeMap::new();
    let mut directories = vec![bundle.clone()];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(directory)? {
            let path = entry?.path();
            let name = path.strip_prefix(&bundle)?.to_string_lossy().into_owned();
            if path.is_dir() {
                directories.push(path);
            } else if name != "bundle.toml" {
                files.insert(name, fs::read(&path)?);
            }
        }
    }
    write_digest(&files)
}

fn write_digest(files: &BTreeMap<String, Vec<u8>>) -> Result {
    let digest = contents_digest(files);
    fs::write(root()?.join(DIGEST), format!("{digest}\n"))?;
    println!("{digest}");
    Ok(())
}

/// Where the bundle lies.
fn directory() -> Result<PathBuf> {
    Ok(root()?.join("coolbpf-compiler/bundle"))
}

/// The root of the workspace.
fn root() -> Result<&'static Path> {
    Ok(Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask lies in the workspace")?)
}

/// The kernel image in an unpacked package.
fn vmlinuz(tree: &Path) -> Result<PathBuf> {
    let mut directories = vec![tree.to_owned()];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(directory)? {
            let path = entry?.path();
            if path.is_dir() && !path.is_symlink() {
                directories.push(path);
            } else if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("vmlinuz")) {
                return Ok(path);
            }
        }
    }
    Err(format!("{} holds no vmlinuz", tree.display()).into())
}
