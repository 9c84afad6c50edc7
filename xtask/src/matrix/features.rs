//! The tests of `tests/features` on each kernel, and those of what the runtime says about the kernel.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use coolbpf_vm::{Arch, Files, Guest, Kernel, Lack, Outcome};
use serde_json::Value;

use super::guests::{in_parallel, text};
use super::table::{Row, Table};
use crate::Result;

/// What a test prints about a feature: the test's file, the feature, since when, by which commit, and what came of it.
const LINE: &str = "coolbpf-feature\t";
/// What a test prints about a group of alternatives: its name, its ways, and the one that was chosen.
const CHOICE: &str = "coolbpf-choice\t";
/// They take 40 s on a machine that does nothing else, and some minutes where each system call is looked at.
const TIME_LIMIT: Duration = Duration::from_secs(600);

/// The features, and what kernels say that lack them.
pub(super) struct Features {
    pub(super) table: Table,
    /// Which way of alternatives was used.
    pub(super) choices: Table,
    /// The features on what answers like older kernels, and the ways there.
    pub(super) older: Table,
    pub(super) older_choices: Table,
    /// What kernels say that lack something.
    pub(super) refusals: Vec<Refusal>,
}

/// An error, of the same kernels for each of the features.
pub(super) struct Refusal {
    pub(super) error: String,
    /// By name.
    pub(super) kernels: Vec<String>,
    pub(super) features: Vec<String>,
}

/// What the tests run on.
pub(super) struct Place<'a> {
    pub(super) kernel: &'a Kernel,
    /// What the guest is made to lack.
    pub(super) lacks: Vec<Lack>,
    /// The name of its column.
    pub(super) name: String,
    /// Whether it answers like an older kernel.
    pub(super) is_older: bool,
}

impl Place<'_> {
    /// What it says of its release.
    fn releases(&self) -> Vec<String> {
        let older = self.lacks.iter().filter_map(|lack| match lack {
            Lack::LaterRelease { major, minor } => Some(format!("{major}.{minor}.0")),
            _ => None,
        });
        older.chain([self.kernel.release.clone()]).collect()
    }
}

/// Runs the tests, in one guest for each place.
pub(super) fn on(places: &[Place<'_>]) -> Result<Features> {
    let tests = tests("coolbpf-features", "features")?;
    let outputs = in_parallel(places, |place| output(place, &tests).map_err(|error| error.to_string()));
    let mut columns = Vec::new();
    for (place, output) in places.iter().zip(outputs) {
        columns.push((place, output?));
    }
    let refusals = refusals(&columns);
    let (older, same): (Vec<_>, Vec<_>) = columns.into_iter().partition(|(place, _)| place.is_older);
    let [older, same] = [older, same].map(|columns| {
        columns.into_iter().map(|(place, output)| (place.name.clone(), output)).collect::<Vec<_>>()
    });
    Ok(Features {
        table: table(["feature", "tests", "since", "commit"], &same),
        choices: choices(["alternatives", "ways"], &same),
        older: table(["feature on older kernels", "tests", "since", "commit"], &older),
        older_choices: choices(["alternatives on older kernels", "ways"], &older),
        refusals,
    })
}

/// The features, a column for each of the kernels whose name and output are given.
fn table(heads: [&'static str; 4], kernels: &[(String, String)]) -> Table {
    let mut found: BTreeMap<[String; 4], Vec<&str>> = BTreeMap::new();
    for (at, (_, output)) in kernels.iter().enumerate() {
        for shown in shown(output) {
            let cells = found.entry(shown.labels).or_insert_with(|| vec!["not run"; kernels.len()]);
            if let Some(cell) = cells.get_mut(at) {
                *cell = match shown.outcome.as_str() {
                    "works" => "yes",
                    "can't tell" => "can't tell",
                    _ => "no",
                };
            }
        }
    }
    let rows = found.into_iter().map(|([file, feature, since, commit], cells)| Row {
        labels: vec![feature, file, since, commit],
        cells: cells.into_iter().map(str::to_owned).collect(),
    });
    Table { heads: heads.to_vec(), kernels: names(kernels), rows: rows.collect() }
}

/// Which way was chosen, in the same form.
fn choices(heads: [&'static str; 2], kernels: &[(String, String)]) -> Table {
    let mut choices: BTreeMap<[String; 2], Vec<String>> = BTreeMap::new();
    for (at, (_, output)) in kernels.iter().enumerate() {
        for line in output.lines().filter_map(|line| line.strip_prefix(CHOICE)) {
            let mut fields = line.split('\t').map(str::to_owned);
            let [group, ways, chosen] = [(); 3].map(|()| fields.next().unwrap_or_default());
            let cells =
                choices.entry([group, ways]).or_insert_with(|| vec!["not run".to_owned(); kernels.len()]);
            if let Some(cell) = cells.get_mut(at) {
                *cell = chosen;
            }
        }
    }
    let rows = choices.into_iter().map(|(labels, cells)| Row { labels: labels.to_vec(), cells });
    Table { heads: heads.to_vec(), kernels: names(kernels), rows: rows.collect() }
}

fn names(kernels: &[(String, String)]) -> Vec<String> {
    kernels.iter().map(|(name, _)| name.clone()).collect()
}

/// What kernels say of what they lack, those with the same words together.
fn refusals(columns: &[(&Place<'_>, String)]) -> Vec<Refusal> {
    let mut of_features: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
    for (at, (place, output)) in columns.iter().enumerate() {
        for shown in shown(output).filter(|shown| shown.outcome == "refused") {
            let [_, feature, ..] = shown.labels;
            let error =
                place.releases().iter().fold(shown.error, |error, release| error.replace(release, "RELEASE"));
            of_features.entry((error, feature)).or_default().insert(at);
        }
    }
    let mut together: BTreeMap<(BTreeSet<usize>, String), Vec<String>> = BTreeMap::new();
    for ((error, feature), kernels) in of_features {
        together.entry((kernels, error)).or_default().push(feature);
    }
    let name = |at: usize| columns.get(at).map_or_else(String::new, |(place, _)| place.name.clone());
    let refusal = |((kernels, error), features)| Refusal {
        error,
        kernels: BTreeSet::into_iter(kernels).map(name).collect(),
        features,
    };
    together.into_iter().map(refusal).collect()
}

/// What a test showed of a feature.
struct Shown {
    /// The test's file, the feature, since when, by which commit.
    labels: [String; 4],
    /// `works`, `can't tell` or `refused`.
    outcome: String,
    error: String,
}

fn shown(output: &str) -> impl Iterator<Item = Shown> {
    output.lines().filter_map(|line| line.strip_prefix(LINE)).map(|line| {
        let mut fields = line.split('\t').map(str::to_owned);
        let mut next = || fields.next().unwrap_or_default();
        Shown { labels: [(); 4].map(|()| next()), outcome: next(), error: next() }
    })
}

/// What `coolbpf::kernel()` answers on each kernel: a row for each test of it.
pub(super) fn answers(kernels: &[Kernel]) -> Result<Table> {
    let names = super::columns(kernels);
    let tests = tests("coolbpf-runtime", "kernel")?;
    let run = |kernel: &Kernel| run(kernel, &[], &tests).map_err(|error| error.to_string());
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (at, ran) in in_parallel(kernels, run).into_iter().enumerate() {
        let (outcome, output) = ran?;
        if outcome != Outcome::Exited(0) {
            println!(
                "what the runtime says about {}: {outcome:?}\n{output}",
                names.get(at).map_or("", String::as_str)
            );
        }
        for (test, passes) in output.lines().filter_map(test_and_result) {
            let cells = found.entry(test.replace('_', " ")).or_insert_with(|| vec!["not run"; names.len()]);
            if let Some(cell) = cells.get_mut(at) {
                *cell = if passes { "yes" } else { "no" };
            }
        }
    }
    let row = |(test, cells): (String, Vec<&str>)| Row {
        labels: vec![test],
        cells: cells.into_iter().map(str::to_owned).collect(),
    };
    Ok(Table { heads: vec!["answer"], kernels: names, rows: found.into_iter().map(row).collect() })
}

/// The name of a test and whether it passed, from a line that says so.
fn test_and_result(line: &str) -> Option<(&str, bool)> {
    let (test, result) = line.strip_prefix("test ")?.split_once(" ... ")?;
    Some((test, result == "ok"))
}

/// Builds a test of a package.
fn tests(package: &str, test: &str) -> Result<PathBuf> {
    let arguments = ["test", "--no-run", "--package", package, "--test", test];
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--message-format=json-render-diagnostics")
        .stderr(Stdio::inherit())
        .output()?;
    let messages = String::from_utf8(output.stdout)?;
    let messages =
        messages.lines().map(serde_json::from_str::<Value>).collect::<serde_json::Result<Vec<_>>>()?;
    let mut executables = messages.iter().map(|message| text(message, "executable"));
    let executable = executables.rfind(|executable| !executable.is_empty());
    Ok(executable.ok_or_else(|| format!("the test {test} of {package} does not build"))?.into())
}

/// What the tests print on a kernel, where all of them pass.
fn output(place: &Place<'_>, tests: &Path) -> Result<String> {
    let mut ended = run(place.kernel, &place.lacks, tests)?;
    if let (Outcome::Panicked { console }, _) = &ended {
        // QEMU may run code while another processor of the guest changes it, as the kernel does where tracepoints are switched on.
        println!("the kernel of {} panicked, and is tried once more:\n{console}", place.name);
        ended = run(place.kernel, &place.lacks, tests)?;
    }
    match ended {
        (Outcome::Exited(0), output) => Ok(output),
        (other, output) => {
            Err(format!("the features of the runtime on {}: {other:?}\n{output}", place.name).into())
        }
    }
}

/// Runs tests in a guest, and gives what they print.
fn run(kernel: &Kernel, lacks: &[Lack], tests: &Path) -> Result<(Outcome, String)> {
    let mut files = Files::new();
    files.add_program(tests, tests, Arch::X86_64)?;
    let mut guest = Guest::new(kernel);
    // They load many objects at a time, whose maps all take memory.
    guest.memory_mib = Some(1024);
    // So that there are several values per CPU.
    guest.cpus = 2;
    guest.time_limit = Some(TIME_LIMIT);
    // Where the kernel has no tcx, programs for packets are filters.
    guest.modules = ["sch_ingress", "cls_bpf", "null_blk"].map(str::to_owned).to_vec();
    guest.lacks = lacks.to_vec();
    guest.files = files;
    let command = coolbpf_vm::Command {
        program: tests.to_owned(),
        arguments: vec!["--show-output".into()],
        environment: Vec::new(),
        directory: "/".into(),
    };
    let mut output = Vec::new();
    let outcome = guest.run(&command, &mut |_, bytes| {
        output.extend_from_slice(bytes);
        Ok(())
    })?;
    Ok((outcome, String::from_utf8_lossy(&output).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kernel() -> Kernel {
        Kernel {
            release: "5.10.0-9-cloud-amd64".to_owned(),
            version: coolbpf_vm::Version { major: 5, minor: 10, patch: 0 },
            arch: Arch::X86_64,
            image: PathBuf::new(),
            boot: coolbpf_vm::Boot::Bzimage,
            btf: None,
            modules: None,
            origin: String::new(),
        }
    }

    #[test]
    fn what_guests_print_is_a_column_of_each_and_a_line_for_those_that_say_the_same() {
        let kernel = kernel();
        let older = |minor| Place {
            kernel: &kernel,
            lacks: vec![Lack::LaterRelease { major: 4, minor }],
            name: format!("4.{minor}"),
            is_older: true,
        };
        let places = [older(9), older(14)];
        let says = |release: &str, test_run: &str| {
            format!(
                "coolbpf-feature\told\tloops\t5.3\tabc\trefused\tnone on {release}\nnoise\n\
                 coolbpf-feature\ttests\ttest run\t4.12\tdef\t{test_run}\n"
            )
        };
        let outputs = [says("4.9.0", "can't tell"), says("4.14.0", "works")];
        let columns: Vec<_> = places.iter().zip(outputs).collect();
        let [Refusal { error, kernels, features }] = &refusals(&columns)[..] else { panic!("one refusal") };
        assert_eq!((error.as_str(), kernels.join(" ")), ("none on RELEASE", "4.9 4.14".to_owned()));
        assert_eq!(features.join(" "), "loops");
        let named: Vec<_> = columns.into_iter().map(|(place, text)| (place.name.clone(), text)).collect();
        let table = table(["feature on older kernels", "tests", "since", "commit"], &named);
        assert_eq!(
            table.markdown(),
            "| feature on older kernels | tests | since | commit | 4.9 | 4.14 |\n|---|---|---|---|---|---|\n\
             | loops | old | 5.3 | abc | no | no |\n| test run | tests | 4.12 | def | can't tell | yes |\n"
        );
        assert!(table.differences(&table.markdown()).is_empty());
    }

    #[test]
    fn lines_of_tests_are_told_from_others() {
        assert_eq!(test_and_result("test it_works ... ok"), Some(("it_works", true)));
        assert_eq!(test_and_result("test it_works ... FAILED"), Some(("it_works", false)));
        assert_eq!(test_and_result("test result: ok. 1 passed"), None);
    }
}
