//! What the tools of `examples/` share: a [`Tracer`] prints events; [`Output`] prints rows as a table or as JSON, and [`histogram`] counts; [`Run`] and
//! [`Intervals`] say when a tool prints and ends. Those that print stacks of the kernel have `calls`, by the feature `symbols`, and those that count stacks `stacks`, by the feature of that
//! name. [`FileId`] is what programs know a file by.

#[cfg(feature = "symbols")]
pub mod calls;
mod cell;
mod file_id;
pub mod histogram;
mod print;
mod run;
#[cfg(feature = "stacks")]
pub mod stacks;
mod table;
mod tracer;
pub mod words;

pub use cell::Cell;
pub use file_id::FileId;
pub use print::print;
pub use run::{Intervals, Run, lost};
pub use table::{Column, Output, Table, below, number, text};
pub use tracer::Tracer;
