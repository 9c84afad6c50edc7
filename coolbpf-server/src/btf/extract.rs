//! Finding BTF in the files that kernels come as.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use coolbpf_contract::Arch;
use object::{Architecture, Object as _, ObjectSection as _};

use crate::error::{Error, Result, because};

/// What a file holds.
pub(crate) struct Extracted {
    pub(crate) btf: Vec<u8>,
    /// The architecture, if the file tells it.
    pub(crate) arch: Option<Arch>,
    /// The kernel's release, if the file tells it.
    pub(crate) release: Option<String>,
}

/// What little-endian BTF starts with.
const BTF_MAGIC: &[u8] = b"\x9f\xeb\x01";
const ELF_MAGIC: &[u8] = b"\x7fELF";
/// A Debian package is an archive of `ar`.
const DEB_MAGIC: &[u8] = b"!<arch>\ndebian-binary";
/// The banner that every kernel has among its data.
const BANNER: &[u8] = b"Linux version ";

/// Reads a vmlinux, a Debian package that has one, or raw BTF.
pub(super) fn extract(file: &Path) -> Result<Extracted> {
    let shown = file.display();
    let bytes = fs::read(file).map_err(because(format!("reading {shown}")))?;
    if bytes.starts_with(BTF_MAGIC) {
        Ok(Extracted { btf: bytes, arch: None, release: None })
    } else if bytes.starts_with(ELF_MAGIC) {
        of_vmlinux(&bytes).map_err(because(shown))
    } else if bytes.starts_with(DEB_MAGIC) {
        drop(bytes);
        of_package(file)
    } else {
        Err(Error::new(format!(
            "{shown} is neither a vmlinux (ELF) nor a Debian package nor raw BTF; a compressed vmlinuz has to be unpacked \
             first, as by the kernel's scripts/extract-vmlinux"
        )))
    }
}

fn of_vmlinux(bytes: &[u8]) -> Result<Extracted> {
    let elf = object::File::parse(bytes).map_err(because("reading the ELF file"))?;
    let section = elf.section_by_name(".BTF").ok_or_else(|| {
        Error::new("the kernel has no BTF: it was built without CONFIG_DEBUG_INFO_BTF, or its sections were stripped")
    })?;
    let btf = section.data().map_err(because("reading .BTF"))?.to_vec();
    let arch = match elf.architecture() {
        Architecture::X86_64 => Some(Arch::X86_64),
        Architecture::Aarch64 => Some(Arch::Aarch64),
        _ => None,
    };
    let release = elf.sections().find_map(|section| release(section.data().ok()?));
    Ok(Extracted { btf, arch, release })
}

/// The release in the banner among `data`.
fn release(data: &[u8]) -> Option<String> {
    let mut rest = data;
    while let Some(at) = rest.windows(BANNER.len()).position(|window| window == BANNER) {
        rest = &rest[at + BANNER.len()..];
        let end = rest.iter().position(|byte| *byte == b' ')?;
        // The format string of the banner has a conversion here.
        if let Ok(release) = std::str::from_utf8(&rest[..end])
            && super::is_release(release)
        {
            return Some(release.to_owned());
        }
    }
    None
}

fn of_package(file: &Path) -> Result<Extracted> {
    let shown = file.display();
    let unpacked = tempfile::tempdir().map_err(because(format!("unpacking {shown}")))?;
    let status = Command::new("dpkg-deb")
        .arg("--extract")
        .args([file, unpacked.path()])
        .status()
        .map_err(because(format!("unpacking {shown} by `dpkg-deb`")))?;
    if !status.success() {
        return Err(Error::new(format!("`dpkg-deb --extract` of {shown} ended with {status}")));
    }
    let found = ["boot", "usr/lib/debug/boot", "usr/lib/debug"]
        .iter()
        .find_map(|directory| vmlinux_in(&unpacked.path().join(directory)));
    let vmlinux = found.ok_or_else(|| {
        Error::new(format!("{shown} has no vmlinux in /boot or /usr/lib/debug; packages of debug symbols do"))
    })?;
    let bytes = fs::read(&vmlinux).map_err(because(format!("reading the vmlinux of {shown}")))?;
    of_vmlinux(&bytes).map_err(because(format!("the vmlinux of {shown}")))
}

fn vmlinux_in(directory: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(directory).ok()?.flatten();
    let named = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("vmlinux"))
            && path.symlink_metadata().is_ok_and(|metadata| metadata.is_file())
    };
    entries.map(|entry| entry.path()).find(named)
}
