//! `cargo coolbpf doctor`.

mod building;
mod check;
mod guests;
mod probe;
mod running;
mod servers;

use std::fmt::Write as _;
use std::process::ExitCode;

use cargo_metadata::Package;
use clap_cargo::style::{ERROR, GOOD, HEADER, WARN};
use clap_cargo::{Manifest, Workspace};
use coolbpf_contract::printable;
use serde::Serialize;

use self::check::{Answer, Check};
use crate::global::Global;
use crate::output::{Format, Progress};
use crate::{Result, output, packages};

/// Tells what this machine has and lacks for building and for running BPF programs, and how to mend it
///
/// What the kernel can do is tried out: programs and maps are created and dropped at once, and nothing stays behind. That takes
/// root; without it, the answer is `?`. The compile servers that are named are asked whether they are ready (GET /readyz),
/// unless `--offline` is given; nothing of yours is sent.
#[derive(clap::Args)]
#[command(after_help = "\
Exit codes:
  0  nothing is lacking that every build or every program needs
  1  something of that is

Examples:
  cargo coolbpf doctor                        for the package here, or for any
  sudo env PATH=$PATH HOME=$HOME cargo coolbpf doctor
                                              with all that only root can see
  cargo coolbpf doctor --offline --format json | jq '.building[] | select(.answer == \"no\")'")]
pub(crate) struct Doctor {
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value_t)]
    format: Format,
    #[command(flatten)]
    manifest: Manifest,
    #[command(flatten)]
    workspace: Workspace,
}

/// What is found, as JSON shows it.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Report {
    /// The version of this program.
    version: &'static str,
    /// The kernel's release; `null` where it can't be read.
    kernel: Option<String>,
    building: Vec<Check>,
    running: Vec<Check>,
}

impl Doctor {
    pub(crate) fn run(self, global: &Global) -> Result<ExitCode> {
        let packages = self.packages(global)?;
        let target = packages::directories(global, &self.manifest).ok().map(|(_, target)| target);
        let progress = Progress::of(4);
        progress.step("looking at the tools for building");
        let mut building = building::checks(&packages, target.as_deref());
        progress.step("asking compile servers");
        building.extend(servers::checks(global, &packages)?);
        building.extend(guests::checks());
        progress.step("looking at the kernel");
        let mut running = running::checks();
        progress.step("trying what the kernel can do");
        running.extend(probe::checks());
        drop(progress);
        let report = Report {
            version: env!("CARGO_PKG_VERSION"),
            kernel: running::kernel_release(),
            building,
            running,
        };
        match self.format {
            Format::Human => output::print(report.human())?,
            Format::Json => output::print_json(&report)?,
        }
        Ok(if report.lacks_something() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    /// The packages that are chosen, or that this is the directory of. There need not be any.
    fn packages(&self, global: &Global) -> Result<Vec<Package>> {
        let is_chosen = self.manifest.manifest_path.is_some()
            || !self.workspace.package.is_empty()
            || self.workspace.workspace
            || self.workspace.all;
        match packages::choose(global, &self.manifest, &self.workspace) {
            Err(_) if !is_chosen => Ok(Vec::new()),
            chosen => chosen,
        }
    }
}

impl Report {
    fn lacks_something(&self) -> bool {
        self.building.iter().chain(&self.running).any(|check| check.needed && check.answer == Answer::No)
    }

    fn human(&self) -> String {
        let mut text = String::new();
        let kernel = self.kernel.as_deref().map(|kernel| format!(" on Linux {kernel}")).unwrap_or_default();
        // Writing to a string never fails.
        let _ = writeln!(text, "{HEADER}Building{HEADER:#}");
        show(&mut text, &self.building);
        let _ = writeln!(text, "{HEADER}Running{}{HEADER:#}", printable(&kernel));
        show(&mut text, &self.running);
        text
    }
}

/// A line for each check, and one below it for each line of its mend.
fn show(text: &mut String, checks: &[Check]) {
    let width = checks.iter().map(|check| check.name.len()).max().unwrap_or_default();
    for check in checks {
        let (style, sign) = match check.answer {
            Answer::Yes => (GOOD, '✓'),
            Answer::No => (ERROR, '✗'),
            Answer::Unknown => (WARN, '?'),
        };
        let found = printable(&check.found).replace('\n', "\n    ");
        let _ = writeln!(text, "  {style}{sign}{style:#} {:width$}  {found}", check.name);
        if let Some(mend) = &check.mend {
            let _ = writeln!(text, "    {}", printable(mend).replace('\n', "\n    "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(building: Vec<Check>) -> Report {
        Report { version: "1", kernel: Some("6.1.0".into()), building, running: Vec::new() }
    }

    #[test]
    fn every_line_has_a_sign_and_a_mend_stands_below_it() {
        let report = report(vec![
            Check::yes("make", "GNU Make 4.3"),
            Check::no("libelf", "none", "apt-get install libelf-dev"),
            Check::unknown("JIT", "\u{1b}[31mred"),
        ]);
        let plain = anstream::adapter::strip_str(&report.human()).to_string();
        assert_eq!(
            plain,
            "Building\n  ✓ make    GNU Make 4.3\n  ✗ libelf  none\n    apt-get install libelf-dev\n  \
             ? JIT     \\u{1b}[31mred\nRunning on Linux 6.1.0\n"
        );
    }

    #[test]
    fn only_what_everybody_needs_makes_it_fail() {
        assert!(!report(vec![Check::no("clang", "", "")]).lacks_something());
        assert!(!report(vec![Check::unknown("cc", "").needed()]).lacks_something());
        assert!(report(vec![Check::no("cc", "", "").needed()]).lacks_something());
    }
}
