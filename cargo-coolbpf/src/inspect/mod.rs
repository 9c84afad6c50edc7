//! `cargo coolbpf inspect`.

mod binary;
mod human;
mod subject;
mod textconv;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap_cargo::{Manifest, Workspace};
use coolbpf_contract::Arch;
use coolbpf_inspect::{Inspection, Jumps, Listing, Requirements, disassemble};
use serde::Serialize;

use self::binary::Binary;
pub(crate) use self::human::describe;
use self::subject::{PinReport, Subject};
pub(crate) use self::subject::{checked, read};
use crate::global::Global;
use crate::output::Format;
use crate::{Result, output};

/// Shows what a BPF object holds, and the oldest kernel that it can run on
///
/// Nothing is loaded and nobody is asked: all of it is read from the object. Which kernel brought what stands in tables of
/// coolbpf, whose rows name the commit of Linux that did; the output shows it in brackets. Distributions may have brought
/// things to older kernels. What a program decides by the kernel's version at run time is not seen and counts as needed.
#[derive(clap::Args)]
#[command(after_help = "\
Exit codes:
  0  the object is shown
  1  it can't be read, or not all of a binary's entries can; it is refused, or another one than its pin says

Examples:
  cargo coolbpf inspect execsnoop                      a program of this package, as it is vendored
  cargo coolbpf inspect execsnoop --target aarch64     the one for another architecture
  cargo coolbpf inspect path/to/tool.bpf.o --disassemble
  cargo coolbpf inspect target/release/tool            which objects a built binary carries, and who made them
  git config diff.coolbpf.textconv 'cargo coolbpf inspect --textconv'
                                                       have git show what changed in vendored objects")]
pub(crate) struct Inspect {
    /// The path of an object, the name of a program of the package, or the path of a built binary
    #[arg(value_name = "OBJECT|PROGRAM|BINARY")]
    subject: PathBuf,
    /// Show the instructions, too, below the lines of C that they come from
    #[arg(long)]
    disassemble: bool,
    /// Print a text whose lines differ only where objects do, for `git diff`: with instructions and without their numbers
    #[arg(long, conflicts_with_all = ["disassemble", "format", "target"])]
    textconv: bool,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value_t)]
    format: Format,
    /// The architecture: x86_64, aarch64 [default: this machine's, and that of the pin beside an object]
    #[arg(long, value_name = "ARCH", value_parser = crate::vendor::arch)]
    target: Option<Arch>,
    #[command(flatten)]
    manifest: Manifest,
    #[command(flatten)]
    workspace: Workspace,
}

/// All that is known, as JSON shows it.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Report {
    /// The path of the object.
    path: String,
    /// What the pin beside it says; `null` where there is none.
    pin: Option<PinReport>,
    /// The architecture that the oldest kernel is of; `null` where none is known.
    arch: Option<&'static str>,
    #[serde(flatten)]
    inspection: Inspection,
    /// The oldest kernel, and why.
    kernel: Requirements,
    /// The instructions, where they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    disassembly: Option<Vec<Listing>>,
}

impl Inspect {
    pub(crate) fn run(self, global: &Global) -> Result<ExitCode> {
        if self.textconv {
            output::print(textconv::of_file(&self.subject))?;
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(binary) = Binary::read(&self.subject)? {
            match self.format {
                Format::Json => output::print_json(&binary)?,
                Format::Human => output::print(&binary)?,
            }
            return Ok(if binary.is_whole() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        let subject = Subject::find(&self.subject, self.target, || {
            crate::packages::choose(global, &self.manifest, &self.workspace)
        })?;
        let inspection = Inspection::of(&subject.object)
            .map_err(|error| format!("inspecting {}: {error}", subject.path.display()))?;
        let listings = self.disassemble.then(|| disassemble(&subject.object, Jumps::ByDistance));
        let report = Report {
            path: relative(&subject.path).display().to_string(),
            arch: subject.arch.map(Arch::as_str),
            kernel: inspection.requirements(subject.arch),
            pin: subject.pin,
            inspection,
            disassembly: listings
                .transpose()
                .map_err(|error| format!("disassembling {}: {error}", subject.path.display()))?,
        };
        match self.format {
            Format::Json => output::print_json(&report)?,
            Format::Human => {
                let mut text = human::text(&report);
                for listing in report.disassembly.iter().flatten() {
                    // Writing into a String can't fail.
                    let _ = write!(text, "\n{}", human::Disassembly(listing));
                }
                output::print(text)?;
            }
        }
        let is_altered = report.pin.is_some_and(|pin| !pin.object_matches);
        Ok(if is_altered { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}

/// The path as somebody in the current directory would write it.
fn relative(path: &Path) -> &Path {
    let here = std::env::current_dir().ok();
    here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path)
}
