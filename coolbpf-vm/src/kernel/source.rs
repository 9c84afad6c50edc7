//! Where kernels are added from.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::debian::Archive;
use super::image;
use super::staging::Staging;
use super::{Arch, Wanted, package};
use crate::{Error, Result};

/// What a kernel is added from.
#[derive(Debug, Clone)]
pub enum Source {
    /// Debian's archive, through apt.
    Debian {
        /// Which of its kernels.
        wanted: Wanted,
        /// For which machines.
        arch: Arch,
        /// Where the archive is.
        archive: Archive,
    },
    /// Debian packages that together hold one kernel: the image, and its modules in the same package or in another.
    Packages(Vec<PathBuf>),
    /// A bzImage, an arm64 `Image` or a `vmlinux`.
    File {
        /// The file.
        image: PathBuf,
        /// The directory of its modules, as in `/lib/modules/6.12.48`.
        modules: Option<PathBuf>,
    },
    /// An unpacked package: a directory with `boot` or `lib/modules` in it.
    Directory(PathBuf),
    /// The kernel that runs on this machine.
    Running,
}

/// Puts a file and its modules into `staging`.
pub(super) fn add_file(staging: &mut Staging, image: &Path, modules: Option<&Path>) -> Result<()> {
    staging.set_image(image.display(), read(image)?)?;
    if let Some(modules) = modules {
        staging.copy_modules(modules)?;
        if !staging.has_modules() {
            return Err(Error::new(format!("{} holds no modules (*.ko)", modules.display())));
        }
    }
    Ok(())
}

/// Puts the kernel in an unpacked package and its modules into `staging`.
pub(super) fn add_directory(staging: &mut Staging, directory: &Path) -> Result<()> {
    let images = package::images_in(directory)?;
    let shown = directory.display();
    let image = match images.as_slice() {
        [image] => image,
        [] => {
            return Err(Error::new(format!(
                "{shown} holds no kernel: no vmlinuz is in its boot, lib/modules/* or usr/lib/modules/*; give the image itself as a file"
            )));
        }
        [first, second, ..] => {
            return Err(Error::new(format!(
                "{shown} holds several kernels, such as {} and {}: give one of them as a file, with `--modules DIR`",
                first.display(),
                second.display()
            )));
        }
    };
    staging.set_image(image.display(), read(image)?)?;
    add_modules_below(staging, directory)
}

/// Puts this machine's own kernel into `staging`.
pub(super) fn add_running(staging: &mut Staging) -> Result<()> {
    let uname = rustix::system::uname();
    let release = uname.release().to_string_lossy().into_owned();
    let places = [
        format!("/boot/vmlinuz-{release}"),
        format!("/usr/lib/modules/{release}/vmlinuz"),
        format!("/lib/modules/{release}/vmlinuz"),
    ];
    let image = places.iter().map(Path::new).find(|place| place.exists()).ok_or_else(|| {
        Error::new(format!(
            "the image of the running kernel {release} isn't here: neither {} is there; in a container, give the host's file",
            places.join(" nor ")
        ))
    })?;
    let bytes = read(image)?;
    staging.set_image(image.display(), bytes)?;
    let found = staging.release();
    if found != Some(release.as_str()) {
        return Err(Error::new(format!(
            "{} is the kernel {}, but {release} runs: restart, or give the file",
            image.display(),
            found.unwrap_or_default()
        )));
    }
    add_modules_below(staging, Path::new("/"))?;
    let own = Path::new("/sys/kernel/btf/vmlinux");
    if own.exists() {
        let types = fs::read(own).map_err(|error| Error::new(format!("read {}: {error}", own.display())))?;
        staging.set_btf(&types)?;
    }
    Ok(())
}

fn add_modules_below(staging: &mut Staging, root: &Path) -> Result<()> {
    let release = staging.release().unwrap_or_default().to_owned();
    let directories = ["usr/lib/modules", "lib/modules"].map(|modules| root.join(modules).join(&release));
    match directories.iter().find(|directory| directory.is_dir()) {
        Some(directory) => staging.copy_modules(directory),
        None => Ok(()),
    }
}

fn read(file: &Path) -> Result<Vec<u8>> {
    let cannot = |error: std::io::Error| {
        let shown = file.display();
        let mend = match error.kind() {
            std::io::ErrorKind::PermissionDenied => {
                format!("; make a copy that you may read: sudo install -m 644 {shown} /tmp/vmlinuz")
            }
            _ => String::new(),
        };
        Error::new(format!("read the kernel {shown}: {error}{mend}"))
    };
    let most = u64::try_from(image::MOST).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(file).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)).map_err(cannot)?;
    if bytes.len() > image::MOST {
        return Err(Error::new(format!(
            "{} is longer than {} MiB; a vmlinux is shorter without its debug information: strip --strip-debug",
            file.display(),
            image::MOST >> 20
        )));
    }
    Ok(bytes)
}
