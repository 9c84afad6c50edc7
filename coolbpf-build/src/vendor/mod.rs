//! Writing `coolbpf-vendor/`, and checking it, for `cargo coolbpf`.

mod builds;
mod compile;
mod findings;
mod kernel_types;
#[cfg(feature = "remote")]
mod rebuild;
mod replace;
mod servers;
mod status;
#[cfg(feature = "remote")]
mod verify;
mod write;

pub use builds::builds_of;
pub use compile::Compilation;
pub use findings::{Finding, Problem};
pub use kernel_types::FindKernelBtf;
#[cfg(feature = "remote")]
pub use rebuild::{RebuildOutcome, Rebuilt};
pub use servers::NamedServers;
#[cfg(feature = "remote")]
pub use servers::server_is_ready;
pub use status::{Origin, Status};
#[cfg(feature = "remote")]
pub use verify::{Rebuild, Signed, Verification, Verified};
pub use write::{Signer, WriteOptions, Written};

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

use coolbpf_contract::syntax::ProgramSource;
use coolbpf_contract::{Arch, Diagnostic, Request, SourcePath};

use self::kernel_types::KeptKernels;
use crate::cfg::{Cfg, Truth};
use crate::gather::Gathered;
use crate::header_crates::{FindHeaderCrates, HeaderCrates, is_foreign};
use crate::package::Package;
use crate::script::placed;
use crate::servers::OFFLINE_FLAG;
use crate::trust::Demands;
use crate::variant::Variant;
use crate::vendored::{DIRECTORY, VendoredFiles};
use crate::walk::{Program, walk};
use crate::{Error, Result};

/// The file that tells git about the others.
const ATTRIBUTES_FILE: &str = ".gitattributes";

/// Has git keep objects as they are, show them by what `git config diff.coolbpf.textconv` names, and check texts out with the
/// line ends that their digests are of. Bindings are Rust like any other: reviews are to show them.
pub const ATTRIBUTES: &str = "\
# Written by `cargo coolbpf vendor`.
*.bpf.o -text -merge diff=coolbpf
*.rs text eol=lf
*.toml text eol=lf
*.intoto.json text eol=lf linguist-generated
";

/// A package whose objects are to be vendored.
#[derive(Debug)]
pub struct Vendoring {
    package: Package,
    offline: bool,
    kernels: KeptKernels,
}

/// A program for one architecture and instruction set, with the files that it should have in `coolbpf-vendor/`.
struct Wanted {
    program: Program,
    arch: Arch,
    variant: Variant,
    request: Request,
    files: VendoredFiles,
    /// What messages call those of its sources that are headers of other crates.
    true_paths: BTreeMap<String, String>,
}

impl Wanted {
    /// Whether its C stands in the Rust file.
    fn is_inline(&self) -> bool {
        matches!(self.program.source, ProgramSource::Inline(_))
    }

    /// What the compiler said, with the lines of the user's files.
    fn placed(&self, diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
        let placed = |diagnostic: &Diagnostic| {
            let mut diagnostic = placed(diagnostic, &self.program);
            diagnostic.file = self.shown(diagnostic.file);
            diagnostic
        };
        diagnostics.iter().map(placed).collect()
    }

    /// What messages call a source.
    fn shown(&self, file: String) -> String {
        let plain = SourcePath::resolve("", &file);
        plain.and_then(|plain| self.true_paths.get(plain.as_str()).cloned()).unwrap_or(file)
    }
}

impl Vendoring {
    /// Reads the package whose `Cargo.toml` lies in `directory`.
    ///
    /// # Errors
    /// Where the manifest can't be read or its coolbpf metadata is wrong.
    pub fn of(directory: &Path) -> Result<Self> {
        let kernels = KeptKernels(Box::new(|_, _| Ok(None)));
        Ok(Self { package: Package::read(directory)?, offline: false, kernels })
    }

    /// The same, with no compile server to ask if `offline`, as where `COOLBPF_OFFLINE` is set.
    #[must_use]
    pub fn offline(mut self, offline: bool) -> Self {
        self.offline = offline;
        self
    }

    /// The same, with `find` to find the crates whose headers its C may include. It is called when one is included.
    #[must_use]
    pub fn header_crates(mut self, find: FindHeaderCrates) -> Self {
        self.package.headers = HeaderCrates::found_by(find);
        self
    }

    /// A variable of the environment, or what stands for [`OFFLINE_FLAG`].
    fn variable(&self, name: &str) -> Option<String> {
        if name == OFFLINE_FLAG { self.offline.then(|| "1".into()) } else { env::var(name).ok() }
    }

    /// The same package in the workspace whose root manifest lies in `root`, as Cargo says.
    #[must_use]
    pub fn in_workspace(mut self, root: &Path) -> Self {
        self.package.root_manifest = Some(root.join("Cargo.toml"));
        self.package.is_member = true;
        self
    }

    /// The architectures to vendor for: those of `requested`, and those that there is something vendored for.
    #[must_use]
    pub fn archs(&self, requested: &[Arch]) -> Vec<Arch> {
        let mut archs: BTreeSet<Arch> = requested.iter().copied().collect();
        for name in self.vendored_names() {
            let of_pin = name.strip_suffix(".toml").and_then(|stem| stem.rsplit_once('.'));
            archs.extend(of_pin.and_then(|(_, arch)| arch.parse::<Arch>().ok()));
        }
        archs.into_iter().collect()
    }

    /// The files that a published package needs, relative to it: what is vendored, and the sources that its staleness is
    /// judged by.
    ///
    /// # Errors
    /// Where a program's sources can't be read.
    pub fn packaged_files(&self, archs: &[Arch]) -> Result<BTreeSet<String>> {
        let mut files = BTreeSet::new();
        for wanted in self.wanted(archs)? {
            files.extend(wanted.files.names().map(|name| format!("{DIRECTORY}/{name}")));
            let kernel_types = wanted.files.pinned_kernel_types(&wanted.program, wanted.arch);
            files.extend(kernel_types.map(|name| format!("{DIRECTORY}/{name}")));
            let sources = wanted.request.sources.files().map(|(path, _)| path);
            files.extend(sources.filter(|path| !is_foreign(path)).map(ToString::to_string));
        }
        Ok(files)
    }

    /// What the workspace demands of the package's vendored objects.
    fn demands(&self) -> Result<Demands> {
        let policy = self.package.policy(|name| env::var(name).ok())?;
        Demands::of_vendoring(&self.package, policy.package)
    }

    /// Every program that some configuration of the package compiles on one of `archs`, for each of its instruction sets: the
    /// newest comes first.
    fn wanted(&self, archs: &[Arch]) -> Result<Vec<Wanted>> {
        let package = &self.package;
        let texts: std::cell::RefCell<BTreeMap<SourcePath, Option<String>>> = std::cell::RefCell::default();
        let mut all = Vec::new();
        for &arch in archs {
            let found = walk(&package.roots, &Cfg::of_any_build_for(arch), &|file| {
                let mut texts = texts.borrow_mut();
                texts.entry(file.clone()).or_insert_with(|| package.read_rust_file(file)).clone()
            });
            if let Some((file, reason)) = found.unreadable.first_key_value() {
                return Err(Error::new(format!(
                    "{} can't be read as Rust: {reason}",
                    package.directory.join(file.as_str()).display()
                )));
            }
            for program in found.programs.into_iter().filter(|program| program.cfg > Truth::False) {
                let named = format!("program `{}` in {}", program.name, program.rust_file);
                let gathered = Gathered::read(package, &program)?.ok_or_else(|| {
                    let source = program.source.main(&program.rust_file);
                    let source =
                        source.map_or_else(|| "a file outside of the package".into(), |s| s.to_string());
                    Error::new(format!(
                        "{named}: SOURCE is {source}, and there is no such file in the package"
                    ))
                })?;
                for variant in Variant::all(package, &program) {
                    let request = gathered
                        .request(package, &program, arch, variant.cpu)
                        .map_err(|error| error.context(&named))?;
                    let files = VendoredFiles::new(&package.directory, &program.id, arch, variant.older());
                    let true_path = |(path, _): (&SourcePath, &[u8])| {
                        Some((path.to_string(), package.headers.true_path(path.as_str())?))
                    };
                    let true_paths = request.sources.files().filter_map(true_path).collect();
                    let program = program.clone();
                    all.push(Wanted { program, arch, variant, request, files, true_paths });
                }
            }
        }
        Ok(all)
    }

    /// The names of the files in `coolbpf-vendor/` that only `cargo coolbpf vendor` writes.
    fn vendored_names(&self) -> BTreeSet<String> {
        let entries = fs::read_dir(self.package.directory.join(DIRECTORY)).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        names.filter(|name| arch_of(name).is_some()).collect()
    }
}

/// The architecture in the name of a file that only `cargo coolbpf vendor` writes.
fn arch_of(name: &str) -> Option<Arch> {
    let extensions = [".bpf.o", ".rs", ".toml", ".intoto.json", ".btf"];
    let stem = extensions.iter().find_map(|extension| name.strip_suffix(extension))?;
    stem.rsplit_once('.')?.1.parse().ok()
}

#[cfg(test)]
mod tests;
