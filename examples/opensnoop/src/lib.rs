//! Prints which files are opened, by whom, and what came of it, until Ctrl-C.
#![forbid(unsafe_code)]

use clap::Parser;
use tool::{Cell, Tracer, number, text, words};

#[coolbpf::program]
mod opensnoop {
    const SOURCE: &str = include_str!("bpf/opensnoop.bpf.c");
}

/// Prints which files are opened, by whom, and what came of it.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  opensnoop                        all files, until Ctrl-C
  opensnoop --failed --comm sshd   what sshd does not find or may not open
  opensnoop --name /etc/ --whole   files that are asked for below /etc, with the paths that they have
  opensnoop --json --duration 60 > files.jsonl")]
pub struct Options {
    #[command(flatten)]
    constants: opensnoop::Options,
    #[command(flatten)]
    tracer: Tracer,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut open = opensnoop::open()?;
    options.constants.fill(&mut open);
    options.tracer.filter.fill(&mut open.rodata().filter)?;
    // arm64 has no open(2), and openat2(2) came with Linux 5.6.
    for program in [
        &mut open.progs.ask_open,
        &mut open.progs.answer_open,
        &mut open.progs.ask_openat2,
        &mut open.progs.answer_openat2,
    ] {
        program.load_if_possible()?;
    }
    let mut bpf = open.load()?;
    bpf.attach()?;
    let columns = [number("pid", 7), text("comm", 16), number("fd", 4), text("error", 24), text("file", 0)];
    options.tracer.follow(bpf.events()?, columns, |table, event| {
        let (fd, error) = match event.result {
            fd @ 0.. => (Some(fd), None),
            error => (None, Some(words::error(error.wrapping_neg()))),
        };
        let whole = coolbpf::path(&event.path)?;
        let file: &dyn Cell = if whole == "" { &event.name } else { &whole };
        table.row([&event.pid, &event.comm, &fd, &error, file]);
        Ok(())
    })
}
