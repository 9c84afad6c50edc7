//! Kernels' types, from a directory that the operator fills: `ARCH/RELEASE.btf`.

mod declaration;
mod extract;

use std::collections::HashMap;
use std::fs::{self, Permissions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use coolbpf_contract::btf::{Btf, Kind};
use coolbpf_contract::wire::{BtfKernel, ProblemKind};
use coolbpf_contract::{Arch, Digest};

use crate::error::{Error, Result, because};
use crate::problem::{self, problem};
use declaration::declare;
pub(crate) use extract::Extracted;

/// The directory.
#[derive(Debug, Clone)]
pub(crate) struct Kernels {
    directory: PathBuf,
    digests: Arc<Mutex<HashMap<PathBuf, Known>>>,
}

/// Length and time of change of a file, and its digest.
type Known = ((u64, SystemTime), Digest);

/// What is asked about a kernel's types.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted {
    /// Structs, unions, enums and typedefs of a name.
    Types,
    /// Functions of a name.
    Functions,
}

impl Kernels {
    pub(crate) fn new(directory: PathBuf) -> Self {
        Self { directory, digests: Arc::default() }
    }

    /// Adds the BTF in a file: a vmlinux, a Debian package with one, or raw BTF. What the file doesn't tell has to be given.
    pub(crate) fn add(&self, file: &Path, arch: Option<Arch>, release: Option<&str>) -> Result<BtfKernel> {
        let shown = file.display();
        let Extracted { btf, arch: found_arch, release: found_release } = extract::extract(file)?;
        let types = Btf::parse(&btf).map_err(because(format!("the BTF in {shown}")))?;
        if types.is_empty() {
            return Err(Error::new(format!("the BTF in {shown} has no types")));
        }
        let arch = arch.or(found_arch).ok_or_else(|| {
            Error::new(format!("{shown} doesn't tell the architecture: give it, as in `--arch x86_64`"))
        })?;
        let release = release.map(str::to_owned).or(found_release).ok_or_else(|| {
            Error::new(format!(
                "{shown} doesn't tell the kernel's release: give it, as in `--release 6.1.0-18-amd64`"
            ))
        })?;
        if !is_release(&release) {
            return Err(Error::new(format!("{release:?} can't be a kernel's release")));
        }
        let path = self.path(arch, &release);
        let directory = self.directory.join(arch.as_str());
        let write = || {
            // The server may run as another user.
            make_readable(&self.directory)?;
            make_readable(&directory)?;
            let mut unfinished = tempfile::NamedTempFile::new_in(&directory)?;
            unfinished.write_all(&btf)?;
            unfinished.as_file().set_permissions(Permissions::from_mode(0o644))?;
            unfinished.as_file().sync_all()?;
            unfinished.persist(&path).map_err(|error| error.error)
        };
        write().map_err(because(format!("writing {}", path.display())))?;
        Ok(BtfKernel { arch, release, digest: Digest::of(&btf), size: btf.len() as u64 })
    }

    fn path(&self, arch: Arch, release: &str) -> PathBuf {
        self.directory.join(arch.as_str()).join(format!("{release}.btf"))
    }

    /// What there is, by architecture and release.
    pub(crate) fn list(&self) -> Vec<BtfKernel> {
        let mut kernels = Vec::new();
        for arch in Arch::ALL {
            // Nothing has been added for an architecture without a directory.
            let Ok(entries) = fs::read_dir(self.directory.join(arch.as_str())) else { continue };
            for entry in entries.flatten() {
                let name = entry.file_name();
                let release = name.to_str().and_then(|name| name.strip_suffix(".btf"));
                let Some(release) = release.filter(|release| is_release(release)) else { continue };
                let Some((digest, size)) = self.digest(&entry.path()) else { continue };
                kernels.push(BtfKernel { arch, release: release.to_owned(), digest, size });
            }
        }
        kernels.sort_by(|a, b| (a.arch, &a.release).cmp(&(b.arch, &b.release)));
        kernels
    }

    /// The BTF of a kernel.
    pub(crate) fn read(&self, arch: &str, release: &str) -> problem::Result<(Arch, Vec<u8>)> {
        let unknown = || {
            problem(
                ProblemKind::NotFound,
                "there is no BTF of such a kernel; GET /v1/btf tells which there are",
            )
        };
        let arch: Arch = arch.parse().map_err(|_| unknown())?;
        if !is_release(release) {
            return Err(unknown());
        }
        let path = self.path(arch, release);
        fs::read(&path).map(|bytes| (arch, bytes)).map_err(|error| {
            told_of(&path, &error);
            unknown()
        })
    }

    /// Digest and size of a file, which is read again only when it has changed.
    fn digest(&self, path: &Path) -> Option<(Digest, u64)> {
        let read = || {
            let metadata = path.metadata()?;
            let looks = (metadata.len(), metadata.modified()?);
            let known = self.digests.lock().unwrap_or_else(PoisonError::into_inner).get(path).copied();
            if let Some((_, digest)) = known.filter(|(then, _)| *then == looks) {
                return Ok((digest, looks.0));
            }
            let digest = Digest::of(&fs::read(path)?);
            let mut digests = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
            digests.insert(path.to_owned(), (looks, digest));
            Ok((digest, looks.0))
        };
        read().inspect_err(|error| told_of(path, error)).ok()
    }
}

/// Makes a directory that every user may read, unless it is there already.
fn make_readable(directory: &Path) -> std::io::Result<()> {
    if directory.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(directory)?;
    fs::set_permissions(directory, Permissions::from_mode(0o755))
}

/// That a file is not there is for the client to know; anything else is for the operator.
fn told_of(path: &Path, error: &std::io::Error) {
    if error.kind() != ErrorKind::NotFound {
        tracing::error!(path = %path.display(), %error, "a kernel's BTF can't be read");
    }
}

/// The C declarations of what has this name.
pub(crate) fn declarations(bytes: &[u8], wanted: Wanted, name: &str) -> problem::Result<Vec<String>> {
    let btf = Btf::parse(bytes).map_err(|error| {
        tracing::error!(%error, "a kernel's BTF can't be read");
        problem(ProblemKind::Internal, "this kernel's BTF can't be read")
    })?;
    let is_wanted = |kind: &Kind<'_>| match wanted {
        Wanted::Functions => matches!(kind, Kind::Function { .. }),
        Wanted::Types => {
            matches!(
                kind,
                Kind::Struct(_) | Kind::Union(_) | Kind::Enum(_) | Kind::Enum64(_) | Kind::Typedef(_)
            )
        }
    };
    let named = btf.types().filter(|(_, found)| found.name == name && is_wanted(&found.kind));
    let mut declarations: Vec<String> = Vec::new();
    for (id, _) in named {
        let declaration = declare(&btf, id);
        // Modules and compilation units repeat each other.
        if !declarations.contains(&declaration) {
            declarations.push(declaration);
        }
    }
    if declarations.is_empty() {
        let shown: String = name.chars().take(80).collect();
        return Err(problem(
            ProblemKind::NotFound,
            format!("this kernel has nothing called {shown:?} there"),
        ));
    }
    Ok(declarations)
}

/// Whether `release` is what `uname -r` may print: it becomes part of a file's name.
fn is_release(release: &str) -> bool {
    (1..=128).contains(&release.len())
        && release.starts_with(|c: char| c.is_ascii_digit())
        && release.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._+~-".contains(&byte))
}
