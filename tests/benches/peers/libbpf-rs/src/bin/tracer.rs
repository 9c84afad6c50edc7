//! Prints each program that is started, until it is ended; with an argument, only says how many nanoseconds it took to open,
//! load and attach.

use std::mem::MaybeUninit;
use std::time::{Duration, Instant};

use libbpf_rs::skel::{OpenSkel, Skel, SkelBuilder};

mod tracer {
    include!(concat!(env!("OUT_DIR"), "/tracer.rs"));
}

fn main() -> Result<(), libbpf_rs::Error> {
    let start = Instant::now();
    let mut memory = MaybeUninit::uninit();
    let mut tracer = tracer::TracerSkelBuilder::default().open(&mut memory)?.load()?;
    tracer.attach()?;
    if std::env::args().len() > 1 {
        println!("{}", start.elapsed().as_nanos());
        return Ok(());
    }
    let mut builder = libbpf_rs::RingBufferBuilder::new();
    builder.add(&tracer.maps.events, |event| {
        let pid = u32::from_ne_bytes(event[..4].try_into().unwrap());
        let name = event[4..20].split(|byte| *byte == 0).next().unwrap_or_default();
        println!("{pid:>7} {}", String::from_utf8_lossy(name));
        0
    })?;
    let events = builder.build()?;
    loop {
        events.poll(Duration::from_secs(60))?;
    }
}
