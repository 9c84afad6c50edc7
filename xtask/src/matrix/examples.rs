//! The programs of the examples on each kernel.

use std::fs;

use coolbpf_vm::Kernel;

use super::guests::{self, text};
use super::table::{Row, Table};
use crate::Result;

/// Loads and attaches the programs of each crate in `examples/`; `names` are those of the columns.
pub(super) fn on(kernels: &[Kernel], names: &[String]) -> Result<Table> {
    let mut examples = fs::read_dir("examples")?.collect::<std::io::Result<Vec<_>>>()?;
    // What the tools share has no programs.
    examples.retain(|example| example.path().join("coolbpf-vendor").exists());
    examples.sort_by_key(fs::DirEntry::file_name);
    let mut rows = Vec::new();
    for example in examples {
        let manifest = example.path().join("Cargo.toml");
        for row in guests::matrix(kernels, &manifest)? {
            rows.push(Row {
                labels: ["package", "program", "section"].map(|key| text(&row, key)).to_vec(),
                cells: guests::list(&row, "cells").iter().map(|cell| text(cell, "outcome")).collect(),
            });
        }
    }
    Ok(Table { heads: vec!["example", "program", "section"], kernels: names.to_vec(), rows })
}
