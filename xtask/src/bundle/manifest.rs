//! `bundle.toml`: where each part of the bundle comes from.

use std::fs;

use coolbpf_contract::Digest;

use crate::Result;
use crate::debian::Package;

/// A part of the bundle.
#[derive(Default)]
pub(crate) struct Part {
    /// The file, or the directory with a slash, within `bundle/`.
    pub(crate) files: &'static str,
    /// What it was made from, with its version.
    pub(crate) source: String,
    /// The digest of the package that it was made from.
    pub(crate) digest: Option<Digest>,
    /// The SPDX expression.
    pub(crate) licence: &'static str,
}

impl Part {
    pub(crate) fn debian(files: &'static str, package: &Package, licence: &'static str) -> Result<Self> {
        Ok(Self {
            files,
            source: format!("Debian package {} {}", package.name, package.version),
            digest: Some(Digest::of(&fs::read(&package.file)?)),
            licence,
        })
    }
}

/// The manifest's text.
pub(crate) fn text(parts: &[Part]) -> String {
    let mut text = String::from("# Written by `cargo xtask bundle`.\n");
    for Part { files, source, digest, licence } in parts {
        text += &format!("\n[[part]]\nfiles = \"{files}\"\nsource = \"{source}\"\nlicence = \"{licence}\"\n");
        if let Some(digest) = digest {
            text += &format!("package-digest = \"{digest}\"\n");
        }
    }
    text
}
