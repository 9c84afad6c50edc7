//! Prints each address that sends packets to an interface, once, until Ctrl-C.

use std::net::Ipv4Addr;

use coolbpf::attach::Xdp;

#[coolbpf::program]
mod senders {
    const SOURCE: &str = include_str!("bpf/senders.bpf.c");
}

/// Where packets are looked at.
const INTERFACE: &str = "lo";

fn main() -> coolbpf::Result<()> {
    let bpf = senders::open()?.load()?;
    let _link = bpf.progs.on_packet.attach_to(Xdp::interface(INTERFACE))?;
    println!("ADDRESS on {INTERFACE}");
    for event in bpf.events()? {
        println!("{}", Ipv4Addr::from(event?.address));
    }
    Ok(())
}
