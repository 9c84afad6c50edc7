//! Sends what comes to an interface out by another one, and counts it, until Ctrl-C.
#![forbid(unsafe_code)]

use std::io;

use clap::Parser;
use coolbpf::attach::{Interface, Tcx};
use tool::{Intervals, Output, number, text};

#[coolbpf::program]
mod tcxredirect {
    const SOURCE: &str = include_str!("bpf/tcxredirect.bpf.c");
}

/// Sends what comes to an interface out by another one, and counts it.
///
/// Packets take this way before the host's IP and firewall see them, with their addresses as they are. What the network card or the kernel has
/// joined is one packet. Nothing is redirected any more when the tool ends.
///
/// What an interface that is down can't send is lost. Failures are counted with `--copy` only: without, the kernel doesn't tell what came of a packet.
///
/// There is no filter by process: packets that come have none yet.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  tcxredirect --from eth0 --to veth0 --both     a cable between the two
  tcxredirect --from eth0 --to tap0 --copy      a copy of what comes to eth0, which goes on as well
  tcxredirect --from eth0 --to veth0 --every 5 --json > packets.jsonl")]
pub struct Options {
    /// The interface that packets come to
    #[arg(long, value_name = "INTERFACE")]
    from: String,
    /// The interface that they are sent out by
    #[arg(long, value_name = "INTERFACE")]
    to: String,
    /// Also the other way round
    #[arg(long)]
    both: bool,
    #[command(flatten)]
    constants: tcxredirect::Options,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    intervals: Intervals,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where there are no such interfaces, the program can't be loaded or attached, or what it counts can't be read.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut open = tcxredirect::open()?;
    options.constants.fill(&mut open);
    let bpf = open.load()?;
    let mut ways = vec![(&options.from, &options.to)];
    if options.both {
        ways.push((&options.to, &options.from));
    }
    let mut links = Vec::new();
    let mut counted = Vec::new();
    for (from, to) in ways {
        let (index, target) = (Interface::from(from).index()?, Interface::from(to).index()?);
        if let Some(why) = unable(to, target) {
            return Err(io::Error::new(io::ErrorKind::NetworkDown, why).into());
        }
        bpf.maps.targets.insert(&index, &target)?;
        bpf.maps.counts.insert_each(&index, &tcxredirect::types::count::default())?;
        // Detached when they are dropped.
        links.push(bpf.progs.on_packet.attach_to(Tcx::interface(index))?);
        counted.push((index, target, from, to, [0; 3]));
    }

    let columns =
        [text("from", 15), text("to", 15), number("packets", 12), number("bytes", 14), number("failures", 9)];
    let table = options.output.table(columns);
    options.intervals.each(|| {
        for (index, target, from, to, printed) in &mut counted {
            let now = sum(&bpf.maps.counts.get(index)?.unwrap_or_default());
            // Programs go on counting, so what came since is the difference.
            let before = std::mem::replace(printed, now);
            let [packets, bytes, failures] = [0, 1, 2].map(|at| now[at] - before[at]);
            if packets > 0 {
                let failures = options.constants.copy.then_some(failures);
                table.row([&from.as_str(), &to.as_str(), &packets, &bytes, &failures]);
            }
            if let Some(why) = unable(to, *target) {
                eprintln!("{why}");
            }
        }
        Ok(())
    })
}

/// Why an interface can't send, if it can't.
fn unable(name: &str, index: u32) -> Option<String> {
    let interface = Interface::from(name);
    if interface.index().ok() != Some(index) {
        return Some(format!("{name} is gone: what is redirected to it is lost; start the tool again"));
    }
    let down = || format!("{name} is down: what is redirected to it is lost (`ip link set {name} up`)");
    (!interface.is_up().unwrap_or(true)).then(down)
}

/// Packets, bytes and failures of all CPUs.
fn sum(counts: &[tcxredirect::types::count]) -> [u64; 3] {
    counts.iter().fold([0; 3], |[packets, bytes, failures], count| {
        [packets + count.packets, bytes + count.bytes, failures + count.failures]
    })
}
