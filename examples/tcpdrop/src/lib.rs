//! Prints the packets of TCP that the kernel drops, until Ctrl-C.
#![forbid(unsafe_code)]

mod reason;
mod tcp;

use clap::Parser;
use coolbpf::symbols::Symbolizer;
use tool::{Output, Run, below, calls, text, words};

use reason::Reasons;

#[coolbpf::program]
mod tcpdrop {
    const SOURCE: &str = include_str!("bpf/tcpdrop.bpf.c");
}

/// Prints the packets of TCP that the kernel drops: between what, in which state, and why
///
/// The reason is the kernel's, by the name that it has there; Linux 5.17 is the first to tell one. What the kernel was done with in good order is no drop,
/// if it says so: before 5.17, and with the reason NOT_SPECIFIED, a packet may have been just that.
///
/// The state is that of the packet's socket, or since Linux 6.11 of the one that was to receive it. Flags and ports are missing where the packet has
/// no header of TCP, as in all fragments but the first.
///
/// There is no filter by process: what drops packets is the kernel, whatever process it interrupts.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  tcpdrop                            all drops, until Ctrl-C
  tcpdrop --port 443 --stack         those of a port, each with what the kernel was doing
  tcpdrop --reason NETFILTER_DROP --reason NO_SOCKET
                                     what the firewall dropped, and what nobody listened to
  tcpdrop --json --duration 60 > drops.jsonl")]
pub struct Options {
    #[command(flatten)]
    constants: tcpdrop::Options,
    /// Only drops for this reason; may be given several times
    #[arg(long, value_name = "REASON")]
    reason: Vec<String>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    run: Run,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where a reason is none, the program can't be loaded or attached, or what it tells can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let reasons = Reasons::of_kernel()?;
    let wanted: Vec<i32> =
        options.reason.iter().map(|name| reasons.number(name)).collect::<std::io::Result<_>>()?;
    let mut open = tcpdrop::open()?;
    options.constants.fill(&mut open);
    open.rodata().has_reasons = (!wanted.is_empty()).into();
    open.maps.reasons.set_max_entries(u32::try_from(wanted.len().max(1)).unwrap_or(u32::MAX))?;
    let mut bpf = open.load()?;
    for reason in &wanted {
        bpf.maps.reasons.insert(reason, &1)?;
    }
    bpf.attach()?;

    let columns = [
        text("source", 22),
        text("destination", 22),
        text("state", 12),
        text("flags", 11),
        text("reason", 0),
        below("stack"),
    ];
    let table = options.output.table(columns);
    let mut symbols = Symbolizer::new();
    options.run.follow(bpf.events()?, |event| {
        let packet = &event.packet;
        let frames = event.stack.bytes as usize / size_of::<u64>();
        let stack = event.stack.frames.get(..frames).unwrap_or_default();
        let stack = options.constants.stack.then(|| calls::of_kernel(&mut symbols, stack));
        table.row([
            &words::end(packet.family, packet.source, packet.source_port),
            &words::end(packet.family, packet.destination, packet.destination_port),
            &tcp::state(event.state),
            &(packet.has_header != 0).then(|| tcp::flags(packet.flags)),
            &(event.reason >= 0).then(|| reasons.name(event.reason)),
            &stack.map(|calls| calls.iter().map(ToString::to_string).collect::<Vec<_>>()),
        ]);
        Ok(())
    })
}
