//! A kernel that is being put together, before it is part of the store.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path};

use tempfile::TempDir;

use super::image::Image;
use super::record::{self, Record};
use super::{Arch, Boot, modules};
use crate::{Error, Result};

/// What names of unfinished kernels start with.
pub(super) const PREFIX: &str = ".unfinished-";
/// The most that the modules of a kernel take on the disk, in bytes: twice what a distribution's take unpacked.
const MOST_MODULES: u64 = 4 << 30;

/// A directory beside the kernels of the store, which is gone with this value unless it becomes one.
pub(super) struct Staging {
    directory: TempDir,
    record: Option<Record>,
    module_bytes: u64,
}

impl Staging {
    pub(super) fn new(store: &Path) -> Result<Self> {
        let directory = tempfile::Builder::new().prefix(PREFIX).tempdir_in(store);
        let directory = directory
            .map_err(|error| Error::new(format!("make a directory in {}: {error}", store.display())))?;
        Ok(Self { directory, record: None, module_bytes: 0 })
    }

    /// Where the kernel is put together.
    pub(super) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// The kernel's release, once there is an image.
    pub(super) fn release(&self) -> Option<&str> {
        self.record.as_ref().map(|record| record.release.as_str())
    }

    /// Reads what is in the file `origin`, and writes what QEMU boots, and its types.
    pub(super) fn set_image(&mut self, origin: impl Display, file: Vec<u8>) -> Result<()> {
        let image = Image::read(file).map_err(|error| error.context(origin))?;
        let name = match image.boot {
            Boot::Pvh => "vmlinux",
            Boot::Bzimage => "bzImage",
            Boot::Arm64Image => "Image",
        };
        self.write(name, &image.bytes)?;
        self.record = Some(Record {
            release: image.release,
            version: image.version.to_string(),
            arch: image.arch,
            boot: image.boot,
            image: name.to_owned(),
            origin: String::new(),
        });
        image.btf.map_or(Ok(()), |btf| self.set_btf(&btf))
    }

    /// Writes the kernel's types.
    pub(super) fn set_btf(&mut self, btf: &[u8]) -> Result<()> {
        self.write(record::BTF, btf)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.path().join(name);
        fs::write(&path, bytes).map_err(|error| Error::new(format!("write {}: {error}", path.display())))
    }

    /// Whether modules belong to the kernel.
    pub(super) fn has_modules(&self) -> bool {
        self.path().join(record::MODULES).is_dir()
    }

    /// Copies every module below `from`, and the list of those that are part of the image.
    pub(super) fn copy_modules(&mut self, from: &Path) -> Result<()> {
        self.copy_modules_below(from, Path::new(record::MODULES))
    }

    fn copy_modules_below(&mut self, from: &Path, to: &Path) -> Result<()> {
        let cannot =
            |error: io::Error| Error::new(format!("read the modules in {}: {error}", from.display()));
        for entry in fs::read_dir(from).map_err(cannot)? {
            let entry = entry.map_err(cannot)?;
            let (kind, path) = (entry.file_type().map_err(cannot)?, entry.path());
            let to = to.join(entry.file_name());
            if kind.is_dir() {
                self.copy_modules_below(&path, &to)?;
            } else if kind.is_file() && modules::is_kept(&path) {
                let file = File::open(&path);
                let file = file.map_err(|error| Error::new(format!("read {}: {error}", path.display())))?;
                self.add(&to, file)?;
            }
        }
        Ok(())
    }

    /// Writes a file at a path below the kernel's directory.
    pub(super) fn add(&mut self, to: &Path, from: impl Read) -> Result<()> {
        let is_below = to.components().all(|component| matches!(component, Component::Normal(_)));
        let path = self.path().join(to);
        let cannot = |error: io::Error| Error::new(format!("write {}: {error}", path.display()));
        let parent = path.parent().filter(|_| is_below);
        let parent = parent.ok_or_else(|| Error::new(format!("`{}` leads elsewhere", to.display())))?;
        fs::create_dir_all(parent).map_err(cannot)?;
        let left = MOST_MODULES.saturating_sub(self.module_bytes);
        let mut file = File::create(&path).map_err(cannot)?;
        let written = io::copy(&mut from.take(left + 1), &mut file).map_err(cannot)?;
        self.module_bytes += written;
        if written > left {
            return Err(Error::new(format!("the modules take more than {} GiB", MOST_MODULES >> 30)));
        }
        Ok(())
    }

    /// Makes those modules of the kernel's own that wait in `WAITING/RELEASE` part of it, and drops all others.
    pub(super) fn take_modules(&self, waiting: &str) -> Result<()> {
        let waiting = self.path().join(waiting);
        let own = waiting.join(self.release().unwrap_or_default());
        let cannot = |error: io::Error| Error::new(format!("move the modules in {}: {error}", own.display()));
        if own.is_dir() {
            fs::rename(&own, self.path().join(record::MODULES)).map_err(cannot)?;
        }
        if waiting.is_dir() { fs::remove_dir_all(&waiting).map_err(cannot) } else { Ok(()) }
    }

    /// Writes down what the kernel is, and hands over its directory.
    pub(super) fn finish(mut self, origin: String) -> Result<(Record, TempDir)> {
        let mut record = self.record.take().ok_or_else(|| Error::new("no image was found"))?;
        record.origin = origin;
        self.write(record::FILE, record.to_toml()?.as_bytes())?;
        Ok((record, self.directory))
    }

    /// The architecture of the kernel, once there is an image.
    pub(super) fn arch(&self) -> Option<Arch> {
        self.record.as_ref().map(|record| record.arch)
    }
}
