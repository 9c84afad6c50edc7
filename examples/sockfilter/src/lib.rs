//! Counts packets by their IP protocol, until Ctrl-C.
#![forbid(unsafe_code)]

mod classic;
mod protocol;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::PathBuf;

use clap::Parser;
use coolbpf::Result;
use coolbpf::attach::Socket;
use coolbpf::socket::{Classic, PacketSocket};
use tool::{Intervals, Output, number, text};

#[coolbpf::program]
mod sockfilter {
    const SOURCE: &str = include_str!("bpf/sockfilter.bpf.c");
}

/// Counts the packets that this host receives and sends, by their IP protocol.
///
/// Bytes are counted from IP's header on. A program in the kernel counts, and no packet is copied. With a filter of classic BPF, the packets that it lets pass are copied and
/// counted by the tool.
///
/// There is no filter by process: packets that come have none yet.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  sockfilter --every 1                all interfaces, each second
  sockfilter --interface eth0 --json --duration 60
  sockfilter --interface eth0 --every 5 --classic 'ldh [12] jne #0x800, no ld [30] jne #0x08080808, no ret #64 no: ret #0'
                                      packets of IPv4 to 8.8.8.8
  tcpdump -ddd -i eth0 udp port 53 > dns; sockfilter --interface eth0 --classic-file dns")]
pub struct Options {
    /// Only this interface, as in `eth0`
    #[arg(long)]
    interface: Option<String>,
    /// Only frames that pass a filter of classic BPF: assembler, as of the kernel's `bpf_asm`, or numbers, as `tcpdump -ddd` prints them
    #[arg(long, value_name = "TEXT", conflicts_with = "classic_file")]
    classic: Option<String>,
    /// The same, with the filter in a file
    #[arg(long, value_name = "FILE")]
    classic_file: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    intervals: Intervals,
}

/// What was counted of each protocol: packets and bytes.
type Counts = HashMap<u32, (u64, u64)>;

/// Runs the tool to its end.
///
/// # Errors
/// Where the program or the filter can't be attached, or what it tells can't be read or printed.
pub fn run(options: &Options) -> Result<()> {
    if let Some(filter) = options.filter()? {
        let socket = PacketSocket::frames()?;
        filter.attach(&socket)?;
        options.listen(&socket)?;
        let counting = classic::Counting::start(socket);
        options.print(|| Ok(counting.so_far()), || counting.check())?;
        tool::lost(Some(counting.lost()?), "packets", "they came faster than they were counted");
        return Ok(());
    }
    let bpf = sockfilter::open()?.load()?;
    let socket = PacketSocket::packets()?;
    let _link = bpf.progs.on_packet.attach_to(Socket::filter(&socket))?;
    options.listen(&socket)?;
    let counts = || {
        let counts = (0..).zip(bpf.maps.protocols.iter());
        counts.map(|(protocol, count)| count.map(|count| (protocol, (count.packets, count.bytes)))).collect()
    };
    options.print(counts, || Ok(()))
}

impl Options {
    fn filter(&self) -> Result<Option<Classic>> {
        let Some(path) = &self.classic_file else {
            return self.classic.as_deref().map(str::parse).transpose();
        };
        let in_file = |error: coolbpf::Error| error.context(format!("can't use {}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| in_file(error.into()))?;
        text.parse().map(Some).map_err(in_file)
    }

    fn listen(&self, socket: &PacketSocket) -> Result<()> {
        match &self.interface {
            Some(interface) => socket.listen(interface),
            None => socket.listen_on_all(),
        }
    }

    /// Prints, at each interval, what came since, then checks that there may be more.
    fn print(
        &self,
        mut counts: impl FnMut() -> Result<Counts>,
        mut check: impl FnMut() -> Result<()>,
    ) -> Result<()> {
        let table = self.output.table([text("protocol", 16), number("packets", 12), number("bytes", 16)]);
        let mut printed = Counts::new();
        self.intervals.each(|| {
            let now = counts()?;
            let mut rows: Vec<_> = now
                .iter()
                .map(|(protocol, (packets, bytes))| {
                    let before = printed.get(protocol).copied().unwrap_or_default();
                    (packets.wrapping_sub(before.0), bytes.wrapping_sub(before.1), *protocol)
                })
                .filter(|(packets, ..)| *packets > 0)
                .collect();
            rows.sort_by_key(|(packets, _, protocol)| (Reverse(*packets), *protocol));
            for (packets, bytes, protocol) in rows {
                table.row([&protocol::name(protocol), &packets, &bytes]);
            }
            printed = now;
            check()
        })
    }
}
