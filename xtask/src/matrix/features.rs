//! The tests of `tests/features` on each kernel, and those of what the runtime says about the kernel.

use std::collections::BTreeMap;
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
    /// The kernel, the error, and the features whose error it is.
    pub(super) refusals: Vec<(String, String, Vec<String>)>,
}

/// What the tests run on.
pub(super) struct Place<'a> {
    pub(super) kernel: &'a Kernel,
    /// What the guest is made to lack.
    pub(super) lacks: Vec<Lack>,
    /// The name of its column.
    pub(super) name: String,
}

/// Runs the tests, in one guest for each place.
pub(super) fn on(places: &[Place<'_>]) -> Result<Features> {
    let tests = tests("coolbpf-features", "features")?;
    let outputs = in_parallel(places, |place| output(place, &tests).map_err(|error| error.to_string()));
    let names: Vec<String> = places.iter().map(|place| place.name.clone()).collect();
    let mut found: BTreeMap<[String; 4], Vec<Option<&str>>> = BTreeMap::new();
    let mut refusals: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut choices: BTreeMap<[String; 2], Vec<String>> = BTreeMap::new();
    for (at, (name, output)) in names.iter().zip(outputs).enumerate() {
        let output = output?;
        for line in output.lines().filter_map(|line| line.strip_prefix(CHOICE)) {
            let mut fields = line.split('\t').map(str::to_owned);
            let [group, ways, chosen] = [(); 3].map(|()| fields.next().unwrap_or_default());
            let cells =
                choices.entry([group, ways]).or_insert_with(|| vec!["not run".to_owned(); names.len()]);
            if let Some(cell) = cells.get_mut(at) {
                *cell = chosen;
            }
        }
        for line in output.lines().filter_map(|line| line.strip_prefix(LINE)) {
            let mut fields = line.split('\t').map(str::to_owned);
            let mut next = || fields.next().unwrap_or_default();
            let [file, feature, since, commit, outcome, error] = [(); 6].map(|()| next());
            let works = outcome == "works";
            if !works {
                refusals.entry((at, name.clone(), error)).or_default().push(feature.clone());
            }
            let cells =
                found.entry([file, feature, since, commit]).or_insert_with(|| vec![None; names.len()]);
            if let Some(cell) = cells.get_mut(at) {
                *cell = Some(if works { "yes" } else { "no" });
            }
        }
    }
    let rows = found.into_iter().map(|([file, feature, since, commit], cells)| Row {
        labels: vec![feature, file, since, commit],
        cells: cells.into_iter().map(|cell| cell.unwrap_or("not run").to_owned()).collect(),
    });
    let refusals = refusals.into_iter().map(|((_, name, error), mut features)| {
        features.sort_unstable();
        (name, error, features)
    });
    let refusals = refusals.collect();
    let table = Table {
        heads: &["feature", "tests", "since", "commit"],
        kernels: names.clone(),
        rows: rows.collect(),
    };
    let chosen = choices.into_iter().map(|(labels, cells)| Row { labels: labels.to_vec(), cells });
    let choices = Table { heads: &["alternatives", "ways"], kernels: names, rows: chosen.collect() };
    Ok(Features { table, choices, refusals })
}

/// What `coolbpf::kernel()` answers on each kernel: a row for each test of it.
pub(super) fn answers(kernels: &[Kernel], names: &[String]) -> Result<Table> {
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
    Ok(Table { heads: &["answer"], kernels: names.to_vec(), rows: found.into_iter().map(row).collect() })
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
    match run(place.kernel, &place.lacks, tests)? {
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

    #[test]
    fn lines_of_tests_are_told_from_others() {
        assert_eq!(test_and_result("test it_works ... ok"), Some(("it_works", true)));
        assert_eq!(test_and_result("test it_works ... FAILED"), Some(("it_works", false)));
        assert_eq!(test_and_result("test result: ok. 1 passed"), None);
    }
}
