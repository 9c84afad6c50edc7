//! What a matrix came to, as plain values.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The result of a run.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Report {
    /// The columns, oldest first.
    pub(super) kernels: Vec<Column>,
    pub(super) rows: Vec<Row>,
    /// What is worse than the baseline says; none where nothing was compared.
    pub(super) regressions: Option<Vec<Regression>>,
}

/// A kernel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Column {
    /// What the table and the baseline call it, as in `6.12`.
    pub(super) name: String,
    /// What `uname -r` says in it.
    pub(super) release: String,
    pub(super) arch: String,
    /// Where it came from.
    pub(super) origin: String,
}

/// What ran on each kernel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Row {
    pub(super) package: String,
    #[serde(flatten)]
    pub(super) subject: Subject,
    /// One a kernel, in the order of the columns.
    pub(super) cells: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Subject {
    /// A BPF program.
    Program {
        /// The `#[coolbpf::program]` that it belongs to.
        object: String,
        program: String,
        section: String,
        /// Whether it is loaded only where its user asks for that, so that its failure is none of the object.
        optional: bool,
    },
    /// A binary of the package.
    Bin { name: String },
    /// A test of the package.
    Test { name: String },
}

impl Subject {
    pub(super) fn is_optional(&self) -> bool {
        matches!(self, Self::Program { optional: true, .. })
    }
}

/// What the table and the baseline call it.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Program { object, program, .. } => write!(f, "{object}/{program}"),
            Self::Bin { name } => write!(f, "bin {name}"),
            Self::Test { name } => write!(f, "test {name}"),
        }
    }
}

/// What came of one row on one kernel.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Cell {
    pub(super) outcome: Outcome,
    /// What the program was attached to where its section does not say it.
    pub(super) to: Option<String>,
    /// Why it is not better, in one line.
    pub(super) reason: Option<String>,
    /// How many instructions the verifier went through.
    pub(super) processed: Option<u64>,
    /// How the events of its object come to user space.
    pub(super) channels: Vec<Channel>,
    /// The file with all that is known about a failure, and what binaries and tests have printed.
    pub(super) log: Option<PathBuf>,
}

/// Ordered from the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Outcome {
    /// The guest could not be started, or ended before it came to this.
    #[default]
    NotRun,
    /// The kernel panicked, or the guest ended in another way that no program should cause.
    Panicked,
    /// The guest was still at it when its time was over.
    TimedOut,
    /// It failed to load or to attach; a binary or test ended with a code other than 0.
    Failed,
    /// The program loads by itself, and its object doesn't.
    HeldBack,
    /// The program is in the kernel, and is not attached, because only its user knows to what.
    Loaded,
    /// Another way of its group of alternatives is used.
    NotChosen,
    /// The program was attached.
    Attached,
    /// The binary or test ended with 0.
    Passed,
}

impl Outcome {
    pub(super) const ALL: [Self; 9] = [
        Self::NotRun,
        Self::Panicked,
        Self::TimedOut,
        Self::Failed,
        Self::HeldBack,
        Self::Loaded,
        Self::NotChosen,
        Self::Attached,
        Self::Passed,
    ];

    /// As JSON and baselines have it.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::NotRun => "not-run",
            Self::Panicked => "panicked",
            Self::TimedOut => "timed-out",
            Self::Failed => "failed",
            Self::HeldBack => "held-back",
            Self::Loaded => "loaded",
            Self::NotChosen => "not-chosen",
            Self::Attached => "attached",
            Self::Passed => "passed",
        }
    }

    /// Whether the kernel takes it.
    pub(super) const fn is_well(self) -> bool {
        matches!(self, Self::Loaded | Self::NotChosen | Self::Attached | Self::Passed)
    }

    /// Whether this is a fault of the program or the kernel, as opposed to one of the matrix.
    pub(super) const fn is_failure(self) -> bool {
        matches!(self, Self::Panicked | Self::TimedOut | Self::Failed | Self::HeldBack)
    }

    /// Whether it is a change for the worse. That a program is held back by another or fails itself makes no difference: the
    /// kernel refuses the object. That one way of alternatives is used or another makes none either.
    pub(super) fn is_worse_than(self, other: Self) -> bool {
        let rank = |outcome| match outcome {
            Self::HeldBack => Self::Failed,
            Self::NotChosen => Self::Attached,
            outcome => outcome,
        };
        rank(self) < rank(other)
    }
}

/// For people.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.as_str().replace('-', " "))
    }
}

/// A way for events to come to user space.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Channel {
    /// `ring-buffer` or `perf-buffer`; runtimes to come may know others.
    pub(super) kind: String,
    /// The map.
    pub(super) map: String,
}

/// Why cells of a row are as they are.
#[derive(Debug)]
pub(super) struct Note {
    row: String,
    kernels: Vec<String>,
    outcome: Outcome,
    pub(super) reason: String,
    pub(super) logs: Vec<PathBuf>,
}

impl Note {
    /// What it is about, as in `hello/on_exec on 5.10 and 6.1: failed`.
    pub(super) fn subject(&self) -> String {
        let kernels = match self.kernels.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [most @ .., last] => format!("{} and {last}", most.join(", ")),
        };
        format!("{} on {kernels}: {}", self.row, self.outcome)
    }
}

/// A cell that is worse than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Regression {
    pub(super) package: String,
    pub(super) row: String,
    pub(super) kernel: String,
    /// What the baseline says; none where it does not know the row or the kernel.
    pub(super) baseline: Option<Outcome>,
    pub(super) outcome: Outcome,
}

impl Report {
    /// Each cell with its row and its column.
    pub(super) fn cells(&self) -> impl Iterator<Item = (&Row, &Column, &Cell)> {
        self.rows.iter().flat_map(|row| {
            self.kernels.iter().zip(&row.cells).map(move |(column, cell)| (row, column, cell))
        })
    }

    /// The cells for which the command fails.
    pub(super) fn failures(&self) -> impl Iterator<Item = (&Row, &Column, &Cell)> {
        self.cells().filter(|(row, _, cell)| cell.outcome.is_failure() && !row.subject.is_optional())
    }

    /// What there is to say about cells, by rows. Kernels on which the same happened for the same reason share a note.
    pub(super) fn notes(&self) -> Vec<Note> {
        let mut notes: Vec<Note> = Vec::new();
        for (row, column, cell) in self.cells() {
            let Some(reason) = &cell.reason else { continue };
            let (row, outcome, kernel) = (self.row_name(row), cell.outcome, column.name.clone());
            let same =
                |note: &&mut Note| note.row == row && note.outcome == outcome && note.reason == *reason;
            if let Some(note) = notes.iter_mut().find(same) {
                note.kernels.push(kernel);
                note.logs.extend(cell.log.clone());
            } else {
                let (reason, logs) = (reason.clone(), cell.log.iter().cloned().collect());
                notes.push(Note { row, kernels: vec![kernel], outcome, reason, logs });
            }
        }
        notes
    }

    /// Whether rows of several packages have to be told apart.
    pub(super) fn has_packages(&self) -> bool {
        self.rows.windows(2).any(|two| matches!(two, [one, other] if one.package != other.package))
    }

    /// What a table calls a row.
    pub(super) fn row_name(&self, row: &Row) -> String {
        match self.has_packages() {
            true => format!("{}: {}", row.package, row.subject),
            false => row.subject.to_string(),
        }
    }

    /// A line that counts the outcomes.
    pub(super) fn summary(&self) -> String {
        let counted = Outcome::ALL.into_iter().rev().filter_map(|outcome| {
            let count = self.cells().filter(|(_, _, cell)| cell.outcome == outcome).count();
            (count > 0).then(|| format!("{count} {outcome}"))
        });
        let counted: Vec<String> = counted.collect();
        let (rows, kernels) = (self.rows.len(), self.kernels.len());
        let on = format!("{rows} on {kernels} kernel{}", if kernels == 1 { "" } else { "s" });
        match counted.is_empty() {
            true => "nothing to run".to_owned(),
            false => format!("{on}: {}", counted.join(", ")),
        }
    }
}

impl Cell {
    pub(super) fn new(outcome: Outcome, reason: impl Into<String>) -> Self {
        Self { outcome, reason: Some(reason.into()), ..Self::default() }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A report of the package `tool` on three kernels.
    pub(in super::super) fn report(rows: &[(&str, &[Outcome])]) -> Report {
        let column = |name: &str| Column {
            name: name.to_owned(),
            release: format!("{name}.9-test"),
            arch: "x86_64".to_owned(),
            origin: "a file".to_owned(),
        };
        let row = |(name, outcomes): &(&str, &[Outcome])| Row {
            package: "tool".to_owned(),
            subject: match name.split_once('/') {
                Some((object, program)) => Subject::Program {
                    object: object.to_owned(),
                    program: program.to_owned(),
                    section: "tp/a/b".to_owned(),
                    optional: false,
                },
                None => Subject::Bin { name: name.trim_start_matches("bin ").to_owned() },
            },
            cells: outcomes.iter().map(|&outcome| Cell { outcome, ..Cell::default() }).collect(),
        };
        Report {
            kernels: ["5.10", "6.1", "6.12"].map(column).to_vec(),
            rows: rows.iter().map(row).collect(),
            regressions: None,
        }
    }

    /// A report with something of everything.
    pub(in super::super) fn told() -> Report {
        use Outcome::{Attached, Failed, NotRun, Passed, TimedOut};
        let mut told = report(&[
            ("hello/on_exec", &[Attached, Attached, Attached]),
            ("hello/on_new", &[Failed, Failed, Attached]),
            ("bin tool", &[TimedOut, NotRun, Passed]),
        ]);
        let [exec, new, tool] = told.rows.as_mut_slice() else { unreachable!() };
        for cell in &mut exec.cells {
            cell.processed = Some(23);
        }
        let channel = Channel { kind: "ring-buffer".to_owned(), map: "events".to_owned() };
        exec.cells[1].channels = vec![channel.clone(), channel.clone()];
        exec.cells[2].channels = vec![channel];
        for (cell, kernel) in new.cells.iter_mut().zip(["5.10", "6.1"]) {
            cell.reason = Some("no such \u{1b}[2J helper".to_owned());
            cell.log = Some(format!("logs/{kernel}/hello.on_new.log").into());
        }
        tool.cells[0].reason = Some("it ran for 60 s".to_owned());
        tool.cells[1].reason = Some("qemu is gone".to_owned());
        let regression = |row: &str, kernel: &str, baseline, outcome| Regression {
            package: "tool".to_owned(),
            row: row.to_owned(),
            kernel: kernel.to_owned(),
            baseline,
            outcome,
        };
        told.regressions = Some(vec![
            regression("bin tool", "5.10", Some(Passed), TimedOut),
            regression("hello/on_new", "6.1", None, Failed),
        ]);
        told
    }

    #[test]
    fn outcomes_are_counted_from_the_best() {
        use Outcome::{Attached, Failed, HeldBack};
        let ran = report(&[("a/b", &[HeldBack, Attached, Attached]), ("a/c", &[Failed, Attached, Attached])]);
        assert_eq!(ran.summary(), "2 on 3 kernels: 4 attached, 1 held back, 1 failed");
        assert_eq!(ran.failures().count(), 2);
        assert_eq!(report(&[]).summary(), "nothing to run");
    }

    #[test]
    fn an_optional_program_that_fails_is_no_failure() {
        let mut ran = report(&[("a/b", &[Outcome::Failed, Outcome::Attached, Outcome::Failed])]);
        if let Subject::Program { optional, .. } = &mut ran.rows[0].subject {
            *optional = true;
        }
        assert_eq!(ran.failures().count(), 0);
    }

    #[test]
    fn packages_are_named_where_there_are_several() {
        let mut ran = report(&[("a/b", &[]), ("bin x", &[])]);
        assert_eq!(ran.row_name(&ran.rows[0]), "a/b");
        ran.rows[1].package = "other".to_owned();
        assert_eq!(ran.row_name(&ran.rows[1]), "other: bin x");
    }
}
