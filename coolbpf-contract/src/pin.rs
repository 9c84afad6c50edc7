//! Pins: which bytes belong to which sources.

use std::fmt::Write as _;

use crate::toml_text::{self, Table, quoted};
use crate::{Arch, BuilderId, CIdent, Digest, Error, Provenance, Request, Result, Time, toolchain_name};

/// The version of the pin file's format that this crate reads and writes.
pub const PIN_VERSION: u32 = 2;

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
    /// Where.
    pub builder: BuilderId,
    /// When it was signed, if it was.
    pub time: Option<Time>,
    /// Signatures of the statement that [`Pin::provenance`] gives. Nobody has looked at them: whoever trusts a pin
    /// verifies one by a key that the user names.
    pub signatures: Vec<Signature>,
    /// The digest of the object file.
    pub object: Digest,
    /// The digest of the bindings file.
    pub bindings: Digest,
    /// The version of the bindings; a build uses those of [`BINDINGS_VERSION`].
    pub bindings_version: u32,
    /// The version of coolbpf that wrote the bindings, as in `0.1.0`; none in pins of coolbpf that didn't say so. Another
    /// version may write other bindings of the same object.
    pub bindings_by: Option<String>,
    /// What is known of the types of the kernels that the package names, if it names any.
    pub kernels: Option<PinnedKernels>,
}

/// The types of kernels beside a vendored object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinnedKernels {
    /// The digest of what `kernels` names: [`NamedKernel::digest_of`](crate::NamedKernel::digest_of).
    pub named: Digest,
    /// The digest of the file with their types; none where the object asks nothing of them.
    pub types: Option<Digest>,
}

/// A minisign signature.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "wire", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Signature {
    /// The id of the key: 16 upper-case hexadecimal digits, as minisign prints it.
    pub key: String,
    /// The text of a `.minisig` file.
    pub minisign: String,
}

/// Far more than the keys that a builder has at a time.
const MOST_SIGNATURES: usize = 16;

impl Signature {
    /// Reads `[[signature]]`.
    fn read(mut table: Table<'_>) -> Result<Self> {
        let (key, minisign) = (table.text("key")?, table.text("minisign")?);
        table.finish()?;
        if key.len() != 16 || !key.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F')) {
            return Err(Error::new(format!(
                "`signature.key`: {:?} is no id of a key, which has 16 upper-case hexadecimal digits",
                key.chars().take(60).collect::<String>()
            )));
        }
        Ok(Self { key: key.to_owned(), minisign: minisign.to_owned() })
    }
}

impl Pin {
    /// The statement that the signatures are of.
    #[must_use]
    pub fn provenance(&self) -> Provenance {
        Provenance {
            object: self.object,
            request: self.request,
            bundle: self.bundle,
            toolchain: self.toolchain.clone(),
            builder: self.builder.clone(),
            time: self.time,
        }
    }

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
                toolchain: toolchain_name(root.text("toolchain")?)?,
                builder: root.parsed("builder")?,
                time: root.optional("time")?,
                signatures: root
                    .tables("signature")?
                    .into_iter()
                    .map(Signature::read)
                    .collect::<Result<_>>()?,
                object: root.parsed("object")?,
                bindings: root.parsed("bindings")?,
                bindings_version: root.number("bindings-version")?,
                bindings_by: root.optional_text("bindings-by")?.map(coolbpf_version).transpose()?,
                kernels: PinnedKernels::read(&mut root)?,
            };
            root.finish()?;
            // Signatures are of the request. Without this, one of another program's object would do for this program.
            let request = Request::digest_of(pin.source, pin.bundle);
            if pin.request != request {
                return Err(Error::new(format!(
                    "`request` is not the digest that `source` and `bundle` make\n  named {}\n  made  {request}",
                    pin.request
                )));
            }
            if pin.time.is_some() == pin.signatures.is_empty() {
                return Err(Error::new("`time` and `signature` go together, and one of them is missing"));
            }
            if pin.signatures.len() > MOST_SIGNATURES {
                return Err(Error::new(format!(
                    "the pin has {} signatures, and more than {MOST_SIGNATURES} are not read",
                    pin.signatures.len()
                )));
            }
            Ok(pin)
        })
    }

    /// The text of the pin file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text =
            "# Written by `cargo coolbpf vendor`; changes by hand are refused by the build.\n".to_owned();
        let (program, arch) = (&self.program, self.arch);
        let values: [(&str, &dyn std::fmt::Display); 10] = [
            ("program", &quoted(program.as_str())),
            ("arch", &quoted(arch.as_str())),
            ("source", &quoted(&self.source.to_string())),
            ("request", &quoted(&self.request.to_string())),
            ("bundle", &quoted(&self.bundle.to_string())),
            ("toolchain", &quoted(&self.toolchain)),
            ("builder", &quoted(self.builder.as_str())),
            ("object", &quoted(&self.object.to_string())),
            ("bindings", &quoted(&self.bindings.to_string())),
            ("bindings-version", &self.bindings_version),
        ];
        // Writing into a String can't fail.
        let _ = writeln!(text, "version = {PIN_VERSION}");
        for (key, value) in values {
            let _ = writeln!(text, "{key} = {value}");
        }
        if let Some(version) = &self.bindings_by {
            let _ = writeln!(text, "bindings-by = {}", quoted(version));
        }
        if let Some(PinnedKernels { named, types }) = self.kernels {
            let _ = writeln!(text, "kernels = \"{named}\"");
            if let Some(types) = types {
                let _ = writeln!(text, "kernel-types = \"{types}\"");
            }
        }
        if let Some(time) = self.time {
            let _ = writeln!(text, "time = \"{time}\"");
        }
        for Signature { key, minisign } in &self.signatures {
            let _ = write!(text, "\n[[signature]]\nkey = \"{key}\"\nminisign = {}\n", quoted(minisign));
        }
        text
    }
}

impl PinnedKernels {
    fn read(root: &mut Table<'_>) -> Result<Option<Self>> {
        match (root.optional("kernels")?, root.optional("kernel-types")?) {
            (Some(named), types) => Ok(Some(Self { named, types })),
            (None, None) => Ok(None),
            (None, Some(_)) => Err(Error::new("`kernel-types` is there without `kernels`")),
        }
    }
}

/// A version of coolbpf: from 1 to 64 of the characters that versions of crates have.
fn coolbpf_version(text: &str) -> Result<String> {
    let is_of_versions = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+');
    if (1..=64).contains(&text.len()) && text.bytes().all(is_of_versions) {
        return Ok(text.to_owned());
    }
    let shown: String = text.chars().take(64).collect();
    Err(Error::new(format!("`bindings-by`: {shown:?} is no version")))
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
            request: Request::digest_of(digest, digest),
            bundle: digest,
            toolchain: "clang 19.1.7 (\"quoted\")".into(),
            builder: BuilderId::local(),
            time: None,
            signatures: Vec::new(),
            object: digest,
            bindings: digest,
            bindings_version: 7,
            bindings_by: Some("0.1.0-rc.1+x".into()),
            kernels: Some(PinnedKernels { named: digest, types: Some(digest) }),
        }
    }

    fn signed() -> Pin {
        let signature = |key: &str| Signature {
            key: key.into(),
            minisign: "untrusted comment: \"x\"\nAAAA\ntrusted comment: y\nBBBB\n".into(),
        };
        Pin {
            time: Some("2026-11-22T20:00:00Z".parse().unwrap()),
            signatures: vec![signature("0123456789ABCDEF"), signature("0123456789ABCDE0")],
            ..pin()
        }
    }

    #[test]
    fn a_pin_reads_back_what_it_writes() {
        assert_eq!(Pin::parse(&pin().to_toml()), Ok(pin()));
        assert_eq!(Pin::parse(&signed().to_toml()), Ok(signed()));
        let silent = Pin { bindings_by: None, ..signed() };
        assert_eq!(Pin::parse(&silent.to_toml()), Ok(silent));
        let types = |types| Some(PinnedKernels { named: Digest::of(b"x"), types });
        for kernels in [None, types(None)] {
            let pin = Pin { kernels, ..pin() };
            assert_eq!(Pin::parse(&pin.to_toml()), Ok(pin));
        }
    }

    #[test]
    fn what_is_wrong_with_a_pin_is_named() {
        let good = pin().to_toml();
        for (bad, expected) in [
            (good.replace("version = 2", "version = 1"), "the pin is of version 1"),
            (good.replace("arch = \"x86_64\"\n", ""), "`arch` is missing"),
            (
                good.replace("program = \"execsnoop\"", "program = \"a b\""),
                "`program`: \"a b\" is no C identifier",
            ),
            (
                good.replace("clang 19", "\\u001b]0;x\\u0007clang 19"),
                "`toolchain`: \"\\u{1b}]0;x\\u{7}clang 19",
            ),
            (good.replace("0.1.0-rc.1+x", "0.1\\n0"), "`bindings-by`: \"0.1\\n0\" is no version"),
            (good.replace("\nkernels = ", "\nbindings-of = "), "`kernel-types` is there without `kernels`"),
            (format!("{good}extra = 1\n"), "`extra` is unknown"),
            (format!("{good}time = \"2026-11-22T20:00:00Z\"\n"), "`time` and `signature` go together"),
            (good.replace("urn:coolbpf:local", "somebody"), "`builder`: \"somebody\" can't name a builder"),
            (
                signed().to_toml().replace("ABCDEF", "ABCDEG"),
                "`signature.key`: \"0123456789ABCDEG\" is no id",
            ),
            (signed().to_toml().replace("minisign = ", "minisig = "), "`signature.minisign` is missing"),
            (
                good.replace(&pin().request.to_string(), &Digest::of(b"other").to_string()),
                "`request` is not the digest that `source` and `bundle` make",
            ),
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
