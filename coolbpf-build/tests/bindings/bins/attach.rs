//! Attaches programs whose sections don't say what to.

use std::fs::File;
use std::net::{Ipv4Addr, UdpSocket};
use std::os::fd::{FromRawFd, OwnedFd};

use scratch::bindings;

bindings!(attach);

/// Every network has it under this index.
const LOOPBACK: u32 = 1;

/// What the uprobes are attached to.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn coolbpf_probed(number: u32) -> u32 {
    std::hint::black_box(number) + 1
}

/// `PERF_COUNT_SW_CPU_CLOCK` of this process, every 10,000 ns: `struct perf_event_attr` of `linux/perf_event.h`.
fn cpu_clock() -> std::io::Result<OwnedFd> {
    let mut attributes = [0_u64; 16];
    attributes[0] = 1 | 128 << 32;
    attributes[2] = 10_000;
    // SAFETY: the attributes are as long as they say.
    let fd = unsafe { libc::syscall(libc::SYS_perf_event_open, attributes.as_ptr(), 0, -1, -1, 8) };
    let fd = i32::try_from(fd).map_err(std::io::Error::other)?;
    if fd < 0 {
        return Err(std::io::Error::last_os_error());
    }
    // SAFETY: the kernel has just opened it for this caller.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

fn main() -> coolbpf::Result<()> {
    // Nothing is attached by itself. Who asks for this and no more has made a mistake.
    println!("{:?}", attach::attach().unwrap_err());
    let mut bpf = attach::open()?.load()?;
    bpf.attach()?;
    assert_eq!(bpf.bss().read()?, attach::types::bss::default());

    let me = std::env::current_exe()?;
    let cgroup = std::env::args().nth(1).expect("a control group");
    let links = [
        bpf.progs.on_call.attach_uprobe(&me, "coolbpf_probed", Some(std::process::id()))?,
        bpf.progs.on_return.attach_uprobe(&me, "coolbpf_probed", None)?,
        bpf.progs.on_packet.attach_xdp(LOOPBACK)?,
        bpf.progs.on_socket.attach_cgroup(File::open(cgroup)?)?,
        bpf.progs.on_sample.attach_perf_event(cpu_clock()?)?,
    ];
    assert_eq!(coolbpf_probed(1), 2);
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    socket.send_to(b"x", socket.local_addr()?)?;
    let start = std::time::Instant::now();
    while bpf.bss().read()?.samples == 0 && start.elapsed().as_secs() < 10 {}
    let ran = bpf.bss().read()?;
    assert_eq!((ran.in_process, ran.returns), (1, 1));
    assert!(ran.packets >= 1 && ran.sockets >= 1 && ran.samples >= 1, "{ran:?}");

    drop(links);
    let before = bpf.bss().read()?;
    assert_eq!(coolbpf_probed(1), 2);
    let another = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    another.send_to(b"x", another.local_addr()?)?;
    assert_eq!(bpf.bss().read()?, before);
    Ok(())
}
