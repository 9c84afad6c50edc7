//! The programs of the examples on each kernel.

use std::fs;
use std::path::Path;

use coolbpf_vm::Kernel;

use super::guests::{self, text};
use super::table::{Row, Table};
use crate::Result;

/// Loads and attaches the programs of each crate in `examples/`, those of this workspace in one guest for each kernel.
pub(super) fn on(kernels: &[Kernel]) -> Result<Table> {
    let (mut members, mut others) = (Vec::new(), Vec::new());
    for example in fs::read_dir("examples")? {
        let example = example?.path();
        // What the tools share has no programs.
        if !example.join("coolbpf-vendor").exists() {
            continue;
        }
        let manifest = example.join("Cargo.toml");
        let text = fs::read_to_string(&manifest)?;
        let name = text.lines().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
        match name {
            // Of this workspace, it has the version.
            Some(name) if text.contains("version.workspace = true") => members.push(name.to_owned()),
            _ => others.push(manifest),
        }
    }
    let mut found = guests::matrix(kernels, Path::new("Cargo.toml"), &members)?;
    for manifest in others {
        found.extend(guests::matrix(kernels, &manifest, &[])?);
    }
    let mut rows: Vec<_> = found
        .iter()
        .map(|row| Row {
            labels: ["package", "program", "section"].map(|key| text(row, key)).to_vec(),
            cells: guests::list(row, "cells").iter().map(|cell| text(cell, "outcome")).collect(),
        })
        .collect();
    // Those of a package keep their order.
    rows.sort_by(|one, other| one.labels.first().cmp(&other.labels.first()));
    Ok(Table { heads: vec!["example", "program", "section"], kernels: super::columns(kernels), rows })
}
