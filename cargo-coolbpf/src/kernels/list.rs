//! `cargo coolbpf kernels list`.

use coolbpf_vm::{Arch, Store};

use super::report::{self, Available, Document, Kept};
use super::{add::Mirror, with_progress};
use crate::global::Global;
use crate::output::Format;
use crate::{Result, output};

/// Lists the kernels that are kept, or those that Debian's archive offers
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  cargo coolbpf kernels list                             what is kept
  cargo coolbpf kernels list --available                 what `kernels add` can fetch for this architecture
  cargo coolbpf kernels list --available --arch aarch64  for another one
  cargo coolbpf kernels list --format json | jq -r '.kernels[].btf'")]
pub(super) struct List {
    /// What Debian's archive offers
    #[arg(long)]
    available: bool,
    /// Of which architecture alone: x86_64, aarch64 [default: all that are kept, and this machine's of those that are offered]
    #[arg(long)]
    arch: Option<Arch>,
    /// Whom to print for
    #[arg(long, value_name = "FORMAT", default_value_t)]
    format: Format,
    #[command(flatten)]
    mirror: Mirror,
}

impl List {
    pub(super) fn run(self, store: &Store, global: &Global) -> Result {
        let mut kept = store.list()?;
        if self.available {
            if let Some(by) = global.forbids_network() {
                return Err(format!("{by} forbids to ask Debian's archive over the network").into());
            }
            let arch = self.arch.unwrap_or(Arch::native());
            let archive = self.mirror.archive();
            let offers = with_progress(|progress| store.available(arch, &archive, progress))?;
            let offers = offers.into_iter().map(|offer| Available::of(offer, arch, &kept));
            let offers: Vec<Available> = offers.collect();
            return match self.format {
                Format::Human => output::print(report::available(&offers)),
                Format::Json => output::print_json(&Document { kernels: offers }),
            };
        }
        kept.retain(|kernel| self.arch.is_none_or(|arch| arch == kernel.arch));
        let kept: Vec<Kept> = kept.into_iter().map(Kept::of).collect();
        match self.format {
            Format::Human if kept.is_empty() => {
                output::status(
                    "Note",
                    format_args!(
                        "no kernel is kept in {}; `cargo coolbpf kernels add newest` adds Debian's newest",
                        store.directory().display()
                    ),
                );
                Ok(())
            }
            Format::Human => output::print(report::kept(&kept)),
            Format::Json => output::print_json(&Document { kernels: kept }),
        }
    }
}
