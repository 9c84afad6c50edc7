//! The headers that coolbpf brings, so that no header of the machine takes part in a compile.
//!
//! `bundle/bundle.toml` lists where each part comes from, its version, digest and licence; `cargo xtask bundle`
//! makes them all again.

pub(crate) mod archive;
mod zlib;

use std::borrow::Cow;

use coolbpf_contract::{Arch, Digest};

use archive::Archive;

/// libbpf's headers and coolbpf's own, as they are.
const PLAIN: [(&str, &str); 7] = [
    ("bpf/bpf_core_read.h", include_str!("../../bundle/include/bpf/bpf_core_read.h")),
    ("bpf/bpf_endian.h", include_str!("../../bundle/include/bpf/bpf_endian.h")),
    ("bpf/bpf_helper_defs.h", include_str!("../../bundle/include/bpf/bpf_helper_defs.h")),
    ("bpf/bpf_helpers.h", include_str!("../../bundle/include/bpf/bpf_helpers.h")),
    ("bpf/bpf_tracing.h", include_str!("../../bundle/include/bpf/bpf_tracing.h")),
    ("bpf/usdt.bpf.h", include_str!("../../bundle/include/bpf/usdt.bpf.h")),
    ("coolbpf.h", include_str!("../../bundle/include/coolbpf.h")),
];

/// The kernel's UAPI headers; those of one architecture under its name.
const UAPI: &[u8] = include_bytes!("../../bundle/uapi.bin");

/// The digest of everything in `bundle/`, as `cargo xtask bundle` wrote it.
const CONTENTS: &str = include_str!("../../bundle/digest.txt");

/// The version of what this crate does with the bundle: how it slices `vmlinux.h`, what it tells clang, and in
/// what form an object comes out. To be counted up with each change that can give other bytes.
const RULES: u32 = 1;

/// The digest of what coolbpf adds to a request: the headers of the bundle and the rules by which it uses them.
#[must_use]
pub fn bundle_digest() -> Digest {
    Digest::of(format!("coolbpf bundle, rules {RULES}: {CONTENTS}").as_bytes())
}

/// The header that `#include <path>` means for `arch`, if coolbpf brings it.
pub(crate) fn header(arch: Arch, path: &str) -> Option<Cow<'static, [u8]>> {
    if let Some((_, text)) = PLAIN.iter().find(|(plain, _)| *plain == path) {
        return Some(Cow::Borrowed(text.as_bytes()));
    }
    let archive = Archive::parse(UAPI)?;
    let text = if path.starts_with("asm/") || path == "vmlinux.h" {
        archive.read(&format!("{arch}/{path}"))
    } else {
        archive.read(path)
    };
    text.map(Cow::Owned)
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
