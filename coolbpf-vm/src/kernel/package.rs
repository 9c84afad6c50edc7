//! The kernel in Debian packages, and in directories laid out as they are.

use std::ffi::OsStr;
use std::fs;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};

use super::staging::Staging;
use super::{image, modules};
use crate::{Error, Result};

/// Where modules wait, by release, until the image tells which of them are its own.
const WAITING: &str = "unpacked";

/// What a file of a package is to a kernel.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Image,
    /// A module, or the list of those that are part of the image: a path below `lib/modules`.
    Module(PathBuf),
}

impl Part {
    /// What the path in the package tells: images are in `boot` and beside modules; modules below `lib/modules`.
    fn of(path: &Path) -> Option<Self> {
        let mut names = Vec::new();
        for component in path.components() {
            match component {
                Component::Normal(name) => names.push(name),
                Component::CurDir => {}
                _ => return None,
            }
        }
        let names = match names.as_slice() {
            [first, rest @ ..] if *first == "usr" => rest,
            names => names,
        };
        let is_image = |name: &OsStr| name.to_str().is_some_and(|name| name.starts_with("vmlinuz"));
        match names {
            [boot, name] if *boot == "boot" && is_image(name) => Some(Self::Image),
            [lib, modules, _, name] if *lib == "lib" && *modules == "modules" && is_image(name) => {
                Some(Self::Image)
            }
            [lib, modules, below @ ..] if *lib == "lib" && *modules == "modules" => {
                let path: PathBuf = below.iter().collect();
                modules::is_kept(&path).then_some(Self::Module(path))
            }
            _ => None,
        }
    }
}

/// Puts the kernel in `packages` into `staging`.
pub(super) fn add(staging: &mut Staging, packages: &[PathBuf]) -> Result<()> {
    let mut found = None;
    for package in packages {
        let shown = package.display();
        if let Some(image) =
            unpack(staging, package).map_err(|error| error.context(format_args!("unpack {shown}")))?
        {
            if found.is_some() {
                return Err(Error::new(format!(
                    "{shown} is the second package with a kernel; add one at a time"
                )));
            }
            found = Some((format!("{shown}: the kernel in it"), image));
        }
    }
    let (origin, image) = found.ok_or_else(|| {
        let names: Vec<String> = packages.iter().map(|package| package.display().to_string()).collect();
        Error::new(format!(
            "no kernel is in {}: give the package with the vmlinuz (linux-image-RELEASE; from Linux 6.19 on linux-binary-RELEASE, \
             with linux-modules-RELEASE for the modules)",
            names.join(", ")
        ))
    })?;
    staging.set_image(origin, image)?;
    staging.take_modules(WAITING)
}

/// Unpacks the modules of a package, and hands back its image where there is one.
fn unpack(staging: &mut Staging, package: &Path) -> Result<Option<Vec<u8>>> {
    // The name may start with a dash.
    let package = std::path::absolute(package).map_err(|error| Error::new(error.to_string()))?;
    let mut child = Command::new("dpkg-deb")
        .arg("--fsys-tarfile")
        .arg(&package)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Error::new(
                "dpkg-deb isn't on this machine (package dpkg); unpack it elsewhere and add the directory",
            ),
            _ => Error::new(format!("run dpkg-deb: {error}")),
        })?;
    let image = match child.stdout.take() {
        Some(stdout) => read_tar(staging, stdout),
        None => Ok(None),
    };
    let output =
        child.wait_with_output().map_err(|error| Error::new(format!("wait for dpkg-deb: {error}")))?;
    if output.status.success() {
        return image;
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.trim().strip_prefix("dpkg-deb: error: ").unwrap_or(said.trim()).replace('\n', " ");
    Err(image
        .err()
        .filter(|_| said.contains("Broken pipe"))
        .unwrap_or_else(|| Error::new(format!("dpkg-deb: {said}"))))
}

fn read_tar(staging: &mut Staging, stdout: ChildStdout) -> Result<Option<Vec<u8>>> {
    let damaged = |error: std::io::Error| Error::new(format!("the package is damaged: {error}"));
    let mut image = None;
    for entry in tar::Archive::new(stdout).entries().map_err(damaged)? {
        let entry = entry.map_err(damaged)?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let path = entry.path().map_err(damaged)?.into_owned();
        match Part::of(&path) {
            Some(Part::Image) if image.is_some() => {
                return Err(Error::new(format!("it holds a second kernel, {}", path.display())));
            }
            Some(Part::Image) => {
                let most = u64::try_from(image::MOST).unwrap_or(u64::MAX);
                let mut bytes = Vec::new();
                entry.take(most).read_to_end(&mut bytes).map_err(damaged)?;
                image = Some(bytes);
            }
            Some(Part::Module(below)) => staging.add(&Path::new(WAITING).join(below), entry)?,
            None => {}
        }
    }
    Ok(image)
}

/// The images in a directory that is laid out as a package is. Links are passed over: they name what is there anyway.
pub(super) fn images_in(directory: &Path) -> Result<Vec<PathBuf>> {
    let cannot = |error: std::io::Error| Error::new(format!("read {}: {error}", directory.display()));
    fs::read_dir(directory).map_err(cannot)?;
    let mut places = vec![PathBuf::from("boot")];
    for modules in ["usr/lib/modules", "lib/modules"] {
        let is_link = directory.join(modules).parent().is_some_and(Path::is_symlink);
        let releases =
            fs::read_dir(directory.join(modules)).into_iter().filter(|_| !is_link).flatten().flatten();
        places.extend(releases.map(|release| Path::new(modules).join(release.file_name())));
    }
    let mut images = Vec::new();
    for place in places {
        // No such place is no error.
        for entry in fs::read_dir(directory.join(&place)).into_iter().flatten().flatten() {
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            if is_file && Part::of(&place.join(entry.file_name())) == Some(Part::Image) {
                images.push(entry.path());
            }
        }
    }
    images.sort();
    Ok(images)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_read_for_its_image_and_its_modules_alone() {
        let module = |path: &str| Some(Part::Module(path.into()));
        for (path, part) in [
            ("./boot/vmlinuz-6.12", Some(Part::Image)),
            ("usr/lib/modules/7.3/vmlinuz", Some(Part::Image)),
            ("./lib/modules/5.10/kernel/net/veth.ko", module("5.10/kernel/net/veth.ko")),
            ("./usr/lib/modules/7.3/kernel/veth.ko.xz", module("7.3/kernel/veth.ko.xz")),
            ("./usr/lib/modules/7.3/modules.builtin", module("7.3/modules.builtin")),
            ("./usr/lib/modules/7.3/kernel/../../../x.ko", None),
            ("/etc/x.ko", None),
            ("./etc/passwd", None),
            ("./boot/System.map-6.12", None),
            ("./usr/lib/debug/boot/vmlinuz-6.12", None),
            ("./usr/lib/modules/7.3/build", None),
            ("", None),
        ] {
            assert_eq!(Part::of(Path::new(path)), part, "{path}");
        }
    }
}
