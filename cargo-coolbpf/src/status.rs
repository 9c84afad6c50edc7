//! `cargo coolbpf status`.

use std::process::ExitCode;

use clap_cargo::{Manifest, Workspace};
use coolbpf_build::Vendoring;
use coolbpf_contract::Arch;

use crate::{Result, packages};

/// Tells where each BPF program's object comes from: what is vendored, which compile servers are asked, which clang is run
///
/// Nothing is built and nobody is asked.
#[derive(clap::Args)]
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
    pub(crate) fn run(self) -> Result<ExitCode> {
        let (root, target) = packages::directories(&self.manifest)?;
        for package in packages::choose(&self.manifest, &self.workspace)? {
            let vendoring = Vendoring::of(&packages::directory(&package))?.in_workspace(&root);
            let archs = vendoring.archs(&crate::vendor::archs(&self.target));
            println!("{}:", package.name);
            for status in vendoring.status(&archs, &target, &package.name)? {
                println!("  {}", status.to_string().replace('\n', "\n  "));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
