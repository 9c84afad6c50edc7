//! What is printed: histograms and slow requests, as text or as lines of JSON.

use std::time::Instant;

use coolbpf::{Array, Bucket, Histogram};
use serde_json::json;

use crate::biolatency::types::{coolbpf_log2, slow_request};
use crate::disk;
use crate::symbols::Symbols;

pub struct Report {
    is_json: bool,
    symbols: Option<Symbols>,
    start: Instant,
    /// The counts that were printed, by operation.
    printed: Vec<[u64; 64]>,
}

impl Report {
    pub fn new(is_json: bool, tells_slow: bool) -> std::io::Result<Self> {
        let symbols = if tells_slow { Some(Symbols::read()?) } else { None };
        if tells_slow && !is_json {
            println!(
                "{:>10} {:<12} {:<8} {:>12} {:>8} {:>7} COMM",
                "MS", "OPERATION", "DISK", "SECTOR", "BYTES", "PID"
            );
        }
        Ok(Self { is_json, symbols, start: Instant::now(), printed: Vec::new() })
    }

    /// A slow request, and the addresses of the calls that issued it.
    pub fn slow(&self, request: &slow_request, stack: &[u64]) -> coolbpf::Result<()> {
        let (operation, disk) = (disk::operation(request.operation), disk::name(request.disk));
        let named = |address: &u64| self.symbols.as_ref().map(|symbols| symbols.name(*address));
        // The innermost are the program that looks, and what runs it.
        let calls: Vec<String> = stack.iter().filter_map(named).collect();
        let program = calls.iter().rposition(|call| call.starts_with("bpf_"));
        let stack = calls.get(program.map_or(0, |program| program + 1)..).unwrap_or_default();
        let (seconds, milliseconds) = (self.start.elapsed().as_secs_f64(), request.nanoseconds as f64 / 1e6);
        let slow_request { sector, bytes, pid, comm, .. } = request;
        if self.is_json {
            let comm = comm.to_string();
            println!(
                "{}",
                json!({"seconds": seconds, "slow": {"milliseconds": milliseconds, "operation": operation, "disk": disk, "sector": sector,
                    "bytes": bytes, "pid": pid, "comm": comm, "stack": stack}})
            );
        } else {
            println!(
                "{milliseconds:>10.3} {operation:<12} {disk:<8} {sector:>12} {bytes:>8} {pid:>7} {comm}"
            );
            stack.iter().for_each(|call| println!("           {call}"));
        }
        Ok(())
    }

    /// What has come since it was called the last time.
    pub fn histograms(&mut self, latencies: &Array<coolbpf_log2>) -> coolbpf::Result<()> {
        for (index, latencies) in latencies.iter().enumerate() {
            let now = latencies?.slots;
            if self.printed.len() <= index {
                self.printed.resize(index + 1, [0; 64]);
            }
            let Some(before) = self.printed.get_mut(index) else { continue };
            let new = Histogram::log2("microseconds").plus(&now).minus(&std::mem::replace(before, now));
            if new.total() > 0 {
                let operation = disk::operation(u32::try_from(index).unwrap_or(u32::MAX));
                match self.is_json {
                    true => println!("{}", as_json(self.start.elapsed().as_secs_f64(), &operation, &new)),
                    false => println!("\n{operation}: {}\n{new}", new.total()),
                }
            }
        }
        Ok(())
    }
}

fn as_json(seconds: f64, operation: &str, histogram: &Histogram) -> String {
    let slots: Vec<_> = histogram
        .buckets()
        .map(|Bucket { first, last, count, .. }| json!({"from": first, "to": last, "count": count}))
        .collect();
    json!({"seconds": seconds, "operation": operation, "unit": histogram.unit(), "slots": slots}).to_string()
}

/// Says on standard error what was not shown, if there is something.
pub fn losses(lost: Option<u64>, refused: Option<u64>) {
    for (count, why) in [
        (lost, "there was no room for them; they are in the histograms"),
        (refused, "there were more than 1000 a second; they are in the histograms"),
    ] {
        if let Some(count) = count.filter(|count| *count > 0) {
            eprintln!("{count} slow requests are not listed: {why}");
        }
    }
}
