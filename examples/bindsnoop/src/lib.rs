//! Prints which sockets are bound to which addresses, until Ctrl-C.
#![forbid(unsafe_code)]

use clap::Parser;
use tool::{Tracer, number, text, words};

#[coolbpf::program]
mod bindsnoop {
    const SOURCE: &str = include_str!("bpf/bindsnoop.bpf.c");
}

/// Prints which sockets are bound to which addresses, by whom, and what came of it.
///
/// Sockets are those of IPv4 and IPv6. Where any port will do, the one that the kernel chose.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  bindsnoop                 all sockets, until Ctrl-C
  bindsnoop --uid 33        those of a user
  bindsnoop --json --duration 60 > sockets.jsonl")]
pub struct Options {
    #[command(flatten)]
    tracer: Tracer,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut open = bindsnoop::open()?;
    options.tracer.filter.fill(&mut open.rodata().filter)?;
    let mut bpf = open.load()?;
    bpf.attach()?;
    let columns = [
        number("pid", 7),
        number("uid", 7),
        text("comm", 16),
        text("protocol", 8),
        text("address", 22),
        text("error", 0),
    ];
    options.tracer.follow(bpf.events()?, columns, |table, event| {
        let ends = &event.ends;
        table.row([
            &event.pid,
            &event.uid,
            &event.comm,
            &words::protocol(ends.protocol.into()),
            &words::end(ends.family, ends.local, ends.local_port),
            &(event.result < 0).then(|| words::error(event.result.wrapping_neg())),
        ]);
        Ok(())
    })
}
