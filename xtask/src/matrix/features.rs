//! The tests of `tests/features` on each kernel.

use std::collections::BTreeMap;
use std::fs;

use super::guests::{Column, Guests, text};
use super::table::{Row, Table};
use crate::Result;

/// What a test prints about a feature: the test's file, the feature, since when, by which commit, and what came of it.
const LINE: &str = "coolbpf-feature\t";

/// The features, and what kernels say that lack them.
pub(super) struct Features {
    pub(super) table: Table,
    /// Feature, kernel, and the error.
    pub(super) refusals: Vec<(String, String, String)>,
}

/// Runs the tests.
pub(super) fn on(guests: &Guests, kernels: &[&str]) -> Result<(Features, Vec<Column>)> {
    let arguments =
        ["--package", "coolbpf-features", "--test", "features", "--cpus", "2", "--", "--show-output"];
    let (columns, rows) = guests.matrix(kernels, &arguments)?;
    let tests = rows.iter().find(|row| text(&row.subject, "kind") == "test");
    let tests = tests.ok_or("`cargo coolbpf matrix` says nothing of the tests")?;
    let mut found: BTreeMap<[String; 4], Vec<Option<String>>> = BTreeMap::new();
    let mut refusals = Vec::new();
    for (at, (column, cell)) in columns.iter().zip(&tests.cells).enumerate() {
        let log = fs::read_to_string(text(cell, "log")).unwrap_or_default();
        if text(cell, "outcome") != "passed" {
            let failed: Vec<&str> = log.lines().filter(|line| line.ends_with("FAILED")).collect();
            return Err(format!(
                "the features of the runtime on {}: {} ({}), {}; the whole is in {}",
                column.release,
                text(cell, "outcome"),
                text(cell, "reason"),
                failed.join(", "),
                text(cell, "log"),
            )
            .into());
        }
        for line in log.lines().filter_map(|line| line.strip_prefix(LINE)) {
            let mut fields = line.split('\t').map(str::to_owned);
            let mut next = || fields.next().unwrap_or_default();
            let labels @ [_, _, _, _] = [next(), next(), next(), next()];
            let cell = if next() == "works" { "yes" } else { "no" };
            if cell == "no" {
                refusals.push((labels[1].clone(), column.name.clone(), next()));
            }
            let cells = found.entry(labels).or_insert_with(|| vec![None; columns.len()]);
            if let Some(place) = cells.get_mut(at) {
                *place = Some(cell.to_owned());
            }
        }
    }
    refusals.sort();
    let rows = found.into_iter().map(|([tests, feature, since, commit], cells)| Row {
        labels: vec![feature, tests, since, commit],
        cells: cells.into_iter().map(|cell| cell.unwrap_or_else(|| "not run".to_owned())).collect(),
    });
    let table = Table {
        heads: &["feature", "tests", "since", "commit"],
        kernels: columns.iter().map(|column| column.name.clone()).collect(),
        rows: rows.collect(),
    };
    Ok((Features { table, refusals }, columns))
}
