//! The headers that coolbpf brings, so that no header of the machine takes part in a compile.
//!
//! `bundle/bundle.toml` lists where each part comes from, its version, digest and licence; `cargo xtask bundle`
//! makes them all again.

pub(crate) mod archive;
pub(crate) mod zlib;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use coolbpf_contract::{Arch, Digest};

use archive::Archive;

/// libbpf's headers and coolbpf's own, as they are. Coolbpf's stand in for the few of the C library that UAPI headers and
/// programs include.
const PLAIN: [(&str, &str); 23] = [
    ("bpf/bpf_core_read.h", include_str!("../../bundle/include/bpf/bpf_core_read.h")),
    ("bpf/bpf_endian.h", include_str!("../../bundle/include/bpf/bpf_endian.h")),
    ("bpf/bpf_helper_defs.h", include_str!("../../bundle/include/bpf/bpf_helper_defs.h")),
    ("bpf/bpf_helpers.h", include_str!("../../bundle/include/bpf/bpf_helpers.h")),
    ("bpf/bpf_tracing.h", include_str!("../../bundle/include/bpf/bpf_tracing.h")),
    ("bpf/usdt.bpf.h", include_str!("../../bundle/include/bpf/usdt.bpf.h")),
    ("coolbpf.h", include_str!("../../bundle/include/coolbpf.h")),
    ("coolbpf_block.h", include_str!("../../bundle/include/coolbpf_block.h")),
    ("coolbpf_cgroup.h", include_str!("../../bundle/include/coolbpf_cgroup.h")),
    ("coolbpf_file.h", include_str!("../../bundle/include/coolbpf_file.h")),
    ("coolbpf_filter.h", include_str!("../../bundle/include/coolbpf_filter.h")),
    ("coolbpf_histogram.h", include_str!("../../bundle/include/coolbpf_histogram.h")),
    ("coolbpf_path.h", include_str!("../../bundle/include/coolbpf_path.h")),
    ("coolbpf_rate.h", include_str!("../../bundle/include/coolbpf_rate.h")),
    ("coolbpf_sock.h", include_str!("../../bundle/include/coolbpf_sock.h")),
    ("coolbpf_stack.h", include_str!("../../bundle/include/coolbpf_stack.h")),
    ("coolbpf_task.h", include_str!("../../bundle/include/coolbpf_task.h")),
    ("coolbpf_text.h", include_str!("../../bundle/include/coolbpf_text.h")),
    ("errno.h", include_str!("../../bundle/include/errno.h")),
    ("netinet/in.h", include_str!("../../bundle/include/netinet/in.h")),
    ("string.h", include_str!("../../bundle/include/string.h")),
    ("sys/socket.h", include_str!("../../bundle/include/sys/socket.h")),
    ("sys/types.h", include_str!("../../bundle/include/sys/types.h")),
];

/// The kernel's UAPI headers; those of one architecture under its name.
const UAPI: &[u8] = include_bytes!("../../bundle/uapi.bin");

/// The kernel's types for x86_64, in the format of [`crate::slice::kernel_types`].
const X86_64: &[u8] = include_bytes!("../../bundle/kernel-types-x86_64.bin");
/// Those for aarch64.
const AARCH64: &[u8] = include_bytes!("../../bundle/kernel-types-aarch64.bin");

/// The digest of the files in `bundle/`, by their paths within it, but for the one that describes it.
#[must_use]
pub fn contents_digest(files: &BTreeMap<String, Vec<u8>>) -> Digest {
    let mut list = String::new();
    for (path, bytes) in files {
        let _ = writeln!(list, "{path} {}", Digest::of(bytes));
    }
    Digest::of(list.as_bytes())
}

/// The header that `#include <path>` means for `arch`, if coolbpf brings it.
pub(crate) fn header(arch: Arch, path: &str) -> Option<Cow<'static, [u8]>> {
    if let Some((_, text)) = PLAIN.iter().find(|(plain, _)| *plain == path) {
        return Some(Cow::Borrowed(text.as_bytes()));
    }
    let archive = Archive::parse(UAPI)?;
    let text =
        if path.starts_with("asm/") { archive.read(&format!("{arch}/{path}")) } else { archive.read(path) };
    text.map(Cow::Owned)
}

/// The kernel's types for `arch`, if it is one of [`Arch::BUNDLED`].
pub(crate) fn kernel_types(arch: Arch) -> Option<&'static [u8]> {
    match arch {
        Arch::X86_64 => Some(X86_64),
        Arch::Aarch64 => Some(AARCH64),
        Arch::Riscv64 | Arch::Loongarch64 | Arch::Powerpc64 => None,
    }
}

/// The path of each header that coolbpf brings for `arch`, but for `vmlinux.h`.
pub(crate) fn headers(arch: Arch) -> impl Iterator<Item = &'static str> {
    let uapi = Archive::parse(UAPI).into_iter().flat_map(Archive::paths).filter_map(move |path| {
        match path.strip_prefix(arch.as_str()).and_then(|path| path.strip_prefix('/')) {
            Some(own) => Some(own),
            None => Arch::ALL.iter().all(|arch| !path.starts_with(arch.as_str())).then_some(path),
        }
    });
    PLAIN.iter().map(|(path, _)| *path).chain(uapi)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// The files below `directory`, named from `root`, but for those that describe the bundle.
    fn files(root: &Path, directory: &Path) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                found.extend(files(root, &path));
            } else if name != "bundle.toml" {
                found.insert(name, fs::read(&path).unwrap());
            }
        }
        found
    }

    #[test]
    fn the_recorded_digest_is_that_of_the_files() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("bundle");
        assert_eq!(contents_digest(&files(&root, &root)).to_string(), coolbpf_contract::bundle_contents());
    }

    #[test]
    fn the_bundle_fits_into_a_published_crate() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("bundle");
        let size: usize = files(&root, &root).values().map(Vec::len).sum();
        assert!(size < 8 << 20, "a crate may have 10 MB; the bundle has {size} bytes");
    }

    #[test]
    fn each_architecture_has_its_own_asm_headers() {
        for arch in Arch::BUNDLED {
            let headers: Vec<_> = headers(arch).collect();
            for path in
                ["linux/bpf.h", "asm/types.h", "asm-generic/errno.h", "bpf/bpf_helpers.h", "coolbpf.h"]
            {
                assert!(headers.contains(&path) && header(arch, path).is_some(), "{arch}: {path}");
            }
            assert!(headers.iter().all(|path| header(arch, path).is_some()));
        }
        let ptrace = |arch| header(arch, "asm/ptrace.h");
        assert_ne!(ptrace(Arch::X86_64), ptrace(Arch::Aarch64));
    }
}
