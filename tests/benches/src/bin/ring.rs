//! For each line that it reads: fills the ring buffer, drains it, and says how many records there were, how many
//! nanoseconds of processor time draining took, and the sum of what was read. With an argument, records are read in place.

#![forbid(unsafe_code)]

use std::io::{Write as _, stdin, stdout};
use std::time::Duration;

use coolbpf_benches::clock::thread_cpu;
use coolbpf_benches::ring::{self, types::record};
use coolbpf_benches::test_run::test_run;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let in_place = std::env::args().len() > 1;
    let bpf = ring::open()?.load()?;
    let mut records = bpf.maps.records.events()?.timeout(Duration::ZERO);
    for line in stdin().lines() {
        line?;
        test_run(bpf.progs.fill.fd()?, 8)?;
        let (mut count, mut sum) = (0_u64, 0_u64);
        let mut add = |record: &record| {
            count += 1;
            sum = sum.wrapping_add(record.number ^ record.time ^ record.value);
        };
        let start = thread_cpu();
        if in_place {
            while let Some(record) = records.next_ref()? {
                add(&record);
            }
        } else {
            for record in &mut records {
                add(&record?);
            }
        }
        let taken = thread_cpu() - start;
        println!("{count} {taken} {sum}");
        stdout().flush()?;
    }
    Ok(())
}
