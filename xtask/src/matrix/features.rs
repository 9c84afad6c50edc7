//! The tests of `tests/features` on each kernel.

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
/// They take 15 s on a machine that does nothing else.
const TIME_LIMIT: Duration = Duration::from_secs(240);

/// The features, and what kernels say that lack them.
pub(super) struct Features {
    pub(super) table: Table,
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
    let tests = tests()?;
    let outputs = in_parallel(places, |place| output(place, &tests).map_err(|error| error.to_string()));
    let names: Vec<String> = places.iter().map(|place| place.name.clone()).collect();
    let mut found: BTreeMap<[String; 4], Vec<Option<&str>>> = BTreeMap::new();
    let mut refusals: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (at, (name, output)) in names.iter().zip(outputs).enumerate() {
        for line in output?.lines().filter_map(|line| line.strip_prefix(LINE)) {
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
    let heads = &["feature", "tests", "since", "commit"];
    Ok(Features { table: Table { heads, kernels: names, rows: rows.collect() }, refusals })
}

/// Builds the tests.
fn tests() -> Result<PathBuf> {
    let arguments = ["test", "--no-run", "--package", "coolbpf-features", "--test", "features"];
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
    Ok(executable.ok_or("the tests of the features do not build")?.into())
}

/// What the tests print on a kernel, where all of them pass.
fn output(place: &Place<'_>, tests: &Path) -> Result<String> {
    let mut files = Files::new();
    files.add_program(tests, tests, Arch::X86_64)?;
    let mut guest = Guest::new(place.kernel);
    // So that there are several values per CPU.
    guest.cpus = 2;
    guest.time_limit = Some(TIME_LIMIT);
    // Where the kernel has no tcx, programs for packets are filters.
    guest.modules = ["sch_ingress", "cls_bpf"].map(str::to_owned).to_vec();
    guest.lacks.clone_from(&place.lacks);
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
    let output = String::from_utf8_lossy(&output).into_owned();
    match outcome {
        Outcome::Exited(0) => Ok(output),
        other => Err(format!("the features of the runtime on {}: {other:?}\n{output}", place.name).into()),
    }
}
