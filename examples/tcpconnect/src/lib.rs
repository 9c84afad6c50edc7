//! Prints the TCP connections that this host opens, how long that took and what came of it, until Ctrl-C.
#![forbid(unsafe_code)]

use clap::Parser;
use tool::{Tracer, number, text, words};

#[coolbpf::program]
mod tcpconnect {
    const SOURCE: &str = include_str!("bpf/tcpconnect.bpf.c");
}

/// Prints the TCP connections that this host opens: how long that took, and what came of it.
///
/// A connection is printed when its fate is known.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  tcpconnect                           all connections, until Ctrl-C
  tcpconnect --port 443 --comm curl    those of curl to a port
  tcpconnect --container 3f2a9c81d0b7  those of a container
  tcpconnect --json --duration 60 > connections.jsonl")]
pub struct Options {
    #[command(flatten)]
    constants: tcpconnect::Options,
    #[command(flatten)]
    tracer: Tracer,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut open = tcpconnect::open()?;
    options.constants.fill(&mut open);
    options.tracer.filter.fill(&mut open.rodata().filter)?;
    let mut bpf = open.load()?;
    bpf.attach()?;
    let columns = [
        number("pid", 7),
        text("comm", 16),
        text("local", 22),
        text("remote", 22),
        number("ms", 9),
        text("result", 0),
    ];
    options.tracer.follow(bpf.events()?, columns, |table, event| {
        let ends = &event.ends;
        let result = match (event.is_connected, event.error) {
            (1, _) => "connected".to_owned(),
            (_, 0) => "given up".to_owned(),
            (_, error) => words::error(error),
        };
        table.row([
            &event.pid,
            &event.comm,
            &words::end(ends.family, ends.local, ends.local_port),
            &words::end(ends.family, ends.remote, ends.remote_port),
            &(event.nanoseconds as f64 / 1e6),
            &result,
        ]);
        Ok(())
    })
}
