//! Prints where the processes of a control group connect to, until Ctrl-C.

use std::fs::File;
use std::net::Ipv4Addr;

#[coolbpf::program]
mod connects {
    const SOURCE: &str = include_str!("bpf/connects.bpf.c");
}

/// The root of the control groups, which all processes are below: where version 2 stands alone, and beside version 1.
const GROUPS: [&str; 2] = ["/sys/fs/cgroup/cgroup.procs", "/sys/fs/cgroup/unified/cgroup.procs"];

fn main() -> coolbpf::Result<()> {
    let bpf = connects::open()?.load()?;
    let group = if std::path::Path::new(GROUPS[0]).exists() { GROUPS[0] } else { GROUPS[1] };
    let _link = bpf.progs.on_connect.attach_cgroup(File::open(group.trim_end_matches("cgroup.procs"))?)?;
    println!("{:>7} {:16} TO", "PID", "COMMAND");
    for event in bpf.events()? {
        let event = event?;
        let to = Ipv4Addr::from(event.address);
        println!("{:>7} {:16} {to}:{}", event.pid, event.comm, event.port);
    }
    Ok(())
}
