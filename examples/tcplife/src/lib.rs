//! Prints the TCP sessions that ended, until Ctrl-C.
#![forbid(unsafe_code)]

use clap::Parser;
use coolbpf::Filter;
use tool::{Tracer, number, text, words};

#[coolbpf::program]
mod tcplife {
    const SOURCE: &str = include_str!("bpf/tcplife.bpf.c");
}

/// Prints TCP sessions when they end, with the bytes that were sent and received.
///
/// The process is the one that connected, or for what came from elsewhere the one that closed; where the other end broke the session off, none is known. Without filters
/// by process these are shown, too. A session that is older than the tool has no duration.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  tcplife                              all sessions, until Ctrl-C
  tcplife --local-port 443             those that a server had
  tcplife --remote-port 5432 --comm app
  tcplife --json --duration 60 > sessions.jsonl")]
pub struct Options {
    #[command(flatten)]
    constants: tcplife::Options,
    #[command(flatten)]
    tracer: Tracer,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut open = tcplife::open()?;
    options.constants.fill(&mut open);
    options.tracer.filter.fill(&mut open.rodata().filter)?;
    open.rodata().unknown = (options.tracer.filter == Filter::default()).into();
    let mut bpf = open.load()?;
    bpf.attach()?;
    let columns = [
        number("pid", 7),
        text("comm", 16),
        text("local", 22),
        text("remote", 22),
        number("sent", 12),
        number("received", 12),
        number("ms", 12),
    ];
    let events = bpf.events()?;
    options.tracer.follow(events, columns, |table, event| {
        let ends = &event.ends;
        let is_known = event.pid != 0;
        table.row([
            &is_known.then_some(event.pid),
            &is_known.then_some(event.comm),
            &words::end(ends.family, ends.local, ends.local_port),
            &words::end(ends.family, ends.remote, ends.remote_port),
            &event.sent,
            &event.received,
            &(event.nanoseconds > 0).then_some(event.nanoseconds as f64 / 1e6),
        ]);
        Ok(())
    })?;
    tool::lost(Some(bpf.bss().forgotten.get()?), "sessions", "there was no room for so many at a time");
    Ok(())
}
