//! Hands what local TCP connections send straight to the socket at the other end, until Ctrl-C.
#![forbid(unsafe_code)]

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use coolbpf::attach::{Cgroup, Iterate, SocketMap};
use tool::{Intervals, Output, number};

#[coolbpf::program]
mod sockaccel {
    const SOURCE: &str = include_str!("bpf/sockaccel.bpf.c");
}

/// Hands what local TCP connections send straight to the socket at the other end.
///
/// It takes its way past TCP and IP, so packet captures, firewalls and the kernel's counters of TCP don't see it.
///
/// It is not for programs that splice(2) from sockets (proxies do, and Go's `io.Copy` from one TCP connection to another), use urgent data, or have the kernel wait for
/// a number of bytes: splice doesn't see what was handed over, so it waits for ever or tells an end too early; an urgent byte comes as an ordinary one; and
/// `MSG_WAITALL` and `SO_RCVLOWAT` give what is there, however little. And a `recv` that waits fails with EAGAIN where another thread shuts the socket down for
/// writing meanwhile (`tcp_msg_wait_data` of the kernel waits once only).
///
/// What is handed over waits in the kernel's memory, and holds no sender back. So where a receiver is too far behind (`--behind`), the rest of what it is sent goes by TCP,
/// which has a window, and somewhat more slowly than without this tool. Requests and responses don't get there; streams that are sent faster than they are
/// read do.
///
/// A connection is accelerated if it is opened while the tool runs, in one network namespace, by processes that are both in the control group, and
/// without TCP Fast Open. The others go on by TCP, and so do all when the tool ends. It then waits until what it has handed over is read; a
/// second Ctrl-C, or a kill, loses what is not.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  sockaccel --port 5432                     what is sent to a database on this machine, and back
  sockaccel --port 80 --port 443 --every 5  what came of it, each five seconds
  sockaccel --cgroup /sys/fs/cgroup/app.slice --json > accelerated.jsonl")]
pub struct Options {
    /// Only connections to this port; may be given up to 16 times
    #[arg(long, short, value_parser = clap::value_parser!(u16).range(1..))]
    port: Vec<u16>,
    /// Only connections of processes in this control group, or below it; without, all of this machine
    #[arg(long, value_name = "PATH")]
    cgroup: Option<PathBuf>,
    #[command(flatten)]
    constants: sockaccel::Options,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    intervals: Intervals,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be loaded or attached, or what they count can't be read.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut open = sockaccel::open()?;
    options.constants.fill(&mut open);
    let ports = &mut open.rodata().ports;
    if options.port.len() > ports.len() {
        let message =
            format!("{} ports are too many: up to {} can be given", options.port.len(), ports.len());
        return Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, message).into());
    }
    for (place, port) in ports.iter_mut().zip(&options.port) {
        *place = *port;
    }
    let bpf = open.load()?;
    let group = match &options.cgroup {
        Some(path) => Cgroup::at(path),
        None => Cgroup::root()?,
    };
    let _messages = bpf.progs.on_message.attach_to(SocketMap::new(&bpf.maps.sockets))?;
    let established = bpf.progs.on_established.attach_to(group)?;

    let table = options.output.table([
        number("port", 5),
        number("connections", 11),
        number("redirected", 12),
        number("bytes", 16),
        number("by_tcp", 12),
        number("behind", 6),
    ]);
    let mut printed = HashMap::new();
    options.intervals.each(|| {
        let mut rows = Vec::new();
        for entry in bpf.maps.counts.iter() {
            let (port, counts) = entry?;
            let now = sum(&counts);
            let before = printed.insert(port, now).unwrap_or_default();
            // Programs go on counting, so what came since is the difference.
            let mut since = now;
            for (now, before) in since.iter_mut().zip(before) {
                *now -= before;
            }
            if since != [0; 5] {
                rows.push((port, since));
            }
        }
        rows.sort_unstable();
        for (port, [connections, redirected, bytes, by_tcp, behind]) in rows {
            table.row([&port, &connections, &redirected, &bytes, &by_tcp, &behind]);
        }
        Ok(())
    })?;
    tool::lost(Some(bpf.bss().without_room.get()?), "accelerations", "there was no room for so many sockets");
    established.detach()?;
    bpf.bss().is_ending.set(1)?;
    wait_for_readers(&bpf)
}

/// Connections, messages that were handed over, their bytes, messages by TCP, and receivers that were too far behind.
fn sum(counts: &[sockaccel::types::count]) -> [u64; 5] {
    counts.iter().fold([0; 5], |[connections, redirected, bytes, by_tcp, behind], count| {
        [
            connections + count.connections,
            redirected + count.redirected,
            bytes + count.bytes,
            by_tcp + count.by_tcp,
            behind + count.behind,
        ]
    })
}

/// Waits until all that was handed over is read: a socket that leaves the map loses what it has not read.
fn wait_for_readers(bpf: &sockaccel::Bpf) -> coolbpf::Result<()> {
    let mut said = false;
    // What was on its way when nothing was handed over any more, is there at the second look.
    let mut quiet_looks = 0;
    while quiet_looks < 2 {
        bpf.bss().unread.set(0)?;
        for line in bpf.progs.on_socket.iterate(Iterate::new().map(&bpf.maps.sockets))?.lines() {
            line?;
        }
        match bpf.bss().unread.get()? {
            0 => quiet_looks += 1,
            unread => {
                quiet_looks = 0;
                if !said {
                    eprintln!(
                        "waiting until {unread} sockets have read what they were handed; Ctrl-C loses it"
                    );
                    said = true;
                }
            }
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}
