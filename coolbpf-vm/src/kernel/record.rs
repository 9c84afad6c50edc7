//! `kernel.toml`: what is written down about a kernel in the store.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Arch, Boot, Kernel, banner};
use crate::{Error, Result};

/// The file itself.
pub(super) const FILE: &str = "kernel.toml";
/// The kernel's types, beside it.
pub(super) const BTF: &str = "btf";
/// The kernel's modules, beside it.
pub(super) const MODULES: &str = "modules";

/// What the file holds.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) release: String,
    pub(super) version: String,
    #[serde(with = "ArchName")]
    pub(super) arch: Arch,
    #[serde(with = "BootName")]
    pub(super) boot: Boot,
    pub(super) image: String,
    pub(super) origin: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Arch", rename_all = "lowercase")]
enum ArchName {
    #[serde(rename = "x86_64")]
    X86_64,
    Aarch64,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Boot", rename_all = "kebab-case")]
enum BootName {
    Pvh,
    Bzimage,
    Arm64Image,
}

impl Record {
    pub(super) fn to_toml(&self) -> Result<String> {
        toml::to_string(self).map_err(|error| Error::new(format!("write {FILE}: {error}")))
    }

    /// The kernel in a directory of the store; none where there is no such file.
    pub(super) fn kernel_in(directory: &Path) -> Result<Option<Kernel>> {
        let file = directory.join(FILE);
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::new(format!("read {}: {error}", file.display()))),
        };
        let record = toml::from_str::<Self>(&text).map_err(|error| Error::new(error.message()));
        let record = record.and_then(|record| record.kernel(directory));
        let (shown, directory) = (file.display(), directory.display());
        record.map(Some).map_err(|error| {
            Error::new(format!("{shown}: {error}; remove {directory} and add the kernel again"))
        })
    }

    fn kernel(self, directory: &Path) -> Result<Kernel> {
        if !banner::is_release(&self.release) {
            return Err(Error::new(format!("`{}` is no kernel's release", self.release)));
        }
        let beside = |name: &str| Some(directory.join(name)).filter(|path| path.exists());
        let image = beside(&self.image).ok_or_else(|| Error::new(format!("`{}` isn't there", self.image)))?;
        Ok(Kernel {
            version: self.version.parse()?,
            release: self.release,
            arch: self.arch,
            image,
            boot: self.boot,
            btf: beside(BTF),
            modules: beside(MODULES),
            origin: self.origin,
        })
    }
}
