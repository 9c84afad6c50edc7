//! Prints where the processes of a control group connect to, until Ctrl-C.

use std::net::Ipv4Addr;

use coolbpf::attach::Cgroup;

#[coolbpf::program]
mod connects {
    const SOURCE: &str = include_str!("bpf/connects.bpf.c");
}

fn main() -> coolbpf::Result<()> {
    let bpf = connects::open()?.load()?;
    // The topmost group, which all processes are below.
    let _link = bpf.progs.on_connect.attach_to(Cgroup::root()?)?;
    println!("{:>7} {:16} TO", "PID", "COMMAND");
    for event in bpf.events()? {
        let event = event?;
        let to = Ipv4Addr::from(event.address);
        println!("{:>7} {:16} {to}:{}", event.pid, event.comm, event.port);
    }
    Ok(())
}
