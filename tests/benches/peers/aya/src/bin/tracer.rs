//! Prints each program that is started, until it is ended; with an argument, only says how many nanoseconds it took to open,
//! load and attach.

use std::os::fd::AsRawFd;
use std::time::Instant;

use aya::maps::RingBuf;
use aya::programs::TracePoint;

const OBJECT: &[u8] = aya::include_bytes_aligned!(concat!(env!("PEER_OBJECTS"), "/tracer.bpf.o"));

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let mut tracer = aya::Ebpf::load(OBJECT)?;
    let program: &mut TracePoint = tracer.program_mut("on_exec").ok_or("no program")?.try_into()?;
    program.load()?;
    program.attach("sched", "sched_process_exec")?;
    if std::env::args().len() > 1 {
        println!("{}", start.elapsed().as_nanos());
        return Ok(());
    }
    let mut events = RingBuf::try_from(tracer.map_mut("events").ok_or("no map")?)?;
    loop {
        while let Some(event) = events.next() {
            let pid = u32::from_ne_bytes(event[..4].try_into()?);
            let name = event[4..20].split(|byte| *byte == 0).next().unwrap_or_default();
            println!("{pid:>7} {}", String::from_utf8_lossy(name));
        }
        let mut ready = libc::pollfd { fd: events.as_raw_fd(), events: libc::POLLIN, revents: 0 };
        // SAFETY: the kernel writes to one `pollfd`.
        unsafe { libc::poll(&raw mut ready, 1, -1) };
    }
}
