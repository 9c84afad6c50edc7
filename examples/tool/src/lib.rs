//! What the tools of `examples/` share: [`Output`] prints rows as a table or as JSON, and [`histogram`] counts; [`Run`] and
//! [`Intervals`] say when a tool prints and ends.

mod cell;
pub mod histogram;
mod run;
mod table;
pub mod words;

pub use cell::Cell;
pub use run::{Intervals, Run, lost};
pub use table::{Column, Output, Table, number, text};
