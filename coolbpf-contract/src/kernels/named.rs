//! `kernels` of `[package.metadata.coolbpf]`: the kernels whose types binaries are to carry.

use toml::de::DeValue;

use super::{BuildVersion, Release};
use crate::encoding::Encoder;
use crate::toml_text::Table;
use crate::{Arch, Digest, Error, Result, SourcePath};

/// A kernel, or several, that the package names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedKernel {
    /// Where its BTF is.
    pub btf: KernelBtf,
    /// The architecture, if it is said.
    pub arch: Option<Arch>,
    /// What `uname -v` says, where that is to tell several kernels of one release apart.
    pub version: Option<BuildVersion>,
}

/// Where a kernel's BTF is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KernelBtf {
    /// Wherever `cargo coolbpf vendor` finds this release.
    Release(Release),
    /// In a file of the package: raw BTF.
    File {
        /// The file. The last segment may have one `*`, for any text.
        path: SourcePath,
        /// The release; where it isn't said, it is the file's name without `.btf`.
        release: Option<Release>,
    },
}

impl NamedKernel {
    /// Reads `kernels`.
    pub(crate) fn read_all(table: &mut Table<'_>) -> Result<Vec<Self>> {
        let at = format!("`{}.kernels`", table.at());
        let values = table.values("kernels")?;
        values.into_iter().map(|value| Self::read(&at, value).map_err(|error| error.context(&at))).collect()
    }

    fn read(at: &str, value: &DeValue<'_>) -> Result<Self> {
        match value {
            DeValue::String(text) => Ok(Self { btf: text.parse()?, arch: None, version: None }),
            DeValue::Table(table) => {
                let mut table = Table::new(at.trim_matches('`'), table);
                let (release, path): (Option<Release>, Option<&str>) =
                    (table.optional("release")?, table.optional_text("btf")?);
                let btf = match (path, release) {
                    (Some(path), release) => match (path.parse()?, release) {
                        (KernelBtf::File { path, .. }, Some(_)) if path.as_str().contains('*') => {
                            return Err(Error::new(format!(
                                "{path} names several files, and `release` one kernel"
                            )));
                        }
                        (KernelBtf::File { path, .. }, release) => KernelBtf::File { path, release },
                        (KernelBtf::Release(_), _) => return Err(no_file(path)),
                    },
                    (None, Some(release)) => KernelBtf::Release(release),
                    (None, None) => return Err(Error::new("a kernel has neither `release` nor `btf`")),
                };
                let (arch, version) = (table.optional("arch")?, table.optional("version")?);
                table.finish()?;
                Ok(Self { btf, arch, version })
            }
            other => Err(Error::new(format!(
                "a kernel should be a release, the path of a .btf file, or a table, found {}",
                other.type_str()
            ))),
        }
    }

    /// A digest of what `kernels` names, in its order. What is in the files is not part of it.
    #[must_use]
    pub fn digest_of(all: &[Self]) -> Digest {
        let mut encoder = Encoder::new("kernels");
        for kernel in all {
            let (path, release) = match &kernel.btf {
                KernelBtf::Release(release) => ("", release.as_str()),
                KernelBtf::File { path, release } => {
                    (path.as_str(), release.as_ref().map_or("", Release::as_str))
                }
            };
            let version = kernel.version.as_ref().map_or("", BuildVersion::as_str);
            encoder.text(path).text(release).text(kernel.arch.map_or("", Arch::as_str)).text(version);
        }
        Digest::of(&encoder.finish())
    }
}

impl std::str::FromStr for KernelBtf {
    type Err = Error;

    /// A text that ends in `.btf` is a path, and any other a release.
    fn from_str(text: &str) -> Result<Self> {
        if !text.ends_with(".btf") {
            return if text.contains('/') { Err(no_file(text)) } else { text.parse().map(Self::Release) };
        }
        let path: SourcePath = text.parse()?;
        let stars = |text: &str| text.matches('*').count();
        let name = path.as_str().rsplit('/').next().unwrap_or_default();
        if stars(path.as_str()) > 1 || stars(path.as_str()) != stars(name) {
            return Err(Error::new(format!("{path} may have one `*`, in the file's name")));
        }
        Ok(Self::File { path, release: None })
    }
}

fn no_file(path: &str) -> Error {
    Error::new(format!("{path:?} should be the path of a file whose name ends in .btf"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Metadata;

    fn read(kernels: &str) -> Result<Vec<NamedKernel>> {
        let manifest = format!("[package]\nname = \"x\"\n[package.metadata.coolbpf]\nkernels = {kernels}\n");
        Metadata::from_manifest(&manifest).map(|metadata| metadata.kernels().to_vec())
    }

    #[test]
    fn a_kernel_is_a_release_a_file_or_a_table() {
        let all = read(
            "[\"5.4.0-42-generic\", \"btf/x86_64/*.btf\", { release = \"4.19.0-16-amd64\", arch = \"x86_64\", \
             version = \"#1 SMP Debian 4.19.181-1 (2021-03-19)\", btf = \"btf/buster.btf\" }, { release = \"4.18.0\" }]",
        )
        .unwrap();
        let release = |text: &str| KernelBtf::Release(text.parse().unwrap());
        let plain = |btf| NamedKernel { btf, arch: None, version: None };
        let file = |path: &str, release: Option<&str>| KernelBtf::File {
            path: path.parse().unwrap(),
            release: release.map(|release| release.parse().unwrap()),
        };
        let table = NamedKernel {
            btf: file("btf/buster.btf", Some("4.19.0-16-amd64")),
            arch: Some(Arch::X86_64),
            version: Some("#1 SMP Debian 4.19.181-1 (2021-03-19)".parse().unwrap()),
        };
        let expected = [
            plain(release("5.4.0-42-generic")),
            plain(file("btf/x86_64/*.btf", None)),
            table,
            plain(release("4.18.0")),
        ];
        assert_eq!(all, expected);
        assert_ne!(NamedKernel::digest_of(&all), NamedKernel::digest_of(&all[1..]));
    }

    #[test]
    fn what_is_no_kernel_is_named() {
        for (bad, expected) in [
            ("[\"generic\"]", "`package.metadata.coolbpf.kernels`: \"generic\" is no kernel's release"),
            ("[\"btf/5.4\"]", "\"btf/5.4\" should be the path of a file whose name ends in .btf"),
            ("[\"/boot/x.btf\"]", "\"/boot/x.btf\" can't be the path"),
            ("[\"*/x.btf\"]", "*/x.btf may have one `*`, in the file's name"),
            ("[\"a*b*.btf\"]", "a*b*.btf may have one `*`"),
            ("[5]", "a kernel should be a release, the path of a .btf file, or a table, found integer"),
            ("[{ arch = \"x86_64\" }]", "a kernel has neither `release` nor `btf`"),
            ("[{ release = \"5.4\", os = \"x\" }]", "`package.metadata.coolbpf.kernels.os` is unknown"),
            ("[{ release = \"5.4\", btf = \"b/*.btf\" }]", "b/*.btf names several files"),
            ("[{ release = \"5.4\", version = \"\\u001b\" }]", "is no kernel's build"),
            ("\"5.4\"", "`package.metadata.coolbpf.kernels` should be an array"),
        ] {
            let error = read(bad).unwrap_err().to_string();
            assert!(error.contains(expected), "{bad}: {error}");
        }
    }
}
