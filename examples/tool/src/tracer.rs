//! A tool that prints events.

use coolbpf::{Events, Filter, Result, Value};

use crate::{Column, Output, Run, Table};

/// The options of a tool that prints a row for each event: which tasks it watches, how it prints, and how long it runs.
#[derive(Debug, Clone, clap::Args)]
pub struct Tracer {
    /// Which tasks, for the program's constant.
    #[command(flatten)]
    pub filter: Filter,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    run: Run,
}

impl Tracer {
    /// Has `print` print the row of each event, until the end; then says how many were lost.
    ///
    /// # Errors
    /// Where an event can't be read, or `print` fails.
    pub fn follow<T: Value, const N: usize>(
        &self,
        events: Events<'_, T>,
        columns: [Column; N],
        mut print: impl FnMut(&Table<N>, T) -> Result<()>,
    ) -> Result<()> {
        let table = self.output.table(columns);
        self.run.follow(events, |event| print(&table, event))
    }
}
