//! Reading `coolbpf-vendor/`, which holds an object, its bindings, a pin and a provenance statement for each program and
//! architecture; for a program of several instruction sets, an object, a pin and a statement for each, and the bindings of all.

use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use coolbpf_contract::{Arch, BINDINGS_VERSION, CheckedObject, Cpu, Digest, KernelTypes, Pin};

use crate::walk::Program;
use crate::{Error, Result};

/// The directory in a package.
pub(crate) const DIRECTORY: &str = "coolbpf-vendor";

/// What mends whatever is wrong with vendored files that have a pin.
pub(crate) const MEND: &str = "run `cargo coolbpf vendor`, and commit what it writes";

/// What mends it where there is no pin: elsewhere than on a machine of this architecture, it must be named.
pub(crate) fn mend_for(arch: Arch) -> String {
    format!("run `cargo coolbpf vendor --target {arch}`, and commit what it writes")
}

/// Far more than objects, bindings and pins are long.
const LARGEST: u64 = 32 << 20;

/// The files of one program, architecture and instruction set.
#[derive(Debug, Clone)]
pub(crate) struct VendoredFiles {
    directory: PathBuf,
    /// `hello.x86_64`; beside a newer instruction set, `hello.v1.x86_64`.
    stem: String,
    /// The stem of the bindings, which serve all instruction sets.
    bindings_stem: String,
}

/// What is vendored for one program and architecture.
#[derive(Debug)]
pub(crate) enum Vendored {
    /// No file at all.
    Absent,
    /// An object that was made from other sources.
    Stale(Pin),
    /// An object for these sources, which matches its pin.
    Fresh(Fresh),
}

/// A vendored object and its bindings.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fresh {
    pub(crate) pin: Pin,
    pub(crate) object: Vec<u8>,
    pub(crate) bindings: String,
    pub(crate) kernel_types: Option<KernelTypes>,
}

impl VendoredFiles {
    /// `older` is the instruction set if there is one for a newer one, too.
    pub(crate) fn new(package: &Path, id: &str, arch: Arch, older: Option<Cpu>) -> Self {
        let bindings_stem = format!("{id}.{arch}");
        let stem = older.map_or_else(|| bindings_stem.clone(), |cpu| format!("{id}.{cpu}.{arch}"));
        Self { directory: package.join(DIRECTORY), stem, bindings_stem }
    }

    /// The names of object, bindings, pin and provenance statement.
    pub(crate) fn names(&self) -> [String; 4] {
        let Self { stem, bindings_stem, .. } = self;
        [
            format!("{stem}.bpf.o"),
            format!("{bindings_stem}.rs"),
            format!("{stem}.toml"),
            format!("{stem}.intoto.json"),
        ]
    }

    /// Whether the bindings are those of a newer instruction set.
    fn shares_bindings(&self) -> bool {
        self.stem != self.bindings_stem
    }

    /// The name of the file with the types of kernels, which only some programs have.
    pub(crate) fn kernel_types_name(&self) -> String {
        format!("{}.btf", self.stem)
    }

    /// The name of the file with the types of kernels, if the pin says that there is one.
    #[cfg(feature = "compile")]
    pub(crate) fn pinned_kernel_types(&self, program: &Program, arch: Arch) -> Option<String> {
        let pin = self.pin(program, arch).ok().flatten()?;
        pin.kernels?.types.map(|_| self.kernel_types_name())
    }

    /// The pin as messages name it.
    pub(crate) fn pin_name(&self) -> String {
        let [_, _, pin, _] = self.names();
        format!("{DIRECTORY}/{pin}")
    }

    /// Reads the files and says what they are for sources of the digest `source`.
    ///
    /// # Errors
    /// Where a file is missing beside the others, can't be read, or is not what the pin says.
    pub(crate) fn read(&self, program: &Program, arch: Arch, source: Digest) -> Result<Vendored> {
        let Some(pin) = self.pin(program, arch)? else { return Ok(Vendored::Absent) };
        if pin.source == source { self.contents(pin).map(Vendored::Fresh) } else { Ok(Vendored::Stale(pin)) }
    }

    /// Reads the pin, if there is one.
    pub(crate) fn pin(&self, program: &Program, arch: Arch) -> Result<Option<Pin>> {
        let [object, bindings, pin_name, _] = self.names();
        let Some(text) = self.read_text(&pin_name)? else {
            let own = [Some(object), (!self.shares_bindings()).then_some(bindings)];
            let left = own.into_iter().flatten().find(|name| self.directory.join(name).exists());
            return match left {
                Some(left) => Err(Error::new(format!(
                    "{DIRECTORY}/{pin_name} is missing beside {DIRECTORY}/{left}; {}",
                    mend_for(arch)
                ))),
                None => Ok(None),
            };
        };
        let pin = Pin::parse(&text).map_err(|error| {
            let error = format!("{DIRECTORY}/{pin_name}: {error}");
            // Some name what mends them.
            Error::new(if error.contains("run `") { error } else { format!("{error}\n{MEND}") })
        })?;
        let differs = |what: &str, found: &dyn std::fmt::Display, expected: &dyn std::fmt::Display| {
            Error::new(format!(
                "{DIRECTORY}/{pin_name} is for the {what} `{found}`, not `{expected}`; {MEND}"
            ))
        };
        if pin.program.as_str() != program.name {
            return Err(differs("program", &pin.program, &program.name));
        }
        if pin.arch != arch {
            return Err(differs("architecture", &pin.arch, &arch));
        }
        if pin.bindings_version != BINDINGS_VERSION {
            return Err(Error::new(format!(
                "{DIRECTORY}/{bindings} was made for bindings of version {}, and this coolbpf uses version \
                 {BINDINGS_VERSION}; {MEND}",
                pin.bindings_version
            )));
        }
        Ok(Some(pin))
    }

    /// Reads the object and the bindings that belong to a pin.
    pub(crate) fn contents(&self, pin: Pin) -> Result<Fresh> {
        let [object_name, bindings_name, ..] = self.names();
        let object = self.pinned(&object_name, pin.object)?;
        let bindings = self.pinned(&bindings_name, pin.bindings)?;
        let object = CheckedObject::check(object)
            .map_err(|refusal| Error::new(format!("{DIRECTORY}/{object_name}: {refusal}; {MEND}")))?
            .into_bytes();
        let bindings = String::from_utf8(bindings)
            .map_err(|_| Error::new(format!("{DIRECTORY}/{bindings_name} is not UTF-8; {MEND}")))?;
        let kernel_types = match pin.kernels.and_then(|kernels| kernels.types) {
            Some(digest) => Some(self.kernel_types(&pin, digest)?),
            None => None,
        };
        Ok(Fresh { pin, object, bindings, kernel_types })
    }

    /// Reads the types of kernels, which have this digest.
    fn kernel_types(&self, pin: &Pin, digest: Digest) -> Result<KernelTypes> {
        let name = self.kernel_types_name();
        let bytes = self.pinned(&name, digest)?;
        let types = KernelTypes::check(bytes)
            .map_err(|error| Error::new(format!("{DIRECTORY}/{name} is refused: {error}; {MEND}")))?;
        if types.arch() != pin.arch {
            return Err(Error::new(format!(
                "{DIRECTORY}/{name} is for kernels of {}, not {}; {MEND}",
                types.arch(),
                pin.arch
            )));
        }
        Ok(types)
    }

    /// Reads a file that has to be there, with this digest.
    fn pinned(&self, name: &str, pinned: Digest) -> Result<Vec<u8>> {
        let [_, _, pin_name, _] = self.names();
        let bytes = self.read_bytes(name)?.ok_or_else(|| {
            Error::new(format!(
                "{DIRECTORY}/{name} is missing beside {DIRECTORY}/{pin_name}; is it left out of the package or \
                 ignored by git? Else {MEND}"
            ))
        })?;
        let found = Digest::of(&bytes);
        if found == pinned {
            return Ok(bytes);
        }
        let what = format!("{DIRECTORY}/{name} is not the file that {DIRECTORY}/{pin_name} pins");
        Err(Error::new(if bytes.starts_with(b"version https://git-lfs") {
            format!("{what}: it is a Git LFS pointer; run `git lfs pull`")
        } else {
            let reason = why_it_differs(&bytes);
            format!("{what}: {reason}\n  pinned {pinned}\n  found  {found}\nif you trust the sources, {MEND}")
        }))
    }

    /// Whether the provenance statement is the one that the pin says.
    ///
    /// # Errors
    /// Where it is missing, can't be read or is another.
    #[cfg(feature = "compile")]
    pub(crate) fn check_statement(&self, pin: &Pin) -> Result<()> {
        let [.., name] = self.names();
        let what = match self.read_text(&name)? {
            Some(text) if text == pin.provenance().statement() => return Ok(()),
            Some(_) => "is not what the pin beside it says",
            None => "is missing",
        };
        Err(Error::new(format!("{DIRECTORY}/{name} {what}; {MEND}")))
    }

    fn read_text(&self, name: &str) -> Result<Option<String>> {
        let Some(bytes) = self.read_bytes(name)? else { return Ok(None) };
        let text = String::from_utf8(bytes);
        text.map(Some).map_err(|_| Error::new(format!("{DIRECTORY}/{name} is not UTF-8; {MEND}")))
    }

    fn read_bytes(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let path = self.directory.join(name);
        let cannot = |error: std::io::Error| Error::new(format!("read {DIRECTORY}/{name}: {error}"));
        if !is_directory(&self.directory)? {
            return Ok(None);
        }
        let metadata = match fs::symlink_metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(cannot(error)),
        };
        let no_file = || {
            Error::new(format!(
                "{DIRECTORY}/{name} is no regular file, and links are not followed here; {MEND}"
            ))
        };
        if !metadata.is_file() {
            return Err(no_file());
        }
        let file = fs::File::open(&path).map_err(cannot)?;
        // What was opened is what was looked at, and not a link that has taken its place.
        let metadata =
            file.metadata().ok().filter(|opened| is_same(opened, &metadata)).ok_or_else(no_file)?;
        if metadata.len() > LARGEST {
            let length = metadata.len();
            return Err(Error::new(format!(
                "{DIRECTORY}/{name} has {length} bytes, and more than {LARGEST} are not read; {MEND}"
            )));
        }
        let mut bytes = Vec::new();
        file.take(LARGEST).read_to_end(&mut bytes).map_err(cannot)?;
        Ok(Some(bytes))
    }
}

/// Whether `coolbpf-vendor` is there.
///
/// # Errors
/// Where it is something else than a directory: a link could lead anywhere.
pub(crate) fn is_directory(directory: &Path) -> Result<bool> {
    match fs::symlink_metadata(directory) {
        Ok(metadata) if metadata.is_dir() => Ok(true),
        Ok(_) => Err(Error::new(format!(
            "{DIRECTORY} is no directory, and links are not followed here; remove it, then {MEND}"
        ))),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(false),
        Err(error) => Err(Error::new(format!("read {DIRECTORY}: {error}"))),
    }
}

/// Whether both are of one file.
#[cfg(unix)]
fn is_same(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Whether both are of one file, as far as other systems tell.
#[cfg(not(unix))]
fn is_same(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    one.file_type() == other.file_type()
}

/// A guess at what happened to a file that doesn't match its pin.
fn why_it_differs(bytes: &[u8]) -> &'static str {
    let conflict = |line: &[u8]| line.starts_with(b"<<<<<<< ") || line.starts_with(b">>>>>>> ");
    if bytes.split(|&byte| byte == b'\n').any(conflict) {
        "it holds a merge conflict"
    } else {
        "it was altered, or one of the two comes from another commit"
    }
}

#[cfg(test)]
mod tests;
