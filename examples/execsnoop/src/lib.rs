//! Prints each program that is started, with its parent and its file, until Ctrl-C.
#![forbid(unsafe_code)]

use clap::Parser;
use tool::{Tracer, number, text};

#[coolbpf::program]
mod execsnoop {
    const SOURCE: &str = include_str!("bpf/execsnoop.bpf.c");
}

/// Prints each program that is started, with its parent and its file.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  execsnoop                            all programs, until Ctrl-C
  execsnoop --comm git                 those that call themselves git-something
  execsnoop --container 3f2a9c81d0b7   those of a container
  execsnoop --json --duration 60 > programs.jsonl")]
pub struct Options {
    #[command(flatten)]
    tracer: Tracer,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut open = execsnoop::open()?;
    options.tracer.filter.fill(&mut open.rodata().filter)?;
    let mut bpf = open.load()?;
    bpf.attach()?;
    let columns = [number("pid", 7), number("ppid", 7), text("comm", 16), text("filename", 0)];
    options.tracer.follow(bpf.events()?, columns, |table, event| {
        table.row([&event.pid, &event.ppid, &event.comm, &event.filename]);
        Ok(())
    })
}
