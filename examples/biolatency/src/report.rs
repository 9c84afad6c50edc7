//! What is printed: histograms and slow requests, as text or as lines of JSON.

use std::fmt::Write as _;
use std::time::Instant;

use coolbpf::Array;
use serde_json::json;

use crate::biolatency::types::{coolbpf_log2, slow_request};
use crate::disk;
use crate::symbols::Symbols;

/// The longest bar of a histogram.
const BAR: u64 = 40;

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
            let new: Vec<u64> =
                now.iter().zip(&*before).map(|(now, before)| now.wrapping_sub(*before)).collect();
            *before = now;
            if new.iter().any(|count| *count > 0) {
                let operation = disk::operation(u32::try_from(index).unwrap_or(u32::MAX));
                let seconds = self.start.elapsed().as_secs_f64();
                let shown = match self.is_json {
                    true => as_json(seconds, &operation, &new),
                    false => as_text(&operation, &new),
                };
                println!("{shown}");
            }
        }
        Ok(())
    }
}

/// The slots that hold something and those between them, each with its first and last microsecond.
fn used(counts: &[u64]) -> impl Iterator<Item = (u64, u64, u64)> {
    let first = counts.iter().position(|count| *count > 0).unwrap_or(0);
    let last = counts.iter().rposition(|count| *count > 0).unwrap_or(0);
    let slot = |(at, count): (usize, &u64)| {
        let from = if at == 0 { 0 } else { 1_u64 << at };
        (from, (2_u64 << at).wrapping_sub(1), *count)
    };
    counts.iter().enumerate().skip(first).take(last + 1 - first).map(slot)
}

fn as_json(seconds: f64, operation: &str, counts: &[u64]) -> String {
    let slots: Vec<_> =
        used(counts).map(|(from, to, count)| json!({"from": from, "to": to, "count": count})).collect();
    json!({"seconds": seconds, "operation": operation, "unit": "microseconds", "slots": slots}).to_string()
}

fn as_text(operation: &str, counts: &[u64]) -> String {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let total = counts.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
    let mut text = format!("\n{operation}: {total}\n{:>22} : count", "microseconds");
    for (from, to, count) in used(counts) {
        let bar =
            "*".repeat(usize::try_from(u128::from(count) * u128::from(BAR) / u128::from(most)).unwrap_or(0));
        let range = format!("{from} -> {to}");
        // Writing into a String can't fail.
        let _ = write!(text, "\n{range:>22} : {count:<8} {bar}");
    }
    text
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_histogram_shows_the_slots_that_hold_something_and_those_between() {
        let mut counts = [0; 64];
        (counts[3], counts[5]) = (10, 40);
        assert_eq!(
            as_text("read", &counts),
            "\nread: 50\n          microseconds : count\n               8 -> 15 : 10       **********\n\
             \x20             16 -> 31 : 0        \n              32 -> 63 : 40       ****************************************"
        );
        assert_eq!(used(&counts).map(|(from, ..)| from).collect::<Vec<_>>(), [8, 16, 32]);
        assert_eq!(used(&[1]).collect::<Vec<_>>(), [(0, 1, 1)]);
        counts[63] = u64::MAX;
        assert_eq!(used(&counts).last(), Some((1 << 63, u64::MAX, u64::MAX)));
    }
}
