//! Prints each process that ends: why, and how old it was, until Ctrl-C.
#![forbid(unsafe_code)]

use std::os::unix::process::ExitStatusExt as _;
use std::process::ExitStatus;

use clap::Parser;
use tool::{Tracer, number, text};

#[coolbpf::program]
mod exitsnoop {
    const SOURCE: &str = include_str!("bpf/exitsnoop.bpf.c");
}

/// Prints each process that ends: why, and how old it was.
///
/// A process ends as its first thread does. Ages are in seconds.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  exitsnoop                      all processes, until Ctrl-C
  exitsnoop --failed             those that end by a signal or with another code than 0
  exitsnoop --threads --comm java
                                 the threads of java
  exitsnoop --json --duration 60 > ends.jsonl")]
pub struct Options {
    #[command(flatten)]
    constants: exitsnoop::Options,
    #[command(flatten)]
    tracer: Tracer,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut open = exitsnoop::open()?;
    options.constants.fill(&mut open);
    options.tracer.filter.fill(&mut open.rodata().filter)?;
    let mut bpf = open.load()?;
    bpf.attach()?;
    let columns = [
        number("pid", 7),
        number("tid", 7),
        number("ppid", 7),
        text("comm", 16),
        number("age", 12),
        number("code", 4),
        number("signal", 6),
    ];
    options.tracer.follow(bpf.events()?, columns, |table, event| {
        let status = ExitStatus::from_raw(event.status.cast_signed());
        table.row([
            &event.pid,
            &event.tid,
            &event.ppid,
            &event.comm,
            &(event.age as f64 / 1e9),
            &status.code(),
            &status.signal(),
        ]);
        Ok(())
    })
}
