//! Histograms by powers of two, as `coolbpf_histogram.h` counts them.

use std::fmt::Write as _;
use std::time::Instant;

use serde_json::{Value, json};

/// The longest bar of a histogram.
const BAR: u64 = 40;

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
        let new: Vec<u64> =
            counts.iter().zip(&*before).map(|(now, before)| now.wrapping_sub(*before)).collect();
        *before = *counts;
        if new.iter().all(|count| *count == 0) {
            return;
        }
        if self.json {
            println!("{}", as_json(self.start.elapsed().as_secs_f64(), name, &what, self.unit, &new));
        } else {
            println!("{}", as_text(&what, self.unit, &new));
        }
    }
}

/// The slots that hold something and those between them, each with its first and last value.
fn used(counts: &[u64]) -> impl Iterator<Item = (u64, u64, u64)> {
    let first = counts.iter().position(|count| *count > 0).unwrap_or(0);
    let last = counts.iter().rposition(|count| *count > 0).unwrap_or(0);
    let slot = |(at, count): (usize, &u64)| {
        let from = if at == 0 { 0 } else { 1_u64 << at };
        (from, (2_u64 << at).wrapping_sub(1), *count)
    };
    counts.iter().enumerate().skip(first).take(last + 1 - first).map(slot)
}

fn as_json(seconds: f64, name: &str, what: &Value, unit: &str, counts: &[u64]) -> String {
    let slots: Vec<_> =
        used(counts).map(|(from, to, count)| json!({"from": from, "to": to, "count": count})).collect();
    json!({"seconds": seconds, name: what, "unit": unit, "slots": slots}).to_string()
}

fn as_text(what: &Value, unit: &str, counts: &[u64]) -> String {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let total = counts.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
    let what = what.as_str().map_or_else(|| what.to_string(), str::to_owned);
    let mut text = format!("\n{what}: {total}\n{unit:>22} : count");
    for (from, to, count) in used(counts) {
        let bar =
            "*".repeat(usize::try_from(u128::from(count) * u128::from(BAR) / u128::from(most)).unwrap_or(0));
        let range = format!("{from} -> {to}");
        // Writing into a String can't fail.
        let _ = write!(text, "\n{range:>22} : {count:<8} {bar}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_histogram_shows_the_slots_that_hold_something_and_those_between() {
        let mut counts = [0; 64];
        (counts[3], counts[5]) = (10, 40);
        assert_eq!(
            as_text(&"read".into(), "microseconds", &counts),
            "\nread: 50\n          microseconds : count\n               8 -> 15 : 10       **********\n\
             \x20             16 -> 31 : 0        \n              32 -> 63 : 40       ****************************************"
        );
        assert_eq!(used(&counts).map(|(from, ..)| from).collect::<Vec<_>>(), [8, 16, 32]);
        assert_eq!(used(&[1]).collect::<Vec<_>>(), [(0, 1, 1)]);
        counts[63] = u64::MAX;
        assert_eq!(used(&counts).last(), Some((1 << 63, u64::MAX, u64::MAX)));
    }

    #[test]
    fn json_names_what_the_histogram_is_of() {
        assert_eq!(
            as_json(1.5, "operation", &"read".into(), "microseconds", &[0, 7]),
            r#"{"operation":"read","seconds":1.5,"slots":[{"count":7,"from":2,"to":3}],"unit":"microseconds"}"#
        );
    }
}
