//! Attaches programs whose sections don't say what to.

use std::fs::File;
use std::net::{Ipv4Addr, UdpSocket};

use coolbpf::attach::{Cgroup, PerfEvent, Socket, SoftwareEvent, Tcx, Uprobe, Xdp};
use scratch::bindings;

bindings!(attach);

const LOOPBACK: &str = "lo";

/// What the uprobes are attached to.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn coolbpf_probed(number: u32) -> u32 {
    std::hint::black_box(number) + 1
}

fn main() -> coolbpf::Result<()> {
    // Nothing is attached by itself. Who asks for this and no more has made a mistake.
    println!("{:?}", attach::attach().unwrap_err());
    let mut bpf = attach::open()?.load()?;
    bpf.attach()?;
    assert_eq!(bpf.bss().read()?, attach::types::bss::default());

    let me = std::env::current_exe()?;
    let cgroup = std::env::args().nth(1).expect("a control group");
    let probed = Uprobe::new(me).function("coolbpf_probed");
    let clock = PerfEvent::software(SoftwareEvent::CpuClock);
    let mut links = vec![
        bpf.progs.on_call.attach_to(probed.clone().pid(std::process::id()))?,
        bpf.progs.on_return.attach_to(probed)?,
        bpf.progs.on_packet.attach_to(Xdp::interface(LOOPBACK))?,
        bpf.progs.on_socket.attach_to(Cgroup::at(cgroup))?,
        bpf.progs.on_send.attach_to(Tcx::interface(LOOPBACK))?,
        bpf.progs.on_sample.attach_to(clock.clone().frequency(999))?,
    ];
    assert_eq!(coolbpf_probed(1), 2);
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    links.push(bpf.progs.on_datagram.attach_to(Socket::filter(&socket))?);
    socket.send_to(b"x", socket.local_addr()?)?;
    let start = std::time::Instant::now();
    while bpf.bss().read()?.samples == 0 && start.elapsed().as_secs() < 10 {}
    let ran = bpf.bss().read()?;
    assert_eq!((ran.in_process, ran.returns), (1, 1));
    assert!(ran.packets >= 1 && ran.sockets >= 1 && ran.samples >= 1, "{ran:?}");
    assert!(ran.sent >= 1 && ran.received == 1, "{ran:?}");
    println!("{:?}", bpf.progs.on_datagram.attach_to(Socket::filter(&File::open("/dev/null")?)).unwrap_err());
    println!("{:?}", bpf.progs.on_packet.attach_to(Socket::filter(&socket)).unwrap_err());
    println!("{:?}", clock.frequency(1 << 40).open_all().unwrap_err());

    drop(links);
    drop(socket);
    let before = bpf.bss().read()?;
    assert_eq!(coolbpf_probed(1), 2);
    let another = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    another.send_to(b"x", another.local_addr()?)?;
    assert_eq!(bpf.bss().read()?, before);
    Ok(())
}
