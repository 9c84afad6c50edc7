//! What `cargo coolbpf verify` prints.

use std::collections::BTreeSet;
use std::fmt;

use coolbpf_build::{Finding, Problem, RebuildOutcome, Rebuilt, Signed, Verification, Verified};
use coolbpf_contract::{CheckedObject, printable};
use serde::Serialize;

use super::difference::{Difference, differences};
use crate::Result;
use crate::key::id_of;

/// What was found in all packages.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Report {
    outcome: Outcome,
    /// How many compilers had to give the pinned bytes; `null` where nothing was compiled again.
    quorum: Option<u32>,
    programs: Vec<ProgramReport>,
    /// What is wrong with files that belong to no program.
    files: Vec<FileReport>,
}

/// The verdict; the worst one counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Outcome {
    #[default]
    Verified,
    Unchecked,
    Wrong,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct ProgramReport {
    package: String,
    program: String,
    arch: String,
    /// If there is one for a newer one, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    instruction_set: Option<String>,
    outcome: Outcome,
    /// The pin's file, relative to the package.
    file: String,
    /// `null` where there is no pin that can be read.
    pin: Option<PinReport>,
    problems: Vec<ProblemReport>,
    /// What could not be compared, and why.
    unverified: Option<String>,
    rebuilds: Vec<RebuildReport>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct PinReport {
    toolchain: String,
    builder: String,
    source: String,
    request: String,
    object: String,
    signed: SignedReport,
    /// When it was signed, if it was.
    time: Option<String>,
}

/// Who signed.
#[derive(Debug, Serialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
enum SignedReport {
    Nobody,
    Believed { id: String, key: String },
    Unknown { ids: Vec<String> },
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct ProblemReport {
    kind: &'static str,
    text: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct FileReport {
    package: String,
    file: String,
    #[serde(flatten)]
    problem: ProblemReport,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct RebuildReport {
    /// `null` for this machine.
    server: Option<String>,
    /// `null` where nothing compiled.
    toolchain: Option<String>,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    differences: Vec<Difference>,
}

impl Report {
    pub(super) fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The packages of which something is stale, missing or left over. What else is wrong says itself how it is mended.
    pub(super) fn packages_to_vendor(&self) -> BTreeSet<&str> {
        let is_due = |problem: &ProblemReport| matches!(problem.kind, "stale" | "missing" | "left-over");
        let programs = self.programs.iter().filter(|program| program.problems.iter().any(is_due));
        let files = self.files.iter().filter(|file| is_due(&file.problem));
        programs
            .map(|program| program.package.as_str())
            .chain(files.map(|file| file.package.as_str()))
            .collect()
    }

    /// Adds what was found in a package.
    pub(super) fn add(&mut self, package: &str, verified: &Verified) -> Result {
        self.quorum = self.quorum.max(verified.quorum);
        for program in &verified.programs {
            let program = ProgramReport::of(package, program, verified.quorum)?;
            self.outcome = self.outcome.max(program.outcome);
            self.programs.push(program);
        }
        for Finding { file, problem } in &verified.others {
            self.outcome = Outcome::Wrong;
            let problem = ProblemReport::of(file, problem);
            self.files.push(FileReport { package: package.to_owned(), file: file.clone(), problem });
        }
        Ok(())
    }
}

impl ProgramReport {
    fn of(package: &str, program: &Verification, quorum: Option<u32>) -> Result<Self> {
        let object = program.object.as_ref();
        let rebuilds: Vec<RebuildReport> = program
            .rebuilds
            .iter()
            .map(|rebuilt| RebuildReport::of(rebuilt, object))
            .collect::<Result<_>>()?;
        let problems: Vec<ProblemReport> =
            program.problems.iter().map(|problem| ProblemReport::of(&program.file, problem)).collect();
        let same = rebuilds.iter().filter(|rebuild| rebuild.outcome == "same").count();
        let disagrees = rebuilds.iter().any(RebuildReport::disagrees);
        let outcome = if disagrees || !problems.is_empty() {
            Outcome::Wrong
        } else if program.unverified.is_some()
            || quorum.is_some_and(|quorum| u32::try_from(same).unwrap_or(u32::MAX) < quorum)
        {
            Outcome::Unchecked
        } else {
            Outcome::Verified
        };
        let pin = program.pin.as_ref().map(|pin| PinReport {
            toolchain: pin.toolchain.clone(),
            builder: pin.builder.to_string(),
            source: pin.source.to_string(),
            request: pin.request.to_string(),
            object: pin.object.to_string(),
            signed: SignedReport::of(&program.signed),
            time: pin.time.map(|time| time.to_string()),
        });
        Ok(Self {
            package: package.to_owned(),
            program: program.program.clone(),
            arch: program.arch.to_string(),
            instruction_set: program.older.map(|cpu| cpu.to_string()),
            outcome,
            file: program.file.clone(),
            pin,
            problems,
            unverified: program.unverified.as_deref().map(printable),
            rebuilds,
        })
    }
}

impl SignedReport {
    fn of(signed: &Signed) -> Self {
        match signed {
            Signed::Unsigned => Self::Nobody,
            Signed::Believed(key) => Self::Believed { id: id_of(key), key: key.to_string() },
            Signed::Unknown(ids) => Self::Unknown { ids: ids.clone() },
        }
    }
}

impl ProblemReport {
    fn of(file: &str, problem: &Problem) -> Self {
        let kind = match problem {
            Problem::Missing => "missing",
            Problem::Stale | Problem::StaleKernels => "stale",
            Problem::Altered(_) => "altered",
            Problem::Refused(_) => "refused",
            Problem::LeftOver => "left-over",
        };
        let finding = Finding { file: file.to_owned(), problem: problem.clone() };
        Self { kind, text: printable(&finding.to_string()) }
    }
}

impl RebuildReport {
    fn of(rebuilt: &Rebuilt, vendored: Option<&CheckedObject>) -> Result<Self> {
        let (outcome, text, differences) = match (&rebuilt.outcome, vendored) {
            (RebuildOutcome::Same, _) => ("same", None, Vec::new()),
            (RebuildOutcome::Different(object), Some(vendored)) => {
                ("different", None, differences(vendored, object)?)
            }
            (RebuildOutcome::Different(_), None) => ("different", None, Vec::new()),
            (RebuildOutcome::Errors(diagnostics), _) => {
                let all: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
                ("errors", Some(all.join("\n")), Vec::new())
            }
            (RebuildOutcome::Incomparable(why), _) => ("incomparable", Some(why.clone()), Vec::new()),
            (RebuildOutcome::Refused(why), _) => ("refused", Some(why.clone()), Vec::new()),
            (RebuildOutcome::Unavailable(why), _) => ("unavailable", Some(why.clone()), Vec::new()),
        };
        Ok(Self {
            server: rebuilt.server.as_ref().map(ToString::to_string),
            toolchain: rebuilt.toolchain.clone(),
            outcome,
            text: text.map(|text| printable(&text)),
            differences,
        })
    }

    /// Whether it says that the object is not what the sources make.
    fn disagrees(&self) -> bool {
        matches!(self.outcome, "different" | "errors" | "refused")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for program in &self.programs {
            program.write(f, self.quorum)?;
        }
        for FileReport { package, problem, .. } in &self.files {
            writeln!(f, "{package}: {}", indented(&problem.text, 4))?;
        }
        let count = |outcome| self.programs.iter().filter(|program| program.outcome == outcome).count();
        let (verified, unchecked) = (count(Outcome::Verified), count(Outcome::Unchecked));
        let wrong = count(Outcome::Wrong) + self.files.len();
        writeln!(f, "{verified} verified, {unchecked} not verified, {wrong} wrong")
    }
}

impl ProgramReport {
    fn write(&self, f: &mut fmt::Formatter<'_>, quorum: Option<u32>) -> fmt::Result {
        let Self { package, program, arch, .. } = self;
        let set = self.instruction_set.as_ref().map(|set| format!(" and {set}")).unwrap_or_default();
        let verdict = match self.outcome {
            Outcome::Verified if self.rebuilds.is_empty() => "as pinned",
            Outcome::Verified => "as pinned, and rebuilt",
            Outcome::Unchecked if self.unverified.is_some() => "as pinned, and not verified",
            Outcome::Unchecked => "as pinned, and not rebuilt",
            Outcome::Wrong => "WRONG",
        };
        writeln!(f, "{package}: {program} for {arch}{set}: {verdict}")?;
        for problem in &self.problems {
            writeln!(f, "    {}", indented(&problem.text, 6))?;
        }
        if let Some(unverified) = &self.unverified {
            writeln!(f, "    not compared: {}", indented(unverified, 6))?;
        }
        if let Some(PinReport { toolchain, builder, signed, time, .. }) = &self.pin {
            writeln!(f, "    made by {toolchain} ({builder})")?;
            let time = time.as_ref().map(|time| format!(" on {time}")).unwrap_or_default();
            match signed {
                SignedReport::Nobody => writeln!(f, "    unsigned: nobody says that it was made there")?,
                SignedReport::Believed { id, .. } => writeln!(f, "    signed by {id}{time}")?,
                SignedReport::Unknown { ids } => {
                    let ids = ids.join(", ");
                    writeln!(
                        f,
                        "    not signed by anybody whom the workspace names; its signatures say {ids}"
                    )?;
                }
            }
        }
        for rebuild in &self.rebuilds {
            rebuild.write(f)?;
        }
        let Some(quorum) = quorum.filter(|_| !self.rebuilds.is_empty()) else { return Ok(()) };
        let same = self.rebuilds.iter().filter(|rebuild| rebuild.outcome == "same").count();
        writeln!(f, "    the same bytes from {same} of {}; {quorum} wanted", self.rebuilds.len())
    }
}

impl RebuildReport {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place =
            self.server.as_ref().map_or_else(|| "on this machine".to_owned(), |url| format!("at {url}"));
        let by = match &self.toolchain {
            Some(toolchain) => format!("by {toolchain} {place}"),
            None => place,
        };
        let text = indented(self.text.as_deref().unwrap_or_default(), 6);
        match self.outcome {
            "same" => writeln!(f, "    rebuilt {by}: the same bytes"),
            "different" => {
                writeln!(f, "    rebuilt {by}: OTHER BYTES")?;
                for difference in &self.differences {
                    writeln!(f, "      {}", indented(&difference.to_string(), 6))?;
                }
                Ok(())
            }
            "errors" => writeln!(f, "    rebuilt {by}: ERRORS in the C\n      {text}"),
            "incomparable" if self.toolchain.is_some() => {
                writeln!(f, "    compiled {by}, which can't be compared: {text}")
            }
            "refused" => writeln!(f, "    REFUSED: {text}"),
            _ => writeln!(f, "    not rebuilt {by}: {text}"),
        }
    }
}

/// A text whose lines after the first stand below it.
fn indented(text: &str, by: usize) -> String {
    text.replace('\n', &format!("\n{}", " ".repeat(by)))
}
