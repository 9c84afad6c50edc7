//! What is inspected: an object by its path, or by the name of its program.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use cargo_metadata::Package;
use coolbpf_contract::{Arch, CheckedObject, Pin, printable_line};
use serde::Serialize;

use crate::{Result, packages};

/// The directory in a package that objects are vendored in.
const VENDOR_DIRECTORY: &str = "coolbpf-vendor";
const OBJECT_ENDING: &str = ".bpf.o";
/// Far more than objects and pins are long.
const LARGEST: u64 = 32 << 20;

/// An object, and what is known of it.
pub(super) struct Subject {
    pub(super) path: PathBuf,
    pub(super) object: CheckedObject,
    /// The architecture that it is for: what the user says, else what the pin says.
    pub(super) arch: Option<Arch>,
    pub(super) pin: Option<PinReport>,
}

/// What the pin beside an object says.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct PinReport {
    /// The program.
    pub(super) program: String,
    /// The architecture.
    pub(super) arch: String,
    /// What compiled the object.
    pub(super) toolchain: String,
    /// Where it was compiled.
    pub(super) builder: String,
    /// The digest of the sources and options.
    pub(super) source: String,
    /// The digest of what the compiler was given.
    pub(super) request: String,
    /// The digest that the object should have.
    pub(super) object: String,
    /// Whether it has that digest.
    pub(super) object_matches: bool,
    /// The ids of the keys that signed it. Nobody has looked at the signatures: `cargo coolbpf verify` does.
    pub(super) signatures: Vec<String>,
}

impl Subject {
    /// Finds what `named` names. `choose` gives the packages whose programs are meant, should it be no path.
    pub(super) fn find(
        named: &Path,
        target: Option<Arch>,
        choose: impl FnOnce() -> Result<Vec<Package>>,
    ) -> Result<Self> {
        if named.is_file() || named.extension().is_some() || named.components().count() != 1 {
            return Self::read(named, target);
        }
        let program = named.to_string_lossy();
        let arch = target.or_else(|| crate::vendor::archs(&[]).into_iter().next());
        let arch = arch.ok_or("coolbpf knows no BPF for this machine; name an architecture with --target")?;
        let packages = choose().map_err(|error| {
            format!("there is no file `{program}`, so it should be the name of a program; but {error}")
        })?;
        let found: Vec<PathBuf> = packages
            .iter()
            .flat_map(|package| {
                of_program(&packages::directory(package).join(VENDOR_DIRECTORY), &program, arch)
            })
            .collect();
        match found.as_slice() {
            [path] => {
                if let Some(directory) = path.parent().filter(|directory| directory.is_symlink()) {
                    return Err(
                        format!("{}: it is a link, which is not followed here", shown(directory)).into()
                    );
                }
                for file in [Some(path.clone()), pin_path(path)].into_iter().flatten() {
                    refuse_link(&file)?;
                }
                Self::read(path, target)
            }
            [] => Err(nothing_found(&packages, &program, arch).into()),
            several => {
                let paths: Vec<String> = several.iter().map(|path| shown(path)).collect();
                Err(format!(
                    "there are several programs called `{program}`; name one of their objects: {}",
                    paths.join(", ")
                )
                .into())
            }
        }
    }

    /// Reads the object at `path`, and the pin beside it.
    fn read(path: &Path, target: Option<Arch>) -> Result<Self> {
        let context = |error: &dyn std::fmt::Display| format!("{}: {error}", shown(path));
        let object = object(path).map_err(|error| context(&error))?;
        let pin = pin_beside(path).transpose()?;
        let arch = target.or_else(|| pin.as_ref().map(|pin| pin.arch));
        let pin = pin.map(|pin| PinReport::of(&pin, &object));
        Ok(Self { path: path.to_owned(), object, arch, pin })
    }
}

impl PinReport {
    fn of(pin: &Pin, object: &CheckedObject) -> Self {
        Self {
            program: pin.program.to_string(),
            arch: pin.arch.to_string(),
            toolchain: pin.toolchain.clone(),
            builder: pin.builder.to_string(),
            source: pin.source.to_string(),
            request: pin.request.to_string(),
            object: pin.object.to_string(),
            object_matches: pin.object == object.digest(),
            signatures: pin.signatures.iter().map(|signature| signature.key.clone()).collect(),
        }
    }
}

/// The checked object at `path`.
pub(super) fn object(path: &Path) -> Result<CheckedObject> {
    checked(read(path)?)
}

/// The checked object of what a file holds.
pub(crate) fn checked(bytes: Vec<u8>) -> Result<CheckedObject> {
    if bytes.starts_with(b"version https://git-lfs") {
        return Err("it is a Git LFS pointer; run `git lfs pull`".into());
    }
    let is_conflict = bytes.starts_with(b"<<<<<<< ");
    if is_conflict {
        return Err("it holds a merge conflict; take either side, then run `cargo coolbpf vendor`".into());
    }
    CheckedObject::check(bytes).map_err(Into::into)
}

/// What the file at `path` holds.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    let is_file = fs::metadata(path).map_err(|error| format!("opening it: {error}"))?.is_file();
    if !is_file {
        return Err("it is no regular file".into());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| format!("opening it: {error}"))?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| format!("reading it: {error}"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("it has more than {LARGEST} bytes, which no object has").into());
    }
    Ok(bytes)
}

/// Fails where a link or no file at all lies in the place of a vendored file.
fn refuse_link(path: &Path) -> Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if !metadata.is_file() => {
            Err(format!("{}: it is no regular file, and links are not followed here", shown(path)).into())
        }
        _ => Ok(()),
    }
}

/// The pin of a vendored object: `hello.x86_64.toml` beside `hello.x86_64.bpf.o`.
fn pin_beside(object: &Path) -> Option<Result<Pin>> {
    let path = pin_path(object)?;
    let read = || read_pin(&path).map_err(|error| format!("{}: {error}", shown(&path)).into());
    path.symlink_metadata().is_ok().then(read)
}

fn pin_path(object: &Path) -> Option<PathBuf> {
    let stem = object.file_name()?.to_str()?.strip_suffix(OBJECT_ENDING)?;
    Some(object.with_file_name(format!("{stem}.toml")))
}

fn read_pin(path: &Path) -> Result<Pin> {
    let text = String::from_utf8(read(path)?).map_err(|_| "it is no UTF-8")?;
    Pin::parse(&text).map_err(Into::into)
}

/// The vendored objects of a program, which is named as in its source, or as its files are.
fn of_program(directory: &Path, program: &str, arch: Arch) -> Vec<PathBuf> {
    let ending = format!(".{arch}{OBJECT_ENDING}");
    let by_file = directory.join(format!("{program}{ending}"));
    if by_file.symlink_metadata().is_ok() {
        return vec![by_file];
    }
    let paths = fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_it = |path: &PathBuf| {
        let is_object = path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(&ending));
        is_object && matches!(pin_beside(path), Some(Ok(pin)) if pin.program.as_str() == program)
    };
    let mut found: Vec<PathBuf> = paths.filter(is_it).collect();
    found.sort();
    found
}

/// A path as messages name it.
fn shown(path: &Path) -> String {
    printable_line(&path.display().to_string())
}

fn nothing_found(packages: &[Package], program: &str, arch: Arch) -> String {
    let ending = format!(".{arch}{OBJECT_ENDING}");
    let mut names: Vec<String> = packages
        .iter()
        .flat_map(|package| fs::read_dir(packages::directory(package).join(VENDOR_DIRECTORY)))
        .flatten()
        .flatten()
        .filter_map(|entry| Some(printable_line(entry.file_name().to_str()?.strip_suffix(&ending)?)))
        .collect();
    names.sort();
    let there = match names.as_slice() {
        [] => format!("nothing is vendored for {arch}; run `cargo coolbpf vendor --target {arch}`"),
        names => format!("vendored for {arch}: {}", names.join(", ")),
    };
    format!("there is neither a file nor a vendored program called `{program}`; {there}")
}
