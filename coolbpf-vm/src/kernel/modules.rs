//! The modules that belong to a kernel: which must be loaded for one, and in which order.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use object::{Object as _, ObjectSection as _};

use super::Kernel;
use super::compression::Compression;
use crate::{Error, Result};

/// The most that a module may be long when it is unpacked, in bytes.
const MOST: usize = 256 << 20;
/// The modules that are part of the image, one path a line (the kernel's `Documentation/kbuild/kbuild.rst`).
const BUILTIN: &str = "modules.builtin";
/// No module of Linux is farther from what it needs.
const MOST_NESTED: usize = 64;

/// A module of a kernel, to be given to `init_module(2)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// Its name as `lsmod` prints it, as in `act_bpf`.
    pub name: String,
    /// Its bytes: an ELF file, unpacked.
    pub bytes: Vec<u8>,
}

impl Kernel {
    /// The modules to load so that each of `wanted` is there, with what they need, in an order in which the kernel takes them.
    ///
    /// A name may be written with `-` or `_`. What is part of the image needs no loading.
    ///
    /// # Errors
    ///
    /// The kernel has no module of that name, or a module can't be read.
    pub fn modules_for<N: AsRef<str>>(&self, wanted: &[N]) -> Result<Vec<Module>> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let known = match &self.modules {
            Some(directory) => Known::read(directory)?,
            None => Known::default(),
        };
        let mut order = Order { kernel: self, known, done: BTreeSet::new(), modules: Vec::new() };
        for name in wanted {
            order.add(&canonical(name.as_ref()), 0)?;
        }
        Ok(order.modules)
    }
}

/// The modules in a directory.
#[derive(Default)]
struct Known {
    files: BTreeMap<String, PathBuf>,
    builtin: BTreeSet<String>,
}

impl Known {
    fn read(directory: &Path) -> Result<Self> {
        let mut known = Self::default();
        known.add(directory)?;
        let list = directory.join(BUILTIN);
        match fs::read_to_string(&list) {
            Ok(text) => known.builtin = text.lines().filter_map(|line| name_of(Path::new(line))).collect(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::new(format!("read {}: {error}", list.display()))),
        }
        Ok(known)
    }

    fn add(&mut self, directory: &Path) -> Result<()> {
        let cannot = |error| Error::new(format!("read the modules in {}: {error}", directory.display()));
        for entry in fs::read_dir(directory).map_err(cannot)? {
            let entry = entry.map_err(cannot)?;
            let kind = entry.file_type().map_err(cannot)?;
            if kind.is_dir() {
                self.add(&entry.path())?;
            } else if kind.is_file()
                && let Some(name) = name_of(&entry.path())
            {
                self.files.insert(name, entry.path());
            }
        }
        Ok(())
    }
}

/// Modules that are loaded before others.
struct Order<'a> {
    kernel: &'a Kernel,
    known: Known,
    done: BTreeSet<String>,
    modules: Vec<Module>,
}

impl Order<'_> {
    fn add(&mut self, name: &str, depth: usize) -> Result<()> {
        if self.known.builtin.contains(name) || !self.done.insert(name.to_owned()) {
            return Ok(());
        }
        let release = &self.kernel.release;
        let file = self.known.files.get(name).ok_or_else(|| {
            Error::new(format!("the kernel {release} has no module `{name}`, and none is kept with it"))
        })?;
        if depth > MOST_NESTED {
            return Err(Error::new(format!(
                "the modules of {release} need one another without end, at `{name}`"
            )));
        }
        let about = |error: Error| error.context(format_args!("the module {}", file.display()));
        let bytes = read(file).map_err(about)?;
        for needed in needed_by(&bytes).map_err(about)? {
            self.add(&needed, depth + 1)?;
        }
        self.modules.push(Module { name: name.to_owned(), bytes });
        Ok(())
    }
}

/// A module's bytes, unpacked.
fn read(file: &Path) -> Result<Vec<u8>> {
    let bytes = fs::read(file).map_err(|error| Error::new(error.to_string()))?;
    match Compression::of(&bytes) {
        Some(compression) => compression.unpack(&bytes, MOST),
        None => Ok(bytes),
    }
}

/// The names of the modules whose symbols a module uses, as the kernel's `modpost` wrote them into its `.modinfo`.
fn needed_by(module: &[u8]) -> Result<Vec<String>> {
    let section = object::File::parse(module)
        .and_then(|elf| {
            elf.section_by_name(".modinfo").map(|section| section.data().map(<[u8]>::to_vec)).transpose()
        })
        .map_err(|error| Error::new(error.to_string()))?
        .ok_or_else(|| Error::new("it has no .modinfo, so that it is no module"))?;
    let mut entries = section.split(|byte| *byte == 0);
    let depends = entries.find_map(|entry| entry.strip_prefix(b"depends=")).unwrap_or_default();
    let names = String::from_utf8_lossy(depends);
    Ok(names.split(',').filter(|name| !name.is_empty()).map(canonical).collect())
}

/// Whether a file is kept with a kernel: a module, compressed or not, or the list of those that are part of the image.
pub(super) fn is_kept(path: &Path) -> bool {
    name_of(path).is_some() || path.file_name().is_some_and(|name| name == BUILTIN)
}

/// The name of the module in a file.
fn name_of(path: &Path) -> Option<String> {
    let (name, extension) = path.file_name()?.to_str()?.rsplit_once(".ko")?;
    matches!(extension, "" | ".xz" | ".zst" | ".gz").then(|| canonical(name))
}

/// A module's name as the kernel has it.
fn canonical(name: &str) -> String {
    name.replace('-', "_")
}

#[cfg(test)]
mod tests;
