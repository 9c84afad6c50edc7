//! `cargo coolbpf kernels`.

mod add;
mod list;
mod report;

use std::fs;
use std::process::ExitCode;

use clap::Subcommand;
use coolbpf_contract::printable;
use coolbpf_vm::{Arch, Progress, Store, Wanted};

use crate::global::Global;
use crate::{Result, output};

/// Keeps kernels for virtual machines: of Debian's archive, of files, and this machine's
///
/// They are kept with their types and modules in COOLBPF_KERNELS, else in coolbpf/kernels of the user's cache directory.
#[derive(clap::Args)]
pub(crate) struct Kernels {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    List(list::List),
    Add(add::Add),
    Remove(Remove),
    Btf(Btf),
}

impl Kernels {
    pub(crate) fn run(self, global: &Global) -> Result<ExitCode> {
        let store = Store::open(None)?;
        match self.command {
            Command::List(list) => list.run(&store, global)?,
            Command::Add(add) => add.run(&store, global)?,
            Command::Remove(remove) => remove.run(&store)?,
            Command::Btf(btf) => btf.run(&store)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Removes kernels that are kept
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  cargo coolbpf kernels remove 6.12.48                   the newest that is kept of this version
  cargo coolbpf kernels remove 6.1.0-50-cloud-amd64      the one of this release")]
struct Remove {
    /// Which, each the newest that is meant: a version such as 6.12 or 6.12.48, a release, or `newest`
    #[arg(required = true, value_name = "KERNEL")]
    kernels: Vec<Wanted>,
    /// Of which architecture: x86_64, aarch64 [default: this machine's]
    #[arg(long, default_value_t = Arch::native(), hide_default_value = true)]
    arch: Arch,
}

impl Remove {
    fn run(self, store: &Store) -> Result {
        let kernels = self.kernels.iter().map(|wanted| store.find(wanted, self.arch));
        // None of them is removed where one isn't there.
        for kernel in kernels.collect::<std::result::Result<Vec<_>, _>>()? {
            let bytes = report::bytes_of(&kernel);
            with_progress(|progress| store.remove(&kernel, progress))?;
            output::status("Removed", format_args!("{} ({})", kernel.release, report::megabytes(bytes)));
        }
        Ok(())
    }
}

/// Prints the path of a kernel's types: raw BTF, as in /sys/kernel/btf/vmlinux
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  bpftool btf dump file \"$(cargo coolbpf kernels btf 6.12)\" format c
  release=$(cargo coolbpf kernels add 6.12)
  coolbpf-server btf add --arch x86_64 --release \"$release\" \"$(cargo coolbpf kernels btf \"$release\")\"")]
struct Btf {
    /// Whose, the newest that is meant: a version such as 6.12 or 6.12.48, a release, or `newest`
    kernel: Wanted,
    /// Of which architecture: x86_64, aarch64 [default: this machine's]
    #[arg(long, default_value_t = Arch::native(), hide_default_value = true)]
    arch: Arch,
}

impl Btf {
    fn run(self, store: &Store) -> Result {
        let kernel = store.find(&self.kernel, self.arch)?;
        let path = kernel.btf.ok_or_else(|| {
            format!("the kernel {} has no BTF: it was built without CONFIG_DEBUG_INFO_BTF", kernel.release)
        })?;
        output::print(format_args!("{}\n", printable(&path.display().to_string())))
    }
}

/// The BTF of a kernel that is kept.
pub(crate) fn kept_btf(
    arch: coolbpf_contract::Arch,
    release: &coolbpf_contract::Release,
) -> std::result::Result<Option<Vec<u8>>, String> {
    // Nothing is kept of architectures that there are no guests of, or where no directory is.
    let (Ok(arch), Ok(store)) = (arch.as_str().parse::<Arch>(), Store::open(None)) else { return Ok(None) };
    let kept = store.list().map_err(|error| error.to_string())?;
    let kernel = kept.into_iter().find(|kernel| kernel.arch == arch && kernel.release == release.as_str());
    let Some(path) = kernel.and_then(|kernel| kernel.btf) else { return Ok(None) };
    fs::read(&path).map(Some).map_err(|error| format!("read {}: {error}", path.display()))
}

/// Shows what long work is at.
pub(crate) fn with_progress<T>(work: impl FnOnce(&mut dyn FnMut(Progress<'_>)) -> T) -> T {
    let shown = output::Progress::spinner();
    work(&mut |progress| match progress {
        Progress::Doing(what) => shown.step(what),
        Progress::Said(what) => shown.aside(|| output::status("Note", what)),
    })
}
