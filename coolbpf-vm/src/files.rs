//! The files that a guest finds.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Component, Path, PathBuf};

use crate::initramfs::Initramfs;
use crate::{Arch, Error, Result, libraries};

/// The files that a guest finds beside what its kernel and its init bring, by their paths in the guest. All belong to root.
///
/// They are read when the guest is started.
#[derive(Debug, Clone, Default)]
pub struct Files(BTreeMap<PathBuf, Entry>);

#[derive(Debug, Clone)]
enum Entry {
    Directory { permissions: u32 },
    Host { file: PathBuf, permissions: u32, length: u64 },
    Bytes { bytes: Vec<u8>, permissions: u32 },
    Link(PathBuf),
}

impl Files {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a file, or a directory with all below it, of this machine to `guest`. Links below it stay links.
    ///
    /// # Errors
    /// Where it can't be read, or is neither, or `guest` is no absolute path without `..`.
    pub fn add(&mut self, host: &Path, guest: &Path) -> Result<()> {
        self.add_where(host, guest, &mut |_| true)
    }

    /// The same, with only those files and directories below `host` that `wanted` takes.
    ///
    /// # Errors
    /// As [`Files::add`].
    pub fn add_where(
        &mut self,
        host: &Path,
        guest: &Path,
        wanted: &mut dyn FnMut(&Path) -> bool,
    ) -> Result<()> {
        let metadata = fs::metadata(host).map_err(|error| cannot(host, &error))?;
        self.add_as(host, guest, &metadata, wanted)
    }

    fn add_as(
        &mut self,
        host: &Path,
        guest: &Path,
        metadata: &fs::Metadata,
        wanted: &mut dyn FnMut(&Path) -> bool,
    ) -> Result<()> {
        let permissions = metadata.permissions().mode() & 0o7777;
        if metadata.is_dir() {
            self.put(guest, Entry::Directory { permissions })?;
            for entry in fs::read_dir(host).map_err(|error| cannot(host, &error))? {
                let entry = entry.map_err(|error| cannot(host, &error))?;
                let (host, guest) = (entry.path(), guest.join(entry.file_name()));
                let metadata = entry.metadata().map_err(|error| cannot(&host, &error))?;
                if wanted(&host) && (metadata.is_dir() || metadata.is_file() || metadata.is_symlink()) {
                    self.add_as(&host, &guest, &metadata, wanted)?;
                }
            }
            Ok(())
        } else if metadata.is_symlink() {
            let target = fs::read_link(host).map_err(|error| cannot(host, &error))?;
            self.put(guest, Entry::Link(target))
        } else if metadata.is_file() {
            let length = metadata.len();
            self.put(guest, Entry::Host { file: host.to_owned(), permissions, length })
        } else {
            Err(Error::new(format!("{} is neither a file nor a directory", host.display())))
        }
    }

    /// Puts a program of this machine to `guest`, with the loader and the libraries that it needs under their own paths.
    ///
    /// # Errors
    /// As [`Files::add`], and where it is for another architecture or its libraries are not found, or where its loader, which is run
    /// here to list them, is not root's alone. One that the guest was given before is not run; nothing is added then.
    pub fn add_program(&mut self, host: &Path, guest: &Path, arch: Arch) -> Result<()> {
        /// Where a loader looks up libraries that are in no usual directory.
        const LOADER_CACHE: &str = "/etc/ld.so.cache";

        self.add(host, guest)?;
        let needed = libraries::needed_by(host, arch, &|loader| self.0.contains_key(loader))?;
        let cache = Path::new(LOADER_CACHE);
        if !needed.is_empty() && cache.exists() {
            self.add(cache, cache)?;
        }
        needed.iter().try_for_each(|file| self.add(file, file))
    }

    /// Puts bytes to a file at `guest`.
    ///
    /// # Errors
    /// Where `guest` is no absolute path without `..`.
    pub fn add_bytes(&mut self, guest: &Path, permissions: u32, bytes: impl Into<Vec<u8>>) -> Result<()> {
        self.put(guest, Entry::Bytes { bytes: bytes.into(), permissions })
    }

    /// Makes a directory at `guest`.
    ///
    /// # Errors
    /// Where `guest` is no absolute path without `..`.
    pub fn add_directory(&mut self, guest: &Path, permissions: u32) -> Result<()> {
        self.put(guest, Entry::Directory { permissions })
    }

    /// Takes all of `other`, in place of what was there under the same paths.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// How many bytes the files have together.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.0
            .values()
            .map(|entry| match entry {
                Entry::Host { length, .. } => *length,
                Entry::Bytes { bytes, .. } => bytes.len() as u64,
                Entry::Directory { .. } | Entry::Link(_) => 0,
            })
            .sum()
    }

    fn put(&mut self, guest: &Path, entry: Entry) -> Result<()> {
        let mut parts = guest.components();
        let is_plain = parts.next() == Some(Component::RootDir)
            && parts.all(|part| matches!(part, Component::Normal(_)));
        let hidden = ["/dev", "/proc", "/sys"].into_iter().find(|mount| guest.starts_with(mount));
        if let Some(mount) = hidden.filter(|_| is_plain && !matches!(entry, Entry::Directory { .. })) {
            return Err(Error::new(format!(
                "the guest could not see `{}`: it mounts file systems over what is in {mount}; put it elsewhere",
                guest.display()
            )));
        }
        if !is_plain {
            return Err(Error::new(format!(
                "`{}` is no path in a guest, which starts with / and has no ..",
                guest.display()
            )));
        }
        self.0.insert(guest.components().collect(), entry);
        Ok(())
    }

    /// Writes them into an archive.
    pub(crate) fn write<W: Write>(&self, archive: &mut Initramfs<W>) -> Result<()> {
        for (path, entry) in &self.0 {
            let written = match entry {
                Entry::Directory { permissions } => archive.directory(path, *permissions),
                Entry::Bytes { bytes, permissions } => archive.file(path, *permissions, bytes),
                Entry::Link(target) => archive.link(path, target),
                Entry::Host { file, permissions, .. } => {
                    let opened = File::open(file).map_err(|error| cannot(file, &error))?;
                    archive.host_file(path, *permissions, opened)
                }
            };
            written.map_err(|error| {
                Error::new(format!("write {} into the guest's initramfs: {error}", path.display()))
            })?;
        }
        Ok(())
    }
}

fn cannot(host: &Path, error: &std::io::Error) -> Error {
    Error::new(format!("read {}: {error}", host.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_a_guest_are_absolute_and_go_nowhere_else() {
        let mut files = Files::new();
        for path in ["a", "", "/a/../b", "./a", "../a"] {
            let error = files.add_bytes(Path::new(path), 0o644, "x").unwrap_err().to_string();
            assert_eq!(error, format!("`{path}` is no path in a guest, which starts with / and has no .."));
        }
        files.add_bytes(Path::new("/a/./b/"), 0o644, "x").unwrap();
        assert_eq!(files.0.keys().collect::<Vec<_>>(), [Path::new("/a/b")]);
    }

    #[test]
    fn what_the_guest_mounts_over_is_refused() {
        let mut files = Files::new();
        for path in ["/dev/shm/program", "/proc/x", "/sys/a/b"] {
            let error = files.add_bytes(Path::new(path), 0o755, "x").unwrap_err().to_string();
            assert!(error.starts_with(&format!("the guest could not see `{path}`: it mounts")), "{error}");
        }
        files.add_directory(Path::new("/dev"), 0o755).unwrap();
        files.add_bytes(Path::new("/device"), 0o755, "x").unwrap();
    }

    #[test]
    fn a_directory_comes_with_all_that_is_wanted_of_it() {
        let directory = tempfile::tempdir().unwrap();
        let host = directory.path();
        fs::create_dir_all(host.join("a/target")).unwrap();
        fs::write(host.join("a/file"), "text").unwrap();
        fs::write(host.join("a/target/file"), "much").unwrap();
        std::os::unix::fs::symlink("file", host.join("a/link")).unwrap();
        let mut files = Files::new();
        files.add_where(host, Path::new("/x"), &mut |path| !path.ends_with("target")).unwrap();
        let paths: Vec<_> = files.0.keys().map(|path| path.display().to_string()).collect();
        assert_eq!(paths, ["/x", "/x/a", "/x/a/file", "/x/a/link"]);
        assert_eq!(files.size(), 4);
    }

    #[test]
    fn what_is_not_there_or_no_file_is_refused() {
        let mut files = Files::new();
        let error = files.add(Path::new("/nowhere"), Path::new("/x")).unwrap_err().to_string();
        assert_eq!(error, "read /nowhere: No such file or directory (os error 2)");
        let error = files.add(Path::new("/dev/null"), Path::new("/x")).unwrap_err().to_string();
        assert_eq!(error, "/dev/null is neither a file nor a directory");
    }
}
