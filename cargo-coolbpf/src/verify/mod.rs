//! `cargo coolbpf verify`.

mod difference;
mod report;

use std::num::NonZeroU32;
use std::process::ExitCode;

use clap_cargo::{Manifest, Workspace};
use coolbpf_build::Rebuild;
use coolbpf_contract::{Arch, ServerUrl};

use self::report::{Outcome, Report};
use crate::global::Global;
use crate::output::{Format, Progress};
use crate::{Result, header_crates, output, packages};

/// Verifies what is vendored: every pin against its object, bindings, provenance statement and sources, and who signed it
///
/// Signatures are judged by `keys`, `minimum-toolchain` and `maximum-age` of [workspace.metadata.coolbpf]; what nobody signed is
/// called unsigned. With --rebuild, everything is compiled again, by the clang of this machine and by compile servers,
/// and compared byte for byte; where bytes differ, the place is shown. Nothing is written.
#[derive(clap::Args)]
#[command(after_help = "\
Exit codes:
  0  all is verified
  1  something could not be verified: no compiler, a server that is down, too few that could be compared,
     or bindings that another version of coolbpf wrote
  2  something is wrong: altered, stale, missing, refused, or a compiler disagrees

Examples:
  cargo coolbpf verify --workspace                  needs neither clang nor a network
  cargo coolbpf verify --workspace --rebuild        and compiles again with this machine's clang
  cargo coolbpf verify --quorum 2 --server https://one.example.com --server https://two.example.com
                                                    wants two compilers of three to give the same bytes")]
pub(crate) struct Verify {
    /// Compile everything again, and compare byte for byte
    #[arg(long)]
    rebuild: bool,
    /// How many compilers must give the pinned bytes; this machine's clang counts as one. Implies --rebuild [default: `quorum` of the workspace, else 1]
    #[arg(long, value_name = "K")]
    quorum: Option<NonZeroU32>,
    /// A compile server to ask, too; may be given several times. Implies --rebuild [default: the servers that builds ask]
    #[arg(long, value_name = "URL")]
    server: Vec<ServerUrl>,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value_t)]
    format: Format,
    /// The architectures: x86_64, aarch64 [default: those that are vendored]
    #[arg(long, value_name = "ARCH", value_parser = crate::vendor::arch)]
    target: Vec<Arch>,
    #[command(flatten)]
    manifest: Manifest,
    #[command(flatten)]
    workspace: Workspace,
}

impl Verify {
    pub(crate) fn run(self, global: &Global) -> Result<ExitCode> {
        let rebuild = (self.rebuild || self.quorum.is_some() || !self.server.is_empty())
            .then(|| Rebuild { servers: self.server.clone(), quorum: self.quorum.map(NonZeroU32::get) });
        let mut report = Report::default();
        for package in packages::choose(global, &self.manifest, &self.workspace)? {
            let vendoring = header_crates::vendoring(global, &packages::directory(&package))?;
            let archs = match (self.target.as_slice(), vendoring.archs(&[])) {
                ([], vendored) if vendored.is_empty() => crate::vendor::archs(&[]),
                ([], vendored) => vendored,
                (named, _) => named.to_vec(),
            };
            let progress = Progress::spinner();
            let verified = vendoring.verify(&archs, rebuild.as_ref(), &mut |what| progress.step(what))?;
            drop(progress);
            report.add(&package.name, &verified)?;
        }
        match self.format {
            Format::Json => output::print_json(&report)?,
            Format::Human => output::print(&report)?,
        }
        for package in report.packages_to_vendor() {
            output::help(format_args!(
                "run `cargo coolbpf vendor --package {package}`, and commit what it writes"
            ));
        }
        Ok(match report.outcome() {
            Outcome::Verified => ExitCode::SUCCESS,
            Outcome::Unchecked => ExitCode::FAILURE,
            Outcome::Wrong => ExitCode::from(2),
        })
    }
}
