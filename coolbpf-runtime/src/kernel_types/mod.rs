//! Which types CO-RE relocations are answered by: the kernel's own, else a file in the usual places, else what the binary carries.

mod embedded;
mod memory_file;
mod places;

use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};

use crate::{Error, ErrorKind, Result};
pub use embedded::{EmbeddedKernel, EmbeddedTypes};
use memory_file::MemoryFile;
pub(crate) use places::{looked_at, running, running_release};

/// Where the kernel tells its types.
pub(crate) const VMLINUX: &str = "/sys/kernel/btf/vmlinux";

/// BTF that an application has for the kernel that it runs on, from wherever it may be.
///
/// CO-RE relocations are answered by it instead of by the types that coolbpf would look for. What the kernel itself looks up in its
/// types needs the kernel's own all the same: what fentry, fexit, LSM and `tp_btf` programs are attached to, struct_ops, iterators, kfuncs.
///
/// ```no_run
/// use coolbpf::Btf;
///
/// # fn fetched() -> Vec<u8> { Vec::new() }
/// let of_a_file = Btf::file("/opt/btf/5.4.0-42-generic.btf");
/// let of_bytes = Btf::bytes(fetched());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Btf(Given);

#[derive(Clone, PartialEq, Eq)]
enum Given {
    File(PathBuf),
    Bytes(Vec<u8>),
}

impl Btf {
    /// BTF in a file: by itself, or the `.BTF` section of an ELF file, as a `vmlinux` is.
    #[must_use]
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self(Given::File(path.into()))
    }

    /// BTF by itself, as `/sys/kernel/btf/vmlinux` holds it.
    #[must_use]
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self(Given::Bytes(bytes.into()))
    }
}

impl fmt::Debug for Btf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Given::File(path) => f.debug_tuple("File").field(path).finish(),
            Given::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
        }
    }
}

/// Which types a program's CO-RE relocations are answered by.
///
/// It is printed as in `/sys/kernel/btf/vmlinux`, `/boot/vmlinux-5.4.0-42-generic`, `those of 5.4.0-42-generic that the binary carries`,
/// `those that the application gives`, `none`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum KernelTypes {
    /// The kernel's own, which it tells in `/sys/kernel/btf/vmlinux` (Linux 5.4 with `CONFIG_DEBUG_INFO_BTF`, commit 341dfcf8d78e).
    Kernel,
    /// Those in this file: of a kernel image or its debug information in one of the usual places, or that the application gave.
    File(PathBuf),
    /// Those that were slimmed at build time for the kernel of this release, which `kernels` of `[package.metadata.coolbpf]` names.
    Embedded(String),
    /// Those that the application gave in memory.
    Given,
    /// There are none. Programs without CO-RE relocations run nevertheless.
    None,
}

impl KernelTypes {
    /// What libbpf finds by itself.
    pub(crate) fn of_this_kernel() -> Self {
        if Path::new(VMLINUX).exists() { Self::Kernel } else { places::find().map_or(Self::None, Self::File) }
    }
}

impl fmt::Display for KernelTypes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kernel => f.write_str(VMLINUX),
            Self::File(path) => path.display().fmt(f),
            Self::Embedded(release) => write!(f, "those of {release} that the binary carries"),
            Self::Given => f.write_str("those that the application gives"),
            Self::None => f.write_str("none"),
        }
    }
}

/// The types that were chosen for an object.
#[derive(Debug)]
pub(crate) struct Chosen {
    pub(crate) types: KernelTypes,
    /// The programs that have CO-RE relocations.
    asking: Vec<String>,
    /// What keeps [`Chosen::path`] there.
    memory: Option<MemoryFile>,
}

impl Chosen {
    /// Chooses: what the application gives, else what is found first.
    pub(crate) fn of(given: Option<Btf>, embedded: EmbeddedTypes) -> Result<Self> {
        Self::asked_for(given, embedded, embedded.asking.iter().map(ToString::to_string).collect())
    }

    /// The same for an object of which these programs have CO-RE relocations.
    pub(crate) fn asked_for(
        given: Option<Btf>,
        embedded: EmbeddedTypes,
        asking: Vec<String>,
    ) -> Result<Self> {
        let (types, memory) = choose(given, embedded, !asking.is_empty())?;
        Ok(Self { types, asking, memory })
    }

    /// Refuses to load programs that ask for types where there are none: `what` and `loaded` say which object it is, and which of its
    /// programs are to be loaded. libbpf would take each field for one that this kernel hasn't got.
    pub(crate) fn check<'a>(&self, what: &str, mut loaded: impl Iterator<Item = &'a str>) -> Result<()> {
        match loaded.find(|program| {
            self.types == KernelTypes::None && self.asking.iter().any(|asking| asking == program)
        }) {
            Some(program) => Err(missing(
                &format!("{what}, whose program `{program}` reads the kernel's structs"),
                &self.types,
                None,
            )),
            None => Ok(()),
        }
    }

    /// The file that libbpf is to read; none where it looks for the kernel's own by itself.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        match (&self.types, &self.memory) {
            (_, Some(memory)) => Some(memory.path()),
            (KernelTypes::File(path), None) => Some(path.clone()),
            (_, None) => None,
        }
    }
}

/// Chooses types, and what keeps them in memory where they are no file. `asks` says whether any program needs them.
fn choose(
    given: Option<Btf>,
    embedded: EmbeddedTypes,
    asks: bool,
) -> Result<(KernelTypes, Option<MemoryFile>)> {
    let in_memory = |types, bytes: &[u8]| {
        let memory = MemoryFile::with(bytes).map_err(|error| {
            Error::system("can't keep the kernel's types in a file in memory".to_owned(), error)
        })?;
        Ok((types, Some(memory)))
    };
    let found = |types| Ok((types, None));
    match given.map(|given| given.0) {
        Some(Given::File(path)) => {
            File::open(&path).map_err(|error| {
                Error::system(
                    format!("can't read the kernel's types that were given, {}", path.display()),
                    error,
                )
            })?;
            return found(KernelTypes::File(path));
        }
        Some(Given::Bytes(bytes)) => {
            return in_memory(KernelTypes::Given, &bytes);
        }
        None => {}
    }
    match (KernelTypes::of_this_kernel(), embedded.of_this_kernel()) {
        (KernelTypes::None, Some((release, bytes))) => {
            in_memory(KernelTypes::Embedded(release.to_owned()), bytes)
        }
        // libbpf wants types for an object some of whose programs ask for them, also where those are not loaded.
        (KernelTypes::None, None) if asks => in_memory(KernelTypes::None, &no_types()),
        (found_here, _) => found(found_here),
    }
}

/// BTF without any type: `Documentation/bpf/btf.rst`.
fn no_types() -> Vec<u8> {
    let mut btf = 0xeb9f_u16.to_ne_bytes().to_vec();
    // The version and the flags.
    btf.extend([1, 0]);
    // The length of this header, where types and strings are, and how long: the empty string is there.
    for number in [24_u32, 0, 0, 0, 1] {
        btf.extend(number.to_ne_bytes());
    }
    btf.push(0);
    btf
}

/// The error of an object that asks for types where there are none that answer.
pub(crate) fn missing(what: &str, types: &KernelTypes, by_type: Option<&str>) -> Error {
    let kernel = match running_release() {
        Some(release) => format!("this kernel ({release})"),
        None => "this kernel".to_owned(),
    };
    let message = match (by_type, types) {
        (Some(program), _) => format!(
            "can't load {what}: {program} is attached to what the kernel looks up in its own types, and {kernel} does not tell \
             them (CONFIG_DEBUG_INFO_BTF); there, attach it in another way, as by kprobe or tracepoint"
        ),
        (None, KernelTypes::None) => {
            let release = running_release().unwrap_or_else(|| "RELEASE".to_owned());
            format!(
                "can't load {what}: its CO-RE relocations ask for the kernel's types, and {kernel} does not tell them: there is none of \
                 {}; and the binary carries none for it. To have it carry them, name the kernel in Cargo.toml and run `cargo \
                 coolbpf vendor`:\n[package.metadata.coolbpf]\nkernels = [\"{release}\"]",
                looked_at().join(", ")
            )
        }
        (None, types) => {
            format!(
                "can't load {what}: it asks for more of the kernel's types than {types} tell, and {kernel} does not tell them"
            )
        }
    };
    Error::new(ErrorKind::NoKernelBtf, message)
}
