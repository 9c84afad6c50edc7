//! Drops packets of addresses on a list before the kernel sees them, and counts the others, until Ctrl-C.
#![forbid(unsafe_code)]

mod list;
mod prefix;
mod protocol;
mod rules;

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use coolbpf::attach::{Xdp, XdpMode};
use tool::{Intervals, Output, number, text};

use list::List;
use prefix::Prefix;
use rules::Rules;

#[coolbpf::program]
mod xdpblock {
    const SOURCE: &str = include_str!("bpf/xdpblock.bpf.c");
}

/// Drops the packets that come to an interface from blocked addresses, before the kernel sees them, and counts these by rules and the others by
/// protocols. The rule with the longest prefix counts. Addresses are found below up to two VLAN tags, unless the network card has taken these away.
/// What is in a tunnel is not looked at. Nothing is blocked any more when the tool ends.
///
/// The list is read again when it has changed, within a second; where it has a mistake then, that is told and the rules stay as they are.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  xdpblock --interface eth0 --every 5                   what comes, by protocols, each five seconds
  xdpblock --interface eth0 --block 10.0.0.0/8 --block 2001:db8::/32
  xdpblock --interface eth0 --interface eth1 --list drop.txt --json --every 60 > blocked.jsonl
  xdpblock --interface eth0 --list drop.txt --dry-run   what would be dropped")]
pub struct Options {
    /// The interface whose incoming packets are looked at; may be given several times
    #[arg(long, short, required = true)]
    interface: Vec<String>,
    /// Block the addresses of this prefix, as 10.0.0.0/8, or a single one; may be given several times
    #[arg(long, short, value_name = "PREFIX")]
    block: Vec<Prefix>,
    /// Block what is in this file: a prefix in each line, and comments after `#` or `;`
    #[arg(long, value_name = "FILE")]
    list: Option<PathBuf>,
    /// Count what is blocked, and drop nothing
    #[arg(long)]
    dry_run: bool,
    /// Where packets are looked at
    #[arg(long, value_enum, default_value_t = Mode::Auto)]
    mode: Mode,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    intervals: Intervals,
}

#[derive(Clone, Copy, ValueEnum)]
enum Mode {
    /// In the driver if it can, otherwise in the kernel's network stack
    Auto,
    /// In the driver
    Native,
    /// In the kernel's network stack, with every driver
    Generic,
}

impl From<Mode> for XdpMode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Auto => Self::Any,
            Mode::Native => Self::Native,
            Mode::Generic => Self::Generic,
        }
    }
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum What {
    Rule(Prefix),
    Protocol(u32),
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the list can't be read, the program can't be loaded or attached, or what it tells can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut list = options.list.as_deref().map(List::new);
    let with = |listed: Vec<Prefix>| options.block.iter().copied().chain(listed).collect::<HashSet<_>>();
    let listed = list.as_mut().map(List::changed).transpose()?.flatten();
    let wanted = with(listed.unwrap_or_default());

    let mut open = xdpblock::open()?;
    open.rodata().dry_run = options.dry_run.into();
    let room = Rules::room(wanted.len());
    open.maps.blocked4.set_max_entries(room)?;
    open.maps.blocked6.set_max_entries(room)?;
    open.maps.rules.set_max_entries(room)?;
    let bpf = open.load()?;
    let mut rules = Rules::new(room);
    rules.block(&bpf.maps, &wanted)?;
    // Detached when they are dropped.
    let _links = options
        .interface
        .iter()
        .map(|interface| bpf.progs.on_packet.attach_to(Xdp::interface(interface).mode(options.mode.into())))
        .collect::<coolbpf::Result<Vec<_>>>()?;

    let columns = [
        text("verdict", 8),
        text("rule", 24),
        text("protocol", 12),
        number("packets", 12),
        number("bytes", 14),
    ];
    let table = options.output.table(columns);
    let blocked = if options.dry_run { "matched" } else { "dropped" };
    let rules = RefCell::new(rules);
    let mut printed = HashMap::new();
    let look = || {
        let Some(list) = &mut list else { return Ok(()) };
        let read = list.changed().map_err(Into::into).and_then(|listed| {
            listed.map_or(Ok(()), |listed| rules.borrow_mut().block(&bpf.maps, &with(listed)))
        });
        if let Err(error) = read {
            eprintln!("{error:#}");
        }
        Ok(())
    };
    let print = || {
        let mut rows = Vec::new();
        for (prefix, number) in rules.borrow().iter() {
            rows.push((What::Rule(prefix), sum(&bpf.maps.rules.get(number)?.unwrap_or_default())));
        }
        for entry in bpf.maps.passed.iter() {
            let (protocol, counts) = entry?;
            rows.push((What::Protocol(protocol), sum(&counts)));
        }
        // Programs go on counting, so what came since is the difference.
        for (what, (packets, bytes)) in &mut rows {
            let before = printed.insert(*what, (*packets, *bytes)).unwrap_or_default();
            (*packets, *bytes) = (*packets - before.0, *bytes - before.1);
        }
        rows.retain(|(_, (packets, _))| *packets > 0);
        rows.sort_by_key(|(what, (packets, _))| (matches!(what, What::Protocol(_)), Reverse(*packets)));
        for (what, (packets, bytes)) in rows {
            let (verdict, rule, protocol) = match what {
                What::Rule(prefix) => (blocked, Some(prefix.to_string()), None),
                What::Protocol(number) => ("passed", None, Some(protocol::name(number))),
            };
            table.row([&verdict, &rule, &protocol, &packets, &bytes]);
        }
        Ok(())
    };
    options.intervals.each_with_looks(look, print)
}

/// Packets and bytes of all CPUs.
fn sum(counts: &[xdpblock::types::count]) -> (u64, u64) {
    counts.iter().fold((0, 0), |(packets, bytes), count| (packets + count.packets, bytes + count.bytes))
}
