//! Prints each address that sends packets to an interface, once, until Ctrl-C.

use std::net::Ipv4Addr;

#[coolbpf::program]
mod senders {
    const SOURCE: &str = include_str!("bpf/senders.bpf.c");
}

/// Where packets are looked at.
const INTERFACE: &str = "lo";

fn main() -> coolbpf::Result<()> {
    let index = std::fs::read_to_string(format!("/sys/class/net/{INTERFACE}/ifindex"))?;
    let bpf = senders::open()?.load()?;
    let _link = bpf.progs.on_packet.attach_xdp(index.trim().parse().expect("the kernel writes a number"))?;
    println!("ADDRESS on {INTERFACE}");
    for event in bpf.events()? {
        println!("{}", Ipv4Addr::from(event?.address));
    }
    Ok(())
}
