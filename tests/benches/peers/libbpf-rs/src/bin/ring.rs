//! For each line that it reads: fills the ring buffer, drains it, and says how many records there were, how many
//! nanoseconds of processor time draining took, and the sum of what was read.

use std::cell::Cell;
use std::io::{Write, stdin, stdout};
use std::mem::MaybeUninit;
use std::os::fd::AsFd;

use libbpf_rs::skel::{OpenSkel, SkelBuilder};

#[path = "../../../../src/clock.rs"]
mod clock;
#[path = "../../../../src/test_run.rs"]
mod test_run;

mod ring {
    include!(concat!(env!("OUT_DIR"), "/ring.rs"));
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut memory = MaybeUninit::uninit();
    let ring = ring::RingSkelBuilder::default().open(&mut memory)?.load()?;
    let (count, sum) = (Cell::new(0_u64), Cell::new(0_u64));
    let mut builder = libbpf_rs::RingBufferBuilder::new();
    builder.add(&ring.maps.records, |record| {
        let Some(record) = record.first_chunk::<24>() else { return -1 };
        let [number, time, value] = [0, 8, 16].map(|at| {
            u64::from_ne_bytes(record[at..at + 8].try_into().unwrap())
        });
        count.set(count.get() + 1);
        sum.set(sum.get().wrapping_add(number ^ time ^ value));
        0
    })?;
    let records = builder.build()?;
    for line in stdin().lines() {
        line?;
        test_run::test_run(ring.progs.fill.as_fd(), 8)?;
        (count.set(0), sum.set(0));
        let start = clock::thread_cpu();
        records.consume()?;
        let taken = clock::thread_cpu() - start;
        println!("{} {taken} {}", count.get(), sum.get());
        stdout().flush()?;
    }
    Ok(())
}
