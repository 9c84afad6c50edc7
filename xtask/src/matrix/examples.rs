//! The programs of the examples on each kernel.

use std::fs;

use super::guests::{Guests, text};
use super::table::{Row, Table};
use crate::Result;

/// Loads and attaches the programs of each crate in `examples/`.
pub(super) fn on(guests: &Guests, kernels: &[&str]) -> Result<Table> {
    let mut examples: Vec<_> = fs::read_dir("examples")?.collect::<std::io::Result<_>>()?;
    examples.sort_by_key(fs::DirEntry::file_name);
    let mut table =
        Table { heads: &["example", "program", "section"], kernels: Vec::new(), rows: Vec::new() };
    for example in examples {
        let manifest = example.path().join("Cargo.toml");
        let manifest = manifest.to_string_lossy();
        let (columns, rows) = guests.matrix(kernels, &["--manifest-path", &manifest])?;
        table.kernels = columns.into_iter().map(|column| column.name).collect();
        table.rows.extend(rows.into_iter().filter(|row| text(&row.subject, "kind") == "program").map(
            |row| Row {
                labels: ["package", "program", "section"].map(|key| text(&row.subject, key)).to_vec(),
                cells: row.cells.iter().map(|cell| text(cell, "outcome")).collect(),
            },
        ));
    }
    Ok(table)
}
