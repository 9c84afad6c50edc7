//! The kernels that are kept on this machine.

use std::env;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, FlockOperation, RenameFlags, flock, renameat_with};

use super::debian::{Archive, Debian};
use super::record::Record;
use super::staging::{PREFIX, Staging};
use super::{Arch, Kernel, Offer, Progress, Source, Wanted, package, source};
use crate::{Error, Result};

/// Names the directory of the kernels.
const DIRECTORY: &str = "COOLBPF_KERNELS";
/// Held by whoever changes the store.
const LOCK: &str = "lock";

/// A directory of kernels: `ARCH/RELEASE` for each.
///
/// A kernel is there as a whole or not at all, whatever happens while it is added, and two that add at once wait for each other.
#[derive(Debug, Clone)]
pub struct Store {
    directory: PathBuf,
}

impl Store {
    /// The store in `directory`; without one, in `COOLBPF_KERNELS`, else in `coolbpf/kernels` of the user's cache directory. It is
    /// made when the first kernel is added.
    ///
    /// # Errors
    ///
    /// No directory is given, and no variable tells the user's.
    pub fn open(directory: Option<&Path>) -> Result<Self> {
        let of = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let directory = directory
            .map(Path::to_owned)
            .or_else(|| of(DIRECTORY))
            // The XDG base directory specification ignores relative ones.
            .or_else(|| Some(of("XDG_CACHE_HOME").filter(|path| path.is_absolute())?.join("coolbpf/kernels")))
            .or_else(|| Some(of("HOME")?.join(".cache/coolbpf/kernels")))
            .ok_or_else(|| {
                Error::new(format!("nothing tells where kernels are kept: set {DIRECTORY} to a directory"))
            })?;
        let directory = std::path::absolute(&directory)
            .map_err(|error| Error::new(format!("find the directory {}: {error}", directory.display())))?;
        Ok(Self { directory })
    }

    /// Where the kernels are.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Every kernel, by architecture and version.
    ///
    /// # Errors
    ///
    /// The directory or what is written down about a kernel can't be read.
    pub fn list(&self) -> Result<Vec<Kernel>> {
        let mut kernels = Vec::new();
        for arch in Arch::ALL {
            for directory in entries(&self.directory.join(arch.as_str()))? {
                kernels.extend(Record::kernel_in(&directory)?.filter(|kernel| kernel.arch == arch));
            }
        }
        kernels.sort_by(|a, b| (a.arch, a.version, &a.release).cmp(&(b.arch, b.version, &b.release)));
        Ok(kernels)
    }

    /// The newest kernel that is meant.
    ///
    /// # Errors
    ///
    /// There is none, or the store can't be read.
    pub fn find(&self, wanted: &Wanted, arch: Arch) -> Result<Kernel> {
        let of_arch = |kernel: &Kernel| kernel.arch == arch;
        let mut kernels: Vec<Kernel> = self.list()?.into_iter().filter(of_arch).collect();
        if let Some(at) = kernels.iter().rposition(|kernel| wanted.matches(&kernel.release, kernel.version)) {
            return Ok(kernels.swap_remove(at));
        }
        let kept: Vec<String> = kernels.into_iter().map(|kernel| kernel.release).collect();
        let kept = if kept.is_empty() { "none is".to_owned() } else { kept.join(", ") };
        let flag = if arch == Arch::native() { String::new() } else { format!(" --arch {arch}") };
        Err(Error::new(format!(
            "no kernel `{wanted}` for {arch} is kept in {} (kept: {kept}); `cargo coolbpf kernels add{flag} {wanted}` adds one",
            self.directory.display()
        )))
    }

    /// What Debian's archive offers, by version. What it said less than a day ago is taken for what it says now.
    ///
    /// # Errors
    ///
    /// apt isn't there, or can't fetch or verify the lists.
    pub fn available(
        &self,
        arch: Arch,
        archive: &Archive,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Vec<Offer>> {
        let _lock = self.lock(progress)?;
        Debian { store: &self.directory, arch, archive, progress }.offers()
    }

    /// Adds a kernel. One of the same release and architecture is replaced, unless it comes from Debian's archive, as that which is there.
    ///
    /// # Errors
    ///
    /// The source can't be read or fetched, or holds no kernel that QEMU boots; the store can't be written.
    pub fn add(&self, source: &Source, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Added> {
        let _lock = self.lock(progress)?;
        let mut staging = Staging::new(&self.directory)?;
        let origin = match source {
            Source::Debian { wanted, arch, archive } => {
                let mut debian =
                    Debian { store: &self.directory, arch: *arch, archive, progress: &mut *progress };
                let found = debian.find(wanted)?;
                let release = found.offer.release.clone();
                if let Ok(kernel) = self.find(&Wanted::Release(release.clone()), *arch) {
                    return Ok(Added { kernel, is_new: false });
                }
                if !found.offer.has_modules() {
                    (debian.progress)(Progress::Said(&format!(
                        "Debian has no modules of {release} any more"
                    )));
                }
                // Beside what will be kept.
                let download = Staging::new(&self.directory)?;
                let (offer, packages) = debian.download(wanted, found, download.path())?;
                progress(Progress::Doing(&format!("unpacking {}", offer.release)));
                package::add(&mut staging, &packages)?;
                check_release(&staging, &offer, *arch)?;
                format!("Debian {}, {}", offer.suite, offer.package_version)
            }
            Source::Packages(packages) => {
                progress(Progress::Doing("unpacking the packages"));
                package::add(&mut staging, packages)?;
                let names = packages.iter().filter_map(|package| package.file_name());
                names.map(|name| name.to_string_lossy()).collect::<Vec<_>>().join(", ")
            }
            Source::File { image, modules } => {
                progress(Progress::Doing("unpacking the image"));
                source::add_file(&mut staging, image, modules.as_deref())?;
                absolute(image)
            }
            Source::Directory(directory) => {
                progress(Progress::Doing("copying the kernel"));
                source::add_directory(&mut staging, directory)?;
                absolute(directory)
            }
            Source::Running => {
                progress(Progress::Doing("copying this machine's kernel"));
                source::add_running(&mut staging)?;
                "this machine".to_owned()
            }
        };
        Ok(Added { kernel: self.keep(staging, origin)?, is_new: true })
    }

    /// Makes what was put together part of the store.
    fn keep(&self, staging: Staging, origin: String) -> Result<Kernel> {
        let (record, finished) = staging.finish(origin)?;
        let directory = self.path(record.arch, &record.release);
        let cannot = |error: io::Error| Error::new(format!("write {}: {error}", directory.display()));
        fs::create_dir_all(self.directory.join(record.arch.as_str())).map_err(cannot)?;
        // What `tempfile` makes is the user's alone; the kernels of a store may be shared.
        let readable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(finished.path(), readable).map_err(cannot)?;
        if directory.exists() {
            // Whoever looks meanwhile finds the one or the other. The old one is gone with `finished`.
            renameat_with(CWD, finished.path(), CWD, &directory, RenameFlags::EXCHANGE)
                .map_err(|error| cannot(error.into()))?;
        } else {
            fs::rename(finished.path(), &directory).map_err(cannot)?;
            // It isn't there any more under its old name.
            let _ = finished.keep();
        }
        let kept = Record::kernel_in(&directory)?;
        kept.ok_or_else(|| {
            Error::new(format!("the kernel that was written to {} is gone", directory.display()))
        })
    }

    /// Removes a kernel.
    ///
    /// # Errors
    ///
    /// It can't be removed.
    pub fn remove(&self, kernel: &Kernel, progress: &mut dyn FnMut(Progress<'_>)) -> Result<()> {
        let _lock = self.lock(progress)?;
        let directory = self.path(kernel.arch, &kernel.release);
        let cannot = |error: io::Error| Error::new(format!("remove {}: {error}", directory.display()));
        let old = tempfile::Builder::new().prefix(PREFIX).tempdir_in(&self.directory).map_err(cannot)?;
        fs::rename(&directory, old.path().join("removed")).map_err(cannot)?;
        old.close().map_err(cannot)
    }

    fn path(&self, arch: Arch, release: &str) -> PathBuf {
        self.directory.join(arch.as_str()).join(release)
    }

    /// Waits until nobody else changes the store, and removes what they left unfinished.
    fn lock(&self, progress: &mut dyn FnMut(Progress<'_>)) -> Result<File> {
        let shown = self.directory.display();
        let cannot = |error: io::Error| {
            Error::new(format!(
                "write to the directory of kernels, {shown}: {error}; {DIRECTORY} names another"
            ))
        };
        fs::create_dir_all(&self.directory).map_err(cannot)?;
        let options =
            File::options().create(true).truncate(false).write(true).open(self.directory.join(LOCK));
        let lock = options.map_err(cannot)?;
        if flock(&lock, FlockOperation::NonBlockingLockExclusive).is_err() {
            progress(Progress::Said(&format!("waiting for another that changes {shown}")));
            flock(&lock, FlockOperation::LockExclusive).map_err(|error| cannot(error.into()))?;
        }
        for entry in entries(&self.directory)? {
            if entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX)) {
                fs::remove_dir_all(&entry).map_err(cannot)?;
            }
        }
        Ok(lock)
    }
}

/// A kernel that was added.
#[derive(Debug, Clone)]
pub struct Added {
    /// The kernel in the store.
    pub kernel: Kernel,
    /// Whether it was not there before.
    pub is_new: bool,
}

/// Whether a package holds the kernel that its name says.
fn check_release(staging: &Staging, offer: &Offer, arch: Arch) -> Result<()> {
    let (release, found) = (staging.release().unwrap_or_default(), staging.arch());
    if release == offer.release && found == Some(arch) {
        return Ok(());
    }
    Err(Error::new(format!("Debian's packages of {} for {arch} hold the kernel {release}", offer.release)))
}

fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}

/// What is in a directory; nothing where there is none.
fn entries(directory: &Path) -> Result<Vec<PathBuf>> {
    let cannot = |error: io::Error| Error::new(format!("read {}: {error}", directory.display()));
    match fs::read_dir(directory) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path()).map_err(cannot)).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(cannot(error)),
    }
}

#[cfg(test)]
mod tests;
