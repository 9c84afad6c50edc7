//! `cargo coolbpf clean`.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use clap_cargo::{Manifest, Workspace};
use coolbpf_build::builds_of;

use crate::global::Global;
use crate::{Result, output, packages};

/// Removes the objects and bindings that builds keep in the target directory, so that the next build gets them anew
///
/// It does so for each profile and target. What is built of dependencies stays, and so does all that is not in the target directory:
/// `coolbpf-vendor/`, keys and credentials. coolbpf keeps nothing elsewhere.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  cargo coolbpf clean                        for the package here
  cargo coolbpf clean --workspace --dry-run  tell what would be removed")]
pub(crate) struct Clean {
    /// Remove nothing; print what would be removed
    #[arg(long, short = 'n')]
    dry_run: bool,
    #[command(flatten)]
    manifest: Manifest,
    #[command(flatten)]
    workspace: Workspace,
}

impl Clean {
    pub(crate) fn run(self, global: &Global) -> Result<ExitCode> {
        let (_, target) = packages::directories(global, &self.manifest)?;
        let mut removed = Removed::default();
        for package in packages::choose(global, &self.manifest, &self.workspace)? {
            for build in builds_of(&target, &package.name) {
                removed.count(&build);
                if self.dry_run {
                    output::print(format_args!("{}\n", build.display()))?;
                } else {
                    // Cargo runs a build script again whose output is gone.
                    fs::remove_dir_all(&build)
                        .map_err(|error| format!("remove {}: {error}", build.display()))?;
                }
            }
        }
        let Removed { builds, bytes } = removed;
        let verb = if self.dry_run { "Summary" } else { "Removed" };
        let plural = if builds == 1 { "" } else { "s" };
        output::status(
            verb,
            format_args!("the objects and bindings of {builds} build{plural}, {} KiB", bytes.div_ceil(1024)),
        );
        Ok(ExitCode::SUCCESS)
    }
}

/// What was removed.
#[derive(Default)]
struct Removed {
    builds: usize,
    bytes: u64,
}

impl Removed {
    fn count(&mut self, build: &Path) {
        self.builds += 1;
        self.bytes += bytes_below(build);
    }
}

/// The bytes of the files in a directory; links are not followed.
fn bytes_below(directory: &Path) -> u64 {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| Some((entry.metadata().ok()?, entry.path())))
        .map(|(metadata, path)| if metadata.is_dir() { bytes_below(&path) } else { metadata.len() })
        .sum()
}
