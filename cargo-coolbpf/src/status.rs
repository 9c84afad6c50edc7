//! `cargo coolbpf status`.

use std::process::ExitCode;

use clap_cargo::{Manifest, Workspace};
use coolbpf_contract::{Arch, printable};

use crate::global::Global;
use crate::{Result, header_crates, output, packages};

/// Tells where each BPF program's object comes from: what is vendored, which compile servers are asked, which clang is run
///
/// Nothing is built and nobody is asked.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  cargo coolbpf status                    of the package here
  cargo coolbpf status --workspace        of all packages of the workspace
  COOLBPF_SERVER=https://bpf.example.com cargo coolbpf status
                                          what a build would do that may ask this server")]
pub(crate) struct Status {
    /// The architectures: x86_64, aarch64 [default: this machine's, and those that are vendored already]
    #[arg(long, value_name = "ARCH", value_parser = crate::vendor::arch)]
    target: Vec<Arch>,
    #[command(flatten)]
    manifest: Manifest,
    #[command(flatten)]
    workspace: Workspace,
}

impl Status {
    pub(crate) fn run(self, global: &Global) -> Result<ExitCode> {
        let (_, target) = packages::directories(global, &self.manifest)?;
        for package in packages::choose(global, &self.manifest, &self.workspace)? {
            let vendoring = header_crates::vendoring(global, &packages::directory(&package))?;
            let archs = crate::vendor::archs_or_vendored(&self.target, &vendoring);
            output::print(format_args!("{}:\n", package.name))?;
            let all = vendoring.status(&archs, &target, &package.name)?;
            if all.is_empty() {
                output::print(format_args!("  {}\n", packages::without_program(&package.name)))?;
            }
            for status in all {
                output::print(format_args!("  {}\n", printable(&status.to_string()).replace('\n', "\n  ")))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
