//! For each line that it reads: fills the ring buffer, drains it, and says how many records there were, how many
//! nanoseconds of processor time draining took, and the sum of what was read. With an argument, records are read in place.

#![forbid(unsafe_code)]

use std::io::{Write as _, stdin, stdout};
use std::time::Duration;

use coolbpf::Events;
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
        let start = thread_cpu();
        let (count, sum) = if in_place { drain_in_place(&mut records)? } else { drain(&mut records)? };
        let taken = thread_cpu() - start;
        println!("{count} {taken} {sum}");
        stdout().flush()?;
    }
    Ok(())
}

/// How many records there are, and the sum of what is in them.
fn drain(records: &mut Events<'_, record>) -> coolbpf::Result<(u64, u64)> {
    let (mut count, mut sum) = (0, 0_u64);
    for record in records {
        count += 1;
        sum = sum.wrapping_add(value(&record?));
    }
    Ok((count, sum))
}

/// The same, without copying the records.
fn drain_in_place(records: &mut Events<'_, record>) -> coolbpf::Result<(u64, u64)> {
    let (mut count, mut sum) = (0, 0_u64);
    while let Some(record) = records.next_ref()? {
        count += 1;
        sum = sum.wrapping_add(value(&record));
    }
    Ok((count, sum))
}

fn value(record: &record) -> u64 {
    record.number ^ record.time ^ record.value
}
