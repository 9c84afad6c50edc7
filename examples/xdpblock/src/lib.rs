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

/// Drops packets from blocked addresses before the kernel sees them, and counts the others.
///
/// What is dropped is counted by rules, and what passes by protocols. The rule with the longest prefix counts. Addresses are found below up to two VLAN tags, unless the network card has taken these away.
/// What is in a tunnel is not looked at. Nothing is blocked any more when the tool ends.
///
/// The list is read again when it has changed and then stayed as it is for a second; where it has a mistake or more rules than there is room for (a quarter more than at
/// the start, and at least 1024 more), that is told and the rules stay as they are. Who writes it with breaks should write another file and rename it.
///
/// There is no filter by process: packets that come have none yet.
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
    #[command(flatten)]
    constants: xdpblock::Options,
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
    let listed = list.as_mut().map(List::first).transpose()?;
    let wanted = with(listed.unwrap_or_default());

    let mut open = xdpblock::open()?;
    options.constants.fill(&mut open);
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
    let blocked = if options.constants.dry_run { "matched" } else { "dropped" };
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
        for (prefix, counts) in rules.borrow().all(&bpf.maps)? {
            rows.push((What::Rule(prefix), counts));
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
        for gone in rules.borrow_mut().forget() {
            printed.remove(&What::Rule(gone));
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

#[cfg(test)]
mod tests {
    use coolbpf::TestRun;

    use super::*;

    /// An Ethernet header with what stands behind its addresses, and more than the headers of a packet.
    fn frame(parts: &[&[u8]]) -> Vec<u8> {
        [&[0; 12], parts.concat().as_slice(), &[0; 40]].concat()
    }

    fn ip4(from: [u8; 4]) -> Vec<u8> {
        [&[8, 0, 0x45][..], &[0; 8], &[17, 0, 0], &from, &[192, 0, 2, 1]].concat()
    }

    /// A packet of 2001:db8::, with its next header.
    fn ip6(next: u8) -> Vec<u8> {
        [&[0x86, 0xdd, 0x60, 0, 0, 0, 0, 0, next, 64, 0x20, 1, 0xd, 0xb8][..], &[0; 28]].concat()
    }

    const PASS: u32 = 2;
    const DROP: u32 = 1;
    const TAG: [u8; 4] = [0x81, 0, 0, 5];
    const OUTER_TAG: [u8; 4] = [0x88, 0xa8, 0, 7];

    fn loaded(mut open: xdpblock::Open, dry_run: bool) -> coolbpf::Result<xdpblock::Bpf> {
        open.rodata().dry_run = dry_run.into();
        open.maps.blocked4.set_max_entries(8)?;
        open.maps.rules.set_max_entries(8)?;
        let bpf = open.load()?;
        let wanted = ["10.0.0.0/8", "10.1.0.0/16"].map(|prefix| prefix.parse().unwrap());
        Rules::new(8).block(&bpf.maps, &wanted.into())?;
        Ok(bpf)
    }

    fn verdict(bpf: &xdpblock::Bpf, frame: &[u8]) -> coolbpf::Result<u32> {
        Ok(bpf.progs.on_packet.test_run(TestRun::new().data(frame))?.return_value)
    }

    fn passed(bpf: &xdpblock::Bpf, protocol: u32) -> coolbpf::Result<u64> {
        Ok(sum(&bpf.maps.passed.get(protocol)?.unwrap_or_default()).0)
    }

    #[coolbpf::test]
    fn addresses_are_found_below_tags(open: xdpblock::Open) -> coolbpf::Result<()> {
        let bpf = loaded(open, false)?;
        for tags in [&[][..], &[&TAG[..]], &[&OUTER_TAG[..], &TAG]] {
            let tags = tags.concat();
            assert_eq!(verdict(&bpf, &frame(&[&tags, &ip4([10, 1, 2, 3])]))?, DROP);
            assert_eq!(verdict(&bpf, &frame(&[&tags, &ip4([11, 1, 2, 3])]))?, PASS);
        }
        assert_eq!(passed(&bpf, 17)?, 3);
        let blocked: u64 = [0, 1].map(|rule| sum(&bpf.maps.rules.get(rule).unwrap().unwrap()).0).iter().sum();
        assert_eq!(blocked, 3);
        Ok(())
    }

    #[coolbpf::test]
    fn protocols_are_found_below_extension_headers(open: xdpblock::Open) -> coolbpf::Result<()> {
        let bpf = loaded(open, false)?;
        // Hop-by-hop options of 16 bytes, then a fragment's header, then TCP.
        let headers = [&[44, 1][..], &[0; 14], &[6, 9], &[0; 6]].concat();
        assert_eq!(verdict(&bpf, &frame(&[&ip6(0), &headers]))?, PASS);
        assert_eq!(passed(&bpf, 256 + 6)?, 1);
        assert_eq!(verdict(&bpf, &frame(&[&[8, 6]]))?, PASS);
        assert_eq!(passed(&bpf, 512)?, 1);
        Ok(())
    }

    #[coolbpf::test]
    fn a_dry_run_drops_nothing(open: xdpblock::Open) -> coolbpf::Result<()> {
        let bpf = loaded(open, true)?;
        assert_eq!(verdict(&bpf, &frame(&[&ip4([10, 9, 9, 9])]))?, PASS);
        assert_eq!(passed(&bpf, 17)?, 0);
        Ok(())
    }
}
