//! `cargo coolbpf`, which runs things in guests.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::Result;

/// The command, built.
pub(super) struct Guests {
    program: PathBuf,
    /// The workspace's target directory, so that crates outside of the workspace use what is built already.
    target: PathBuf,
}

/// A kernel of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// As in `6.12`.
    pub(super) name: String,
    pub(super) release: String,
    pub(super) origin: String,
}

/// A row of what `cargo coolbpf matrix` found.
pub(super) struct Row {
    /// What it is about, by the keys of the command's JSON.
    pub(super) subject: Value,
    /// One a kernel.
    pub(super) cells: Vec<Value>,
}

/// Builds the command.
pub(super) fn build() -> Result<Guests> {
    let status = Command::new(env!("CARGO")).args(["build", "--package", "cargo-coolbpf"]).status()?;
    if !status.success() {
        return Err("cargo-coolbpf does not build".into());
    }
    let target = PathBuf::from(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
    let target = std::path::absolute(target)?;
    Ok(Guests { program: target.join("debug/cargo-coolbpf"), target })
}

impl Guests {
    /// Runs `cargo coolbpf matrix` on the kernels, with more arguments.
    pub(super) fn matrix(&self, kernels: &[&str], arguments: &[&str]) -> Result<(Vec<Column>, Vec<Row>)> {
        let mut matrix = self.command(&["matrix", "--format", "json"]);
        for kernel in kernels {
            matrix.args(["--kernel", kernel]);
        }
        // What failed is in what it prints.
        let report = json(matrix.args(arguments), &[0, 2])?;
        let columns = list(&report, "kernels").iter().map(|column| Column {
            name: text(column, "name"),
            release: text(column, "release"),
            origin: text(column, "origin"),
        });
        let rows = list(&report, "rows")
            .iter()
            .map(|row| Row { subject: row.clone(), cells: list(row, "cells").to_vec() });
        Ok((columns.collect(), rows.collect()))
    }

    /// The versions that Debian's suites offer, the newest of each series.
    pub(super) fn available(&self) -> Result<Vec<String>> {
        let offers = json(&mut self.command(&["kernels", "list", "--available", "--format", "json"]), &[0])?;
        let mut series: Vec<String> = offers
            .as_array()
            .into_iter()
            .flatten()
            .map(|offer| text(offer, "version").split('.').take(2).collect::<Vec<_>>().join("."))
            .collect();
        series.dedup();
        Ok(series)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("coolbpf").args(arguments).env("CARGO_TARGET_DIR", &self.target);
        command
    }
}

/// Runs a command that prints JSON.
fn json(command: &mut Command, codes: &[i32]) -> Result<Value> {
    let output = command.stderr(std::process::Stdio::inherit()).output()?;
    if !output.status.code().is_some_and(|code| codes.contains(&code)) {
        return Err(format!("{command:?} ended with {}", output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// A text of an object; empty where there is none.
pub(super) fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
