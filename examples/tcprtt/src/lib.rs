//! Shows the round-trip times of TCP connections, as histograms, until Ctrl-C.
#![forbid(unsafe_code)]

use std::net::{IpAddr, Ipv6Addr};

use clap::Parser;
use tcprtt::types::address;
use tool::Intervals;
use tool::histogram::Histograms;

#[coolbpf::program]
mod tcprtt {
    const SOURCE: &str = include_str!("bpf/tcprtt.bpf.c");
}

/// Shows how long packets of TCP take to the other end and back, as histograms.
///
/// What is counted is what the kernel thinks of it (the smoothed round-trip time) each time that a connection receives something.
///
/// There is no filter by process: what receives is the kernel, whatever process it interrupts.
#[derive(Parser)]
#[command(after_help = "\
Examples:
  tcprtt                               one histogram of all connections, at Ctrl-C
  tcprtt --every 5 --local-port 443    of those that a server has, each 5 seconds
  tcprtt --remote 192.0.2.7 --remote-port 5432
  tcprtt --each-remote --json --duration 60 > times.jsonl")]
pub struct Options {
    /// Only connections of this address here
    #[arg(long, value_name = "ADDRESS")]
    local: Option<IpAddr>,
    /// Only connections to this address
    #[arg(long, value_name = "ADDRESS")]
    remote: Option<IpAddr>,
    #[command(flatten)]
    constants: tcprtt::Options,
    /// Print a line of JSON for each histogram
    #[arg(long, help_heading = "Output")]
    json: bool,
    #[command(flatten)]
    intervals: Intervals,
}

/// Runs the tool to its end.
///
/// # Errors
/// Where the programs can't be loaded or attached, or what they tell can't be read or printed.
pub fn run(options: &Options) -> coolbpf::Result<()> {
    let mut open = tcprtt::open()?;
    options.constants.fill(&mut open);
    let rodata = open.rodata();
    rodata.local_address.words = words(options.local);
    rodata.remote_address.words = words(options.remote);
    let mut bpf = open.load()?;
    bpf.attach()?;
    let mut histograms = Histograms::new(options.json, "microseconds");
    options.intervals.each(|| {
        for entry in bpf.maps.times.iter() {
            let (remote, times) = entry?;
            let remote = if options.constants.each_remote { shown(&remote) } else { "all".to_owned() };
            histograms.print("remote", remote, &times.slots);
        }
        Ok(())
    })?;
    tool::lost(Some(bpf.bss().uncounted.get()?), "times", "there was no room for so many addresses");
    Ok(())
}

/// As the program has addresses: none is 0.
fn words(address: Option<IpAddr>) -> [u32; 4] {
    let bytes = match address {
        None => [0; 16],
        Some(IpAddr::V4(address)) => address.to_ipv6_mapped().octets(),
        Some(IpAddr::V6(address)) => address.octets(),
    };
    let (words, _) = bytes.as_chunks();
    std::array::from_fn(|word| u32::from_ne_bytes(words[word]))
}

fn shown(address: &address) -> String {
    let mut bytes = [0; 16];
    let (chunks, _) = bytes.as_chunks_mut();
    for (chunk, word) in chunks.iter_mut().zip(address.words) {
        *chunk = word.to_ne_bytes();
    }
    Ipv6Addr::from(bytes).to_canonical().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_the_same_again() {
        for text in ["192.0.2.7", "2001:db8::1"] {
            let address = address { words: words(Some(text.parse().unwrap())) };
            assert_eq!(shown(&address), text);
        }
        assert_eq!(words(None), [0; 4]);
    }
}
