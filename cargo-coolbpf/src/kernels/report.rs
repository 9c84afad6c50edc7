//! What is told of kernels, for people and for programs.

use std::fs;
use std::path::{Path, PathBuf};

use comfy_table::{CellAlignment, Table, presets};
use coolbpf_contract::printable;
use coolbpf_vm::{Arch, Boot, Kernel, Offer};
use serde::Serialize;

/// What is told to programs.
#[derive(Serialize)]
pub(super) struct Document<T> {
    pub(super) kernels: Vec<T>,
}

/// A kernel that is kept.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Kept {
    release: String,
    version: String,
    arch: &'static str,
    /// How QEMU boots it.
    boot: &'static str,
    image: PathBuf,
    /// Raw BTF, if the kernel has any.
    btf: Option<PathBuf>,
    modules: Option<PathBuf>,
    /// Of all its files.
    bytes: u64,
    origin: String,
}

impl Kept {
    pub(super) fn of(kernel: Kernel) -> Self {
        Self {
            bytes: bytes_of(&kernel),
            version: kernel.version.to_string(),
            release: kernel.release,
            arch: kernel.arch.as_str(),
            boot: match kernel.boot {
                Boot::Pvh => "pvh",
                Boot::Bzimage => "bzimage",
                Boot::Arm64Image => "arm64-image",
            },
            image: kernel.image,
            btf: kernel.btf,
            modules: kernel.modules,
            origin: kernel.origin,
        }
    }
}

/// A kernel that Debian's archive offers.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Available {
    release: String,
    version: String,
    arch: &'static str,
    suite: String,
    package_version: String,
    /// To download.
    bytes: u64,
    /// Debian drops them first when a point release goes.
    has_modules: bool,
    is_kept: bool,
}

impl Available {
    pub(super) fn of(offer: Offer, arch: Arch, kept: &[Kernel]) -> Self {
        let is_kept = kept.iter().any(|kernel| (kernel.arch, &kernel.release) == (arch, &offer.release));
        Self {
            version: offer.version().to_string(),
            bytes: offer.bytes(),
            has_modules: offer.has_modules(),
            release: offer.release,
            arch: arch.as_str(),
            suite: offer.suite,
            package_version: offer.package_version,
            is_kept,
        }
    }
}

/// A table of kernels that are kept.
pub(super) fn kept(kernels: &[Kept]) -> String {
    let rows = kernels.iter().map(|kernel| {
        [
            kernel.release.clone(),
            kernel.version.clone(),
            kernel.arch.to_owned(),
            megabytes(kernel.bytes),
            if kernel.btf.is_some() { "yes" } else { "no" }.to_owned(),
            kernel.origin.clone(),
        ]
    });
    table(["release", "version", "arch", "size", "BTF", "from"], rows)
}

/// A table of kernels that Debian's archive offers.
pub(super) fn available(kernels: &[Available]) -> String {
    let rows = kernels.iter().map(|kernel| {
        [
            kernel.release.clone(),
            kernel.version.clone(),
            kernel.arch.to_owned(),
            megabytes(kernel.bytes),
            kernel.suite.clone(),
            if kernel.has_modules { "yes" } else { "no" }.to_owned(),
            if kernel.is_kept { "yes" } else { "no" }.to_owned(),
        ]
    });
    table(["release", "version", "arch", "size", "suite", "modules", "kept"], rows)
}

fn table<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    /// That of the sizes.
    const SIZE: usize = 3;
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(header);
    for row in rows {
        table.add_row(row.map(|cell| printable(&cell)));
    }
    if let Some(column) = table.column_mut(SIZE) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    format!("{}\n", table.trim_fmt())
}

pub(super) fn megabytes(bytes: u64) -> String {
    format!("{} MiB", bytes.div_ceil(1 << 20))
}

/// What a kernel takes on the disk.
pub(super) fn bytes_of(kernel: &Kernel) -> u64 {
    kernel.image.parent().map_or(0, bytes_below)
}

/// The bytes of the files in a directory; links are not followed.
fn bytes_below(directory: &Path) -> u64 {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| Some((entry.metadata().ok()?, entry.path())))
        .map(|(metadata, path)| if metadata.is_dir() { bytes_below(&path) } else { metadata.len() })
        .sum()
}
