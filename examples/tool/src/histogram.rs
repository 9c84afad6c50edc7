//! Histograms by powers of two, as `coolbpf_histogram.h` counts them.

use std::time::Instant;

use coolbpf::{Bucket, Chars, Histogram, Result};
use serde_json::{Value, json};

use crate::print;

/// Prints histograms with what came since they were printed the last time.
#[derive(Debug)]
pub struct Histograms {
    json: bool,
    unit: &'static str,
    start: Instant,
    /// The counts that were printed, by what they are of.
    printed: Vec<(Value, [u64; 64])>,
}

impl Histograms {
    /// Of values in `unit`, as in "microseconds"; with `json`, a line of JSON for each.
    #[must_use]
    pub fn new(json: bool, unit: &'static str) -> Self {
        Self { json, unit, start: Instant::now(), printed: Vec::new() }
    }

    /// Prints the histogram of `what`, a text or a number that JSON calls `name`, if something came.
    pub fn print(&mut self, name: &str, what: impl Into<Value>, counts: &[u64; 64]) {
        let what = what.into();
        let before = match self.printed.iter().position(|(printed, _)| *printed == what) {
            Some(at) => at,
            None => {
                self.printed.push((what.clone(), [0; 64]));
                self.printed.len() - 1
            }
        };
        let Some((_, before)) = self.printed.get_mut(before) else { return };
        let new = Histogram::log2(self.unit).plus(counts).minus(&std::mem::replace(before, *counts));
        if new.total() == 0 {
            return;
        }
        if self.json {
            print(format_args!("{}\n", as_json(self.start.elapsed().as_secs_f64(), name, &what, &new)));
        } else {
            let what = what.as_str().map_or_else(|| what.to_string(), str::to_owned);
            print(format_args!("\n{what}: {}\n{new}\n", new.total()));
        }
    }

    /// Prints a histogram for each of `processes`, which a map has by number, name and counts; or, without `each`, the one of all that it has then.
    ///
    /// # Errors
    /// Where a process can't be read.
    pub fn print_processes<const N: usize>(
        &mut self,
        name: &str,
        each: bool,
        processes: impl Iterator<Item = Result<(u32, Chars<N>, [u64; 64])>>,
    ) -> Result<()> {
        for process in processes {
            let (pid, comm, counts) = process?;
            let who = if each { format!("{pid} {comm}") } else { "all".to_owned() };
            self.print(name, who, &counts);
        }
        Ok(())
    }
}

fn as_json(seconds: f64, name: &str, what: &Value, histogram: &Histogram) -> String {
    let slots: Vec<_> = histogram
        .buckets()
        .map(|Bucket { first, last, count, .. }| json!({"from": first, "to": last, "count": count}))
        .collect();
    json!({"seconds": seconds, name: what, "unit": histogram.unit(), "slots": slots}).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_names_what_the_histogram_is_of() {
        let mut slots = [0; 64];
        slots[1] = 7;
        let histogram = Histogram::log2("microseconds").plus(&slots);
        assert_eq!(
            as_json(1.5, "operation", &"read".into(), &histogram),
            r#"{"operation":"read","seconds":1.5,"slots":[{"count":7,"from":2,"to":3}],"unit":"microseconds"}"#
        );
    }
}
