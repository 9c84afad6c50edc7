//! The committed file that says what each program did on each kernel, so that only changes for the worse count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, TableLike};

use super::report::{Cell, Column, Outcome, Regression, Report, Row};
use crate::Result;

/// Where it lies, beside the workspace's manifest, unless an argument says otherwise.
pub(super) const FILE: &str = "coolbpf-matrix.toml";

const VERSION: i64 = 1;
const TABLE: &str = "matrix";

const HEADER: &str = "\
# What the BPF programs do on each kernel. `cargo coolbpf matrix --check` fails where it got worse.
# Written by `cargo coolbpf matrix --save-baseline`.
";

/// The outcomes of each package's rows, by kernel.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Baseline(BTreeMap<String, BTreeMap<String, BTreeMap<String, Outcome>>>);

impl Baseline {
    /// Reads the file; none where there is no such file.
    pub(super) fn read(path: &Path) -> Result<Option<Self>> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("read {}: {error}", path.display()).into()),
        };
        Self::parse(&text).map(Some).map_err(|error| {
            format!("read {}: {error}; write it anew with --save-baseline", path.display()).into()
        })
    }

    pub(super) fn write(&self, path: &Path) -> Result {
        let directory =
            path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let write = || {
            let file = tempfile::NamedTempFile::new_in(directory)?;
            fs::write(file.path(), self.text())?;
            file.persist(path)?;
            // Temporary files are for their owner only.
            #[cfg(unix)]
            fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
            std::io::Result::Ok(())
        };
        write().map_err(|error| format!("write {}: {error}", path.display()).into())
    }

    fn parse(text: &str) -> Result<Self> {
        let document: DocumentMut = text.parse()?;
        match document.get("version").and_then(Item::as_integer) {
            Some(VERSION) => {}
            Some(version) => return Err(format!("version {version} is not known here").into()),
            None => return Err("it has no `version`".into()),
        }
        let read_row = |(row, kernels): (&str, &Item)| {
            let outcomes = table(row, kernels)?.iter().map(|(kernel, outcome)| {
                let outcome = outcome.as_str().and_then(outcome_named);
                let outcome = outcome.ok_or_else(|| format!("what `{row}` did on {kernel} is no outcome"))?;
                Ok((kernel.to_owned(), outcome))
            });
            Ok((row.to_owned(), outcomes.collect::<Result<_>>()?))
        };
        let read_package = |(package, rows): (&str, &Item)| {
            let rows = table(package, rows)?.iter().map(read_row);
            Ok((package.to_owned(), rows.collect::<Result<_>>()?))
        };
        let Some(matrix) = document.get(TABLE) else { return Ok(Self::default()) };
        table(TABLE, matrix)?.iter().map(read_package).collect::<Result<_>>().map(Self)
    }

    /// Packages and rows by name, kernels by version: the same outcomes are the same bytes.
    fn text(&self) -> String {
        let mut document = DocumentMut::new();
        document.insert("version", toml_edit::value(VERSION));
        let mut packages = Table::new();
        packages.set_implicit(true);
        for (package, rows) in &self.0 {
            let mut of_package = Table::new();
            of_package.set_implicit(true);
            for (row, outcomes) in rows {
                let mut kernels: Vec<_> = outcomes.iter().collect();
                kernels.sort_by_cached_key(|(kernel, _)| (numbers(kernel), (*kernel).clone()));
                let mut table = Table::new();
                for (kernel, outcome) in kernels {
                    table.insert(kernel, toml_edit::value(outcome.as_str()));
                }
                of_package.insert(row, Item::Table(table));
            }
            packages.insert(package, Item::Table(of_package));
        }
        document.insert(TABLE, Item::Table(packages));
        format!("{HEADER}{document}")
    }

    /// Takes over what a run found. What did not run stays as it was.
    pub(super) fn update(&mut self, report: &Report) {
        for (row, column, cell) in report.cells().filter(|(_, _, cell)| cell.outcome != Outcome::NotRun) {
            let rows = self.0.entry(row.package.clone()).or_default();
            rows.entry(row.subject.to_string()).or_default().insert(column.name.clone(), cell.outcome);
        }
    }

    /// Forgets the rows of packages that are none of those that each has.
    pub(super) fn retain(&mut self, rows_of_packages: &BTreeMap<String, BTreeSet<String>>) {
        for (package, rows) in rows_of_packages {
            if let Some(known) = self.0.get_mut(package) {
                known.retain(|row, _| rows.contains(row));
            }
        }
        self.0.retain(|_, rows| !rows.is_empty());
    }

    /// What is worse than here; what this does not know is to be well.
    pub(super) fn regressions(&self, report: &Report) -> Vec<Regression> {
        let regression = |(row, column, cell): (&Row, &Column, &Cell)| {
            let (name, outcome) = (row.subject.to_string(), cell.outcome);
            let rows = self.0.get(&row.package).and_then(|rows| rows.get(&name));
            let baseline = rows.and_then(|outcomes| outcomes.get(&column.name)).copied();
            let is_worse = match baseline {
                Some(baseline) => outcome.is_worse_than(baseline),
                None => !outcome.is_well() && !row.subject.is_optional(),
            };
            // What did not run is trouble, and none of the program's.
            (is_worse && outcome != Outcome::NotRun).then(|| Regression {
                package: row.package.clone(),
                row: name,
                kernel: column.name.clone(),
                baseline,
                outcome,
            })
        };
        report.cells().filter_map(regression).collect()
    }

    /// Whether a run found something better than this says, or something that this doesn't know.
    pub(super) fn is_outdone(&self, report: &Report) -> bool {
        let mut updated = self.clone();
        updated.update(report);
        updated != *self
    }
}

fn outcome_named(name: &str) -> Option<Outcome> {
    Outcome::ALL.into_iter().find(|outcome| outcome.as_str() == name)
}

fn table<'a>(name: &str, item: &'a Item) -> Result<&'a dyn TableLike> {
    item.as_table_like().ok_or_else(|| format!("`{name}` is no table").into())
}

/// The numbers in a kernel's name, to sort by.
pub(super) fn numbers(kernel: &str) -> Vec<u32> {
    kernel.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::report;
    use super::*;

    const TEXT: &str = "\
# What the BPF programs do on each kernel. `cargo coolbpf matrix --check` fails where it got worse.
# Written by `cargo coolbpf matrix --save-baseline`.
version = 1

[matrix.tool.\"bin tool\"]
\"5.10\" = \"timed-out\"
\"6.1\" = \"passed\"
\"6.12\" = \"passed\"

[matrix.tool.\"hello/on_exec\"]
\"5.10\" = \"failed\"
\"6.1\" = \"attached\"
\"6.12\" = \"attached\"
";

    fn ran() -> Report {
        use Outcome::{Attached, Failed, Passed, TimedOut};
        report(&[("bin tool", &[TimedOut, Passed, Passed]), ("hello/on_exec", &[Failed, Attached, Attached])])
    }

    fn regressions(text: &str, report: &Report) -> Vec<String> {
        let found = Baseline::parse(text).unwrap().regressions(report);
        found.iter().map(|one| format!("{} {} {:?}", one.row, one.kernel, one.baseline)).collect()
    }

    #[test]
    fn what_a_run_found_reads_back_in_an_order_that_only_content_decides() {
        let mut baseline = Baseline::default();
        baseline.update(&ran());
        assert_eq!(baseline.text(), TEXT);
        assert_eq!(Baseline::parse(TEXT).unwrap(), baseline);
        let mut reversed = ran();
        reversed.rows.reverse();
        let mut other = Baseline::default();
        other.update(&reversed);
        assert_eq!(other.text(), TEXT);
        assert!(!baseline.is_outdone(&ran()));
    }

    #[test]
    fn only_what_got_worse_is_a_regression() {
        use Outcome::{Attached, Failed, HeldBack, Loaded, NotRun, Panicked, Passed};
        assert!(regressions(TEXT, &ran()).is_empty());
        let exec = |outcomes| regressions(TEXT, &report(&[("hello/on_exec", outcomes)]));
        assert!(exec(&[HeldBack, Attached, Attached]).is_empty());
        assert!(exec(&[Loaded, Attached, Attached]).is_empty());
        assert!(exec(&[NotRun, NotRun, NotRun]).is_empty());
        assert_eq!(exec(&[Panicked, Attached, Attached]), ["hello/on_exec 5.10 Some(Failed)"]);
        assert_eq!(
            exec(&[Failed, Loaded, Failed]),
            ["hello/on_exec 6.1 Some(Attached)", "hello/on_exec 6.12 Some(Attached)"]
        );
        let new = regressions(TEXT, &report(&[("bin new", &[Failed, Passed, Passed])]));
        assert_eq!(new, ["bin new 5.10 None"]);
    }

    #[test]
    fn what_was_not_run_stays_and_what_is_gone_goes() {
        use Outcome::{Attached, NotRun};
        let partial = report(&[("hello/on_exec", &[Attached, NotRun, Attached])]);
        let mut baseline = Baseline::parse(TEXT).unwrap();
        assert!(baseline.is_outdone(&partial));
        baseline.update(&partial);
        let updated = TEXT.replace("\"failed\"", "\"attached\"");
        assert_eq!(baseline.text(), updated);
        let of_tool = |rows: &[&str]| {
            BTreeMap::from([("tool".to_owned(), rows.iter().map(|&row| row.to_owned()).collect())])
        };
        // A binary that there is, and that was not run.
        baseline.retain(&of_tool(&["hello/on_exec", "bin tool"]));
        baseline.retain(&BTreeMap::from([("other".to_owned(), BTreeSet::new())]));
        assert_eq!(baseline.text(), updated);
        baseline.retain(&of_tool(&["hello/on_exec"]));
        assert!(!baseline.text().contains("bin tool") && baseline.text().contains("\"6.1\" = \"attached\""));
        baseline.retain(&of_tool(&[]));
        assert_eq!(baseline, Baseline::default());
    }

    #[test]
    fn a_file_that_is_no_baseline_is_refused() {
        for (text, said) in [
            ("", "it has no `version`"),
            ("version = 2", "version 2 is not known here"),
            ("version = 1\nmatrix = 1", "`matrix` is no table"),
            ("version = 1\nmatrix.a = 1", "`a` is no table"),
            ("version = 1\nmatrix.a.b = 1", "`b` is no table"),
            ("version = 1\nmatrix.a.b.\"6.1\" = \"good\"", "what `b` did on 6.1 is no outcome"),
            ("version = 1\nmatrix.a.b.\"6.1\" = 1", "what `b` did on 6.1 is no outcome"),
        ] {
            assert_eq!(Baseline::parse(text).unwrap_err().to_string(), said, "{text}");
        }
        assert!(Baseline::parse("<<<<<<< ours").is_err());
        assert_eq!(Baseline::parse("version = 1").unwrap(), Baseline::default());
    }

    #[test]
    fn a_baseline_that_is_not_there_is_none() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join(FILE);
        assert_eq!(Baseline::read(&path).unwrap(), None);
        Baseline::parse(TEXT).unwrap().write(&path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), TEXT);
        fs::write(&path, "version = 2").unwrap();
        let error = Baseline::read(&path).unwrap_err().to_string();
        assert!(
            error.ends_with("version 2 is not known here; write it anew with --save-baseline"),
            "{error}"
        );
    }
}
