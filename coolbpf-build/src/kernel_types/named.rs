//! Which kernels the package names, and the BTF files in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use coolbpf_contract::{Arch, KernelBtf, KernelId, NamedKernel, Release, SourcePath};

use super::Found;
use crate::regular_file;
use crate::{Error, Result};

/// Far more than the BTF of a kernel has.
pub(crate) const LARGEST_BTF: u64 = 64 << 20;

/// The kernels that a package names.
#[derive(Debug)]
pub(crate) struct Kernels {
    directory: PathBuf,
    pub(crate) all: Vec<Kernel>,
}

/// One of them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kernel {
    pub(crate) id: KernelId,
    /// The architecture; none where it is that of whoever has such a kernel.
    pub(crate) arch: Option<Arch>,
    pub(crate) place: Place,
}

/// Where a kernel's BTF is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a file of the package.
    File(SourcePath),
    /// Not in the package.
    Elsewhere,
}

impl Kernels {
    /// Looks for the files that are named.
    ///
    /// # Errors
    /// Where there is none, or a kernel is named twice, or nothing tells its release or architecture.
    pub(crate) fn of(directory: &Path, named: &[NamedKernel]) -> Result<Self> {
        let mut all: Vec<Kernel> = Vec::new();
        for kernel in named {
            match &kernel.btf {
                KernelBtf::Release(release) => all.push(Kernel {
                    id: KernelId { release: release.clone(), version: kernel.version.clone() },
                    arch: kernel.arch,
                    place: Place::Elsewhere,
                }),
                KernelBtf::File { path, release } => {
                    for path in files(directory, path)? {
                        all.push(file(path, release.clone(), kernel)?);
                    }
                }
            }
        }
        let mut seen = BTreeSet::new();
        for kernel in &all {
            if !seen.insert((kernel.arch, &kernel.id)) {
                return Err(Error::new(format!("`kernels` names {} twice", kernel.id)));
            }
        }
        Ok(Self { directory: directory.to_owned(), all })
    }

    /// The BTF of a kernel, if it lies in the package.
    pub(crate) fn read(&self, kernel: &Kernel) -> Result<Found> {
        let Place::File(path) = &kernel.place else { return Ok(Found::Nothing) };
        let bytes = regular_file::read(&self.directory.join(path.as_str()), LARGEST_BTF);
        let bytes =
            bytes.map_err(|error| Error::new(format!("read {path}, which `kernels` names: {error}")))?;
        Ok(Found::Btf { bytes, place: path.to_string() })
    }
}

/// The files and directories in which a change of the files that are named shows.
pub(crate) fn watched(directory: &Path, named: &[NamedKernel]) -> Vec<PathBuf> {
    let paths = named.iter().filter_map(|kernel| match &kernel.btf {
        KernelBtf::File { path, .. } if path.as_str().contains('*') => Some(path.directory()),
        KernelBtf::File { path, .. } => Some(path.as_str()),
        KernelBtf::Release(_) => None,
    });
    // Where there is nothing yet, it comes into what is above.
    let nearest = |path: &str| {
        let path = directory.join(path);
        path.ancestors()
            .take_while(|above| above.starts_with(directory))
            .find(|above| above.exists())
            .map(Path::to_owned)
    };
    paths.filter_map(nearest).collect()
}

/// The files of a name, which may have a `*`.
fn files(directory: &Path, path: &SourcePath) -> Result<Vec<SourcePath>> {
    let missing = || Error::new(format!("`kernels` names {path}, and the package has no such file"));
    let Some((before, after)) = path.as_str().split_once('*') else {
        return if directory.join(path.as_str()).is_file() { Ok(vec![path.clone()]) } else { Err(missing()) };
    };
    let (parent, before) = before.rsplit_once('/').unwrap_or(("", before));
    let entries = fs::read_dir(directory.join(parent)).map_err(|_| missing())?;
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let is_meant = |name: &String| {
        name.len() >= before.len() + after.len() && name.starts_with(before) && name.ends_with(after)
    };
    let found: BTreeSet<SourcePath> =
        names.filter(is_meant).filter_map(|name| SourcePath::resolve(parent, &name)).collect();
    if found.is_empty() { Err(missing()) } else { Ok(found.into_iter().collect()) }
}

/// The kernel whose BTF a file holds.
fn file(path: SourcePath, release: Option<Release>, named: &NamedKernel) -> Result<Kernel> {
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    let release = match release {
        Some(release) => release,
        None => name.trim_end_matches(".btf").parse().map_err(|error| {
            Error::new(format!(
                "{path}: {error}; name the file after its kernel's release, or write {{ btf = \"{path}\", release = \"...\" }} \
                 in `kernels`"
            ))
        })?,
    };
    let arch = named.arch.or_else(|| path.as_str().rsplit('/').skip(1).find_map(arch_called)).ok_or_else(|| {
        Error::new(format!(
            "nothing tells the architecture of the kernel {release}: put {path} into a directory that is called so, as in \
             btf/x86_64/{name}, or write {{ btf = \"{path}\", arch = \"x86_64\" }} in `kernels`"
        ))
    })?;
    Ok(Kernel {
        id: KernelId { release, version: named.version.clone() },
        arch: Some(arch),
        place: Place::File(path),
    })
}

/// The architecture by its own name, or by Debian's.
fn arch_called(name: &str) -> Option<Arch> {
    match name {
        "amd64" => Some(Arch::X86_64),
        "arm64" => Some(Arch::Aarch64),
        name => name.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use coolbpf_contract::Metadata;

    use super::*;

    fn kernels(files: &[&str], kernels: &str) -> Result<Vec<String>> {
        let package = tempfile::tempdir().unwrap();
        for file in files {
            let path = package.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let manifest = format!("[package]\nname = \"x\"\n[package.metadata.coolbpf]\nkernels = {kernels}\n");
        let metadata = Metadata::from_manifest(&manifest).unwrap();
        let found = Kernels::of(package.path(), metadata.kernels())?;
        let shown = |kernel: &Kernel| {
            let place = match &kernel.place {
                Place::File(path) => path.as_str(),
                Place::Elsewhere => "elsewhere",
            };
            format!("{} {} {place}", kernel.id, kernel.arch.map_or("any", Arch::as_str))
        };
        Ok(found.all.iter().map(shown).collect())
    }

    #[test]
    fn files_tell_release_and_architecture_by_their_names_and_directories() {
        let files = [
            "btf/x86_64/5.4.0-42-generic.btf",
            "btf/x86_64/5.4.0-43-generic.btf",
            "btf/arm64/4.19.0.btf",
            "odd.btf",
        ];
        let found = kernels(
            &files,
            "[\"btf/x86_64/*.btf\", \"btf/arm64/4.19.0.btf\", \"4.18.0-1-amd64\", \
             { btf = \"odd.btf\", release = \"4.9.0\", arch = \"riscv64\", version = \"#1 SMP\" }]",
        );
        let expected = [
            "5.4.0-42-generic x86_64 btf/x86_64/5.4.0-42-generic.btf",
            "5.4.0-43-generic x86_64 btf/x86_64/5.4.0-43-generic.btf",
            "4.19.0 aarch64 btf/arm64/4.19.0.btf",
            "4.18.0-1-amd64 any elsewhere",
            "4.9.0 (#1 SMP) riscv64 odd.btf",
        ];
        assert_eq!(found.unwrap(), expected);
    }

    #[test]
    fn what_a_file_does_not_tell_has_to_be_said() {
        for (names, expected) in [
            ("[\"btf/none.btf\"]", "`kernels` names btf/none.btf, and the package has no such file"),
            ("[\"none/*.btf\"]", "`kernels` names none/*.btf, and the package has no such file"),
            (
                "[\"odd.btf\"]",
                "odd.btf: \"odd\" is no kernel's release, which `uname -r` prints; name the file after",
            ),
            (
                "[\"5.4.0.btf\"]",
                "nothing tells the architecture of the kernel 5.4.0: put 5.4.0.btf into a directory",
            ),
            ("[\"x86_64/5.4.0.btf\", \"x86_64/*.btf\"]", "`kernels` names 5.4.0 twice"),
        ] {
            let error =
                kernels(&["odd.btf", "5.4.0.btf", "x86_64/5.4.0.btf"], names).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
