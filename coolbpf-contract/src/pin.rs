//! Pins: which bytes belong to which sources.

use std::fmt::Write as _;

use crate::toml_text::{self, quoted};
use crate::{Arch, CIdent, Digest, Error, Result, name};

/// The version of the pin file's format that this crate reads and writes.
pub const PIN_VERSION: u32 = 1;

/// The version of the generated bindings: which of the runtime's private modules they name (`__private::v1`).
pub const BINDINGS_VERSION: u32 = 1;

/// Ties a vendored object and its bindings to the sources that they were made from.
///
/// It is written as a small TOML file, one for each program and architecture, by `cargo coolbpf vendor` alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The program's name.
    pub program: CIdent,
    /// The architecture of the object.
    pub arch: Arch,
    /// The digest of the user's sources and options; another one makes the pin stale.
    pub source: Digest,
    /// The digest of what the compiler was given.
    pub request: Digest,
    /// The digest of the header bundle.
    pub bundle: Digest,
    /// What compiled it, as in `clang 19.1.7`.
    pub toolchain: String,
    /// The digest of the object file.
    pub object: Digest,
    /// The digest of the bindings file.
    pub bindings: Digest,
    /// The version of the bindings; a build uses those of [`BINDINGS_VERSION`].
    pub bindings_version: u32,
}

impl Pin {
    /// Reads a pin file.
    ///
    /// # Errors
    /// Where it is no TOML, of an unknown version, lacks a value or has one that is unknown or malformed; a merge
    /// conflict and a Git LFS pointer are named as what they are.
    pub fn parse(text: &str) -> Result<Self> {
        if text.lines().any(|line| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ")) {
            return Err(Error::new(
                "the pin holds a merge conflict; take either side, then run `cargo coolbpf vendor`",
            ));
        }
        if text.starts_with("version https://git-lfs") {
            return Err(Error::new("the pin is a Git LFS pointer; run `git lfs pull`"));
        }
        toml_text::read(text, |mut root| {
            let version = root.number("version")?;
            if version != PIN_VERSION {
                return Err(Error::new(format!(
                    "the pin is of version {version}, and this coolbpf reads version {PIN_VERSION}; \
                     update coolbpf, or run `cargo coolbpf vendor` to write the pin anew"
                )));
            }
            let pin = Self {
                program: root.parsed("program")?,
                arch: root.parsed("arch")?,
                source: root.parsed("source")?,
                request: root.parsed("request")?,
                bundle: root.parsed("bundle")?,
                toolchain: name::toolchain(root.text("toolchain")?)?,
                object: root.parsed("object")?,
                bindings: root.parsed("bindings")?,
                bindings_version: root.number("bindings-version")?,
            };
            root.finish()?;
            Ok(pin)
        })
    }

    /// The text of the pin file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let Self { program, arch, source, request, bundle, toolchain, object, bindings, bindings_version } =
            self;
        let mut text =
            "# Written by `cargo coolbpf vendor`; changes by hand are refused by the build.\n".to_owned();
        let toolchain = quoted(toolchain);
        // Writing into a String can't fail.
        let _ = write!(
            text,
            "version = {PIN_VERSION}\n\
             program = \"{program}\"\n\
             arch = \"{arch}\"\n\
             source = \"{source}\"\n\
             request = \"{request}\"\n\
             bundle = \"{bundle}\"\n\
             toolchain = {toolchain}\n\
             object = \"{object}\"\n\
             bindings = \"{bindings}\"\n\
             bindings-version = {bindings_version}\n"
        );
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin() -> Pin {
        let digest = Digest::of(b"x");
        Pin {
            program: "execsnoop".parse().unwrap(),
            arch: Arch::X86_64,
            source: digest,
            request: digest,
            bundle: digest,
            toolchain: "clang 19.1.7 (\"quoted\")".into(),
            object: digest,
            bindings: digest,
            bindings_version: 7,
        }
    }

    #[test]
    fn a_pin_reads_back_what_it_writes() {
        assert_eq!(Pin::parse(&pin().to_toml()), Ok(pin()));
    }

    #[test]
    fn what_is_wrong_with_a_pin_is_named() {
        let good = pin().to_toml();
        for (bad, expected) in [
            (good.replace("version = 1", "version = 2"), "the pin is of version 2"),
            (good.replace("arch = \"x86_64\"\n", ""), "`arch` is missing"),
            (
                good.replace("program = \"execsnoop\"", "program = \"a b\""),
                "`program`: \"a b\" is no C identifier",
            ),
            (
                good.replace("clang 19", "\\u001b]0;x\\u0007clang 19"),
                "`toolchain`: \"\\u{1b}]0;x\\u{7}clang 19",
            ),
            (format!("{good}extra = 1\n"), "`extra` is unknown"),
            (good.replace("object = \"sha256:2", "object = \"sha256:X"), "`object`: `sha256:X"),
            (format!("<<<<<<< ours\n{good}"), "the pin holds a merge conflict"),
            ("version https://git-lfs.github.com/spec/v1\n".into(), "the pin is a Git LFS pointer"),
            ("{".into(), "TOML parse error"),
        ] {
            let error = Pin::parse(&bad).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
