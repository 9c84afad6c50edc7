//! Prints each address that an interface sends packets to, once, until Ctrl-C.

use std::net::Ipv4Addr;

use coolbpf::attach::Tcx;

#[coolbpf::program]
mod receivers {
    const SOURCE: &str = include_str!("bpf/receivers.bpf.c");
}

/// Where packets are looked at.
const INTERFACE: &str = "lo";

fn main() -> coolbpf::Result<()> {
    let bpf = receivers::open()?.load()?;
    let _link = bpf.progs.on_packet.attach_to(Tcx::interface(INTERFACE))?;
    println!("ADDRESS from {INTERFACE}");
    for event in bpf.events()? {
        println!("{}", Ipv4Addr::from(event?.address));
    }
    Ok(())
}
