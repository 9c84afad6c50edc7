//! The table that each format prints in its own way.

use super::report::{Cell, Outcome, Report, Row, Subject};

/// A line of a table: of a row of the report, or of the events of an object.
#[derive(Debug)]
pub(super) struct TableLine {
    pub(super) name: String,
    /// One a kernel: its text, and the outcome where it has one.
    pub(super) cells: Vec<(String, Option<Outcome>)>,
}

impl Report {
    /// The lines of a table. Before the programs of an object stands how its events come.
    pub(super) fn table(&self) -> Vec<TableLine> {
        let mut lines = Vec::new();
        let mut last = None;
        for row in &self.rows {
            if let Subject::Program { object, .. } = &row.subject {
                let of_object = |other: &&Row| {
                    other.package == row.package
                        && matches!(&other.subject, Subject::Program { object: its, .. } if its == object)
                };
                let is_new = last.replace((&row.package, object)) != Some((&row.package, object));
                let cells = (0..self.kernels.len()).map(|index| {
                    let mut cells = self.rows.iter().filter(of_object).filter_map(|row| row.cells.get(index));
                    let kinds =
                        cells.find_map(|cell| Some(cell.channel_kinds()).filter(|kinds| !kinds.is_empty()));
                    (kinds.unwrap_or_default(), None)
                });
                let cells: Vec<_> = cells.collect();
                if is_new && cells.iter().any(|(kinds, _)| !kinds.is_empty()) {
                    let package =
                        if self.has_packages() { format!("{}: ", row.package) } else { String::new() };
                    lines.push(TableLine { name: format!("{package}{object} events"), cells });
                }
            }
            let cells = row.cells.iter().map(|cell| (cell.text(), Some(cell.outcome))).collect();
            lines.push(TableLine { name: self.row_name(row), cells });
        }
        lines
    }
}

impl Cell {
    /// What a table says in it.
    fn text(&self) -> String {
        match self.processed {
            Some(processed) => format!("{}, {processed} insns", self.outcome),
            None => self.outcome.to_string(),
        }
    }

    /// The ways by which events come, each once.
    fn channel_kinds(&self) -> String {
        let mut kinds: Vec<String> =
            self.channels.iter().map(|channel| channel.kind.replace('-', " ")).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.join(", ")
    }
}
