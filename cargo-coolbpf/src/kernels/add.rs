//! `cargo coolbpf kernels add`.

use std::path::{Path, PathBuf};

use coolbpf_contract::printable;
use coolbpf_vm::{Added, Arch, Archive, Source, Store};

use super::report::{self, Document, Kept};
use super::with_progress;
use crate::global::Global;
use crate::output::Format;
use crate::{Result, output};

/// Adds kernels, and prints the release of each
///
/// KERNEL is one of:
///   newest, 6.12, 6.12.48    the newest of Debian's kernels for virtual machines that is meant, from Linux 5.10 on
///   RELEASE                  Debian's kernel of this release, as `kernels list --available` tells it
///   FILE                     a bzImage (vmlinuz), an arm64 Image or a vmlinux
///   FILE.deb...              packages that together hold one kernel; dpkg-deb unpacks them
///   DIR                      an unpacked package, with boot or lib/modules in it
///   running                  this machine's own
///
/// Debian's are fetched by apt, which verifies them, with a state of its own: the system's isn't touched, nothing is installed, and
/// nobody needs to be root. Its lists are believed for a day.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
#[command(after_help = "\
Examples:
  cargo coolbpf kernels add 5.10 6.12 newest
  cargo coolbpf kernels add --arch aarch64 6.12
  cargo coolbpf kernels add ./linux-image-6.8.0-31-generic_amd64.deb ./linux-modules-6.8.0-31-generic_amd64.deb
  cargo coolbpf kernels add ~/linux/arch/x86/boot/bzImage
  cargo coolbpf kernels add ./bzImage --modules ./lib/modules/6.12.48
  cargo coolbpf kernels add running")]
pub(super) struct Add {
    /// What to add
    #[arg(required = true, value_name = "KERNEL")]
    kernels: Vec<PathBuf>,
    /// For which architecture Debian's kernels are fetched: x86_64, aarch64 [default: this machine's]
    #[arg(long, default_value_t = Arch::native(), hide_default_value = true)]
    arch: Arch,
    /// The directory of the modules of FILE, as in /lib/modules/6.12.48
    #[arg(long, value_name = "DIR")]
    modules: Option<PathBuf>,
    /// Whom to print for
    #[arg(long, value_name = "FORMAT", default_value_t)]
    format: Format,
    #[command(flatten)]
    mirror: Mirror,
}

/// Where Debian's archive is.
#[derive(clap::Args)]
pub(super) struct Mirror {
    /// A mirror of Debian's archive [default: the one that apt on this machine uses]
    #[arg(long, value_name = "URL")]
    mirror: Option<String>,
    /// The keys that the archive is signed by [default: Debian's, of the package debian-archive-keyring]
    #[arg(long, value_name = "FILE")]
    keyring: Option<PathBuf>,
}

impl Mirror {
    pub(super) fn archive(self) -> Archive {
        Archive { mirror: self.mirror, keyring: self.keyring }
    }
}

impl Add {
    pub(super) fn run(self, store: &Store, global: &Global) -> Result {
        let format = self.format;
        let mut kernels = Vec::new();
        for source in self.sources()? {
            if let Source::Debian { wanted, arch, .. } = &source
                && global.forbids_network().is_some()
            {
                kernels.push(store.find(wanted, *arch)?);
                continue;
            }
            let Added { kernel, is_new } = with_progress(|progress| store.add(&source, progress))?;
            let verb = if is_new { "Added" } else { "Kept" };
            let btf = if kernel.btf.is_some() { "with BTF" } else { "without BTF" };
            let size = report::megabytes(report::bytes_of(&kernel));
            output::status(verb, format_args!("{} for {}, {size}, {btf}", kernel.release, kernel.arch));
            kernels.push(kernel);
        }
        match format {
            Format::Human => {
                let lines = kernels.iter().map(|kernel| format!("{}\n", printable(&kernel.release)));
                output::print(lines.collect::<String>())
            }
            Format::Json => {
                let kernels = kernels.into_iter().map(Kept::of).collect();
                output::print_json(&Document { kernels })
            }
        }
    }

    /// What the arguments name. Packages make up one kernel; everything else is one by itself.
    fn sources(self) -> Result<Vec<Source>> {
        let Self { kernels, arch, modules, mirror, .. } = self;
        let archive = mirror.archive();
        let is_package = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "deb");
        let (packages, others): (Vec<_>, Vec<_>) = kernels.into_iter().partition(is_package);
        let mut sources = Vec::new();
        if !packages.is_empty() {
            sources.push(Source::Packages(packages));
        }
        for other in others {
            sources.push(source(other, arch, modules.as_deref(), &archive)?);
        }
        let takes_modules = |source: &Source| matches!(source, Source::File { .. });
        if modules.is_some() && sources.iter().filter(|source| takes_modules(source)).count() != 1 {
            return Err("--modules is for one image that is given as a file".into());
        }
        Ok(sources)
    }
}

fn source(argument: PathBuf, arch: Arch, modules: Option<&Path>, archive: &Archive) -> Result<Source> {
    if argument == Path::new("running") {
        return Ok(Source::Running);
    }
    if argument.is_dir() {
        return Ok(Source::Directory(argument));
    }
    let text = argument.to_string_lossy();
    if argument.exists() || text.contains('/') {
        return Ok(Source::File { image: argument, modules: modules.map(Path::to_owned) });
    }
    let wanted = text.parse().map_err(|error| format!("{error}, or a file or directory that exists"))?;
    Ok(Source::Debian { wanted, arch, archive: archive.clone() })
}
