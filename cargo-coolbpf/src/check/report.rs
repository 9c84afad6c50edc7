//! What `cargo coolbpf check` found, for people and for programs.

use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;

use super::statistics::Statistics;

/// The result of a run.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Report {
    /// The release of the kernel whose verifier was asked; none where none was.
    pub(crate) kernel: Option<String>,
    pub(crate) packages: Vec<Package>,
    pub(crate) counts: Counts,
}

/// How much there is of what.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) verified: usize,
    pub(crate) rejected: usize,
    pub(crate) not_verified: usize,
    pub(crate) not_needed: usize,
    pub(crate) compiled_only: usize,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Package {
    pub(crate) name: String,
    /// Why nothing was compiled.
    pub(crate) error: Option<String>,
    pub(crate) objects: Vec<Object>,
}

/// One `#[coolbpf::program]` for one architecture.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Object {
    pub(crate) name: String,
    /// Relative to the package.
    pub(crate) rust_file: String,
    pub(crate) arch: String,
    /// The instruction set, if there is one for a newer one, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) instruction_set: Option<String>,
    /// What made the object, as in `vendored, made by clang 19.1.7`.
    pub(crate) origin: String,
    /// Why there is none, beyond the diagnostics.
    pub(crate) error: Option<String>,
    /// Why the C behind a vendored object was not compiled, so that its warnings are unknown.
    pub(crate) not_compiled: Option<String>,
    pub(crate) notices: Vec<String>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) programs: Vec<Program>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Diagnostic {
    pub(crate) level: &'static str,
    pub(crate) message: String,
    /// Where it is, if anywhere.
    pub(crate) place: Option<Place>,
    /// All of it as people see it, without colours.
    pub(crate) rendered: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Place {
    /// Relative to the package.
    pub(crate) file: String,
    /// Counted from 1.
    pub(crate) line: u32,
    /// Counted from 1, in bytes.
    pub(crate) column: usize,
}

/// One BPF program of an object.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Program {
    pub(crate) name: String,
    pub(crate) section: String,
    /// How many it has, without those of the functions that it calls.
    pub(crate) instructions: usize,
    pub(crate) verdict: Verdict,
    /// What the verifier's check has cost, as far as it says.
    pub(crate) statistics: Option<Statistics>,
    /// Why it is rejected, or not verified.
    pub(crate) reason: Option<String>,
    /// The line of C that it is rejected for.
    pub(crate) place: Option<Place>,
    /// The part of the verifier's log that matters.
    pub(crate) log: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Verdict {
    /// This kernel takes it.
    Verified,
    /// This kernel refuses it, for what it is.
    Rejected,
    /// It can't be loaded here.
    NotVerified,
    /// This kernel does not take it, but another way of its alternatives.
    NotNeeded,
    /// The verifier was not to be asked: the program is for another architecture, or the arguments say so.
    Compiled,
}

impl Verdict {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Rejected => "rejected",
            Self::NotVerified => "not verified",
            Self::NotNeeded => "not needed",
            Self::Compiled => "compiled",
        }
    }
}

impl Counts {
    pub(crate) fn add(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Verified => &mut self.verified,
            Verdict::Rejected => &mut self.rejected,
            Verdict::NotVerified => &mut self.not_verified,
            Verdict::NotNeeded => &mut self.not_needed,
            Verdict::Compiled => &mut self.compiled_only,
        } += 1;
    }
}

impl Report {
    /// The tables of programs, and a line that sums up.
    pub(crate) fn human(&self) -> String {
        let mut text = String::new();
        for package in &self.packages {
            for object in package.objects.iter().filter(|object| !object.programs.is_empty()) {
                let Object { name, rust_file, arch, origin, programs, .. } = object;
                let set =
                    object.instruction_set.as_ref().map(|set| format!(" and {set}")).unwrap_or_default();
                text.push_str(&format!(
                    "{}: `{name}` ({rust_file}) for {arch}{set}, {}{origin}\n",
                    package.name,
                    if origin.starts_with("vendored") { "" } else { "compiled by " }
                ));
                text.push_str(&format!("{}\n\n", table(programs).trim_fmt()));
            }
        }
        text.push_str(&self.counts.summary(self.kernel.as_deref()));
        text
    }
}

impl Counts {
    fn summary(&self, kernel: Option<&str>) -> String {
        let Self { errors, warnings, verified, rejected, not_verified, not_needed, compiled_only } = self;
        let counted = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}"));
        let plural = |count: usize, what: &str| {
            counted(count, what).map(|text| text + if count > 1 { "s" } else { "" })
        };
        let parts: Vec<String> = [
            counted(*verified, "verified"),
            counted(*rejected, "rejected"),
            counted(*not_verified, "not verified"),
            counted(*not_needed, "not needed"),
            counted(*compiled_only, "compiled only"),
            plural(*errors, "error"),
            plural(*warnings, "warning"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let asked = verified + rejected + not_verified > 0;
        let by = kernel.filter(|_| asked).map(|kernel| format!("Linux {kernel}: ")).unwrap_or_default();
        format!("{by}{}\n", if parts.is_empty() { "nothing to check".to_owned() } else { parts.join(", ") })
    }
}

fn table(programs: &[Program]) -> Table {
    let number = |number: Option<u64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header([" program", "section", "instructions", "processed", "states", "stack", "verdict"]);
    for program in programs {
        let Program { name, section, instructions, verdict, statistics, .. } = program;
        let statistics = statistics.clone().unwrap_or_default();
        table.add_row([
            format!(" {name}"),
            section.clone(),
            instructions.to_string(),
            number(statistics.processed),
            number(statistics.total_states),
            statistics.stack().unwrap_or_else(|| "-".to_owned()),
            verdict.as_str().to_owned(),
        ]);
    }
    for index in 2..6 {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

impl Place {
    pub(crate) fn of(place: &super::place::Place) -> Self {
        Self { file: place.file.clone(), line: place.line, column: place.at + 1 }
    }
}
