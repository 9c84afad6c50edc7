//! For each line that it reads: fills the ring buffer, drains it, and says how many records there were, how many
//! nanoseconds of processor time draining took, and the sum of what was read.

use std::io::{Write, stdin, stdout};
use std::os::fd::AsFd;

use aya::maps::RingBuf;
use aya::programs::SocketFilter;

#[path = "../../../../src/clock.rs"]
mod clock;
#[path = "../../../../src/test_run.rs"]
mod test_run;

const OBJECT: &[u8] = aya::include_bytes_aligned!(concat!(env!("PEER_OBJECTS"), "/ring.bpf.o"));

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut ring = aya::Ebpf::load(OBJECT)?;
    let program: &mut SocketFilter = ring.program_mut("fill").ok_or("no program")?.try_into()?;
    program.load()?;
    let fill = program.fd()?.try_clone()?;
    let mut records = RingBuf::try_from(ring.map_mut("records").ok_or("no map")?)?;
    for line in stdin().lines() {
        line?;
        test_run::test_run(fill.as_fd(), 8)?;
        let (mut count, mut sum) = (0_u64, 0_u64);
        let start = clock::thread_cpu();
        while let Some(record) = records.next() {
            let Some(record) = record.first_chunk::<24>() else { break };
            let [number, time, value] = [0, 8, 16].map(|at| {
                u64::from_ne_bytes(record[at..at + 8].try_into().unwrap())
            });
            count += 1;
            sum = sum.wrapping_add(number ^ time ^ value);
        }
        let taken = clock::thread_cpu() - start;
        println!("{count} {taken} {sum}");
        stdout().flush()?;
    }
    Ok(())
}
