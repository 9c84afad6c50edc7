//! Which headers coolbpf brings: those of `coolbpf-compiler/bundle/`, known here by their digest, so that whoever asks for a compile
//! can name them without having them.

use crate::Digest;

/// The digest of everything in `coolbpf-compiler/bundle/`, as `cargo xtask bundle` wrote it.
const CONTENTS: &str = include_str!("bundle_digest.txt");

/// The version of what the compiler does with the bundle: how it slices `vmlinux.h`, what it tells clang, and in
/// what form an object comes out. To be counted up with each change that can give other bytes.
const RULES: u32 = 2;

/// The digest of what coolbpf adds to a request: the headers of the bundle and the rules by which it uses them.
#[must_use]
pub fn bundle_digest() -> Digest {
    Digest::of(format!("coolbpf bundle, rules {RULES}: {CONTENTS}").as_bytes())
}

/// The digest of the files of the bundle, as it is recorded.
#[must_use]
pub fn bundle_contents() -> &'static str {
    CONTENTS.trim_end()
}
