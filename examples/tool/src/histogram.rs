//! Histograms, as `coolbpf_histogram.h` counts them.

use std::time::Instant;

use coolbpf::{Bucket, Chars, Histogram, Result};
use serde_json::{Value, json};

use crate::print;

/// What a histogram comes to, and its name.
type Figure = (&'static str, fn(&Histogram) -> f64);

/// Prints histograms with what came since they were printed the last time.
#[derive(Debug)]
pub struct Histograms {
    json: bool,
    empty: Histogram,
    figure: Option<Figure>,
    start: Instant,
    /// The counts that were printed, by what they are of.
    printed: Vec<(Value, [u64; 64])>,
}

impl Histograms {
    /// By powers of two, of values in `unit`, as in "microseconds"; with `json`, a line of JSON for each.
    #[must_use]
    pub fn new(json: bool, unit: &'static str) -> Self {
        Self::of(json, Histogram::log2(unit))
    }

    /// Those that begin as `empty`; with `json`, a line of JSON for each.
    #[must_use]
    pub fn of(json: bool, empty: Histogram) -> Self {
        Self { json, empty, figure: None, start: Instant::now(), printed: Vec::new() }
    }

    /// Also prints with each histogram what it comes to by `figure`, as `name`.
    #[must_use]
    pub fn figure(self, name: &'static str, figure: fn(&Histogram) -> f64) -> Self {
        Self { figure: Some((name, figure)), ..self }
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
        let new = self.empty.clone().plus(counts).minus(&std::mem::replace(before, *counts));
        if new.total() == 0 {
            return;
        }
        let figure = self.figure.map(|(name, figure)| (name, figure(&new)));
        if self.json {
            let seconds = self.start.elapsed().as_secs_f64();
            print(format_args!("{}\n", as_json(seconds, name, &what, &new, figure)));
        } else {
            let what = what.as_str().map_or_else(|| format!("{name} {what}"), str::to_owned);
            print(format_args!("\n{what}: {}\n{new}\n", new.total()));
            if let Some((name, figure)) = figure {
                print(format_args!("{name:>22} : {figure:.1}\n"));
            }
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

fn as_json(
    seconds: f64,
    name: &str,
    what: &Value,
    histogram: &Histogram,
    figure: Option<(&str, f64)>,
) -> String {
    let slots: Vec<_> = histogram
        .buckets()
        .map(|Bucket { first, last, count, .. }| json!({"from": first, "to": last, "count": count}))
        .collect();
    let mut object = json!({"seconds": seconds, name: what, "unit": histogram.unit(), "slots": slots});
    if let Some((name, figure)) = figure {
        object[name] = figure.into();
    }
    object.to_string()
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
            as_json(1.5, "operation", &"read".into(), &histogram, None),
            r#"{"operation":"read","seconds":1.5,"slots":[{"count":7,"from":2,"to":3}],"unit":"microseconds"}"#
        );
        let with_figure =
            as_json(1.5, "cpu", &0.into(), &Histogram::linear("tasks", 0, 1), Some(("percent", 2.5)));
        assert_eq!(with_figure, r#"{"cpu":0,"percent":2.5,"seconds":1.5,"slots":[],"unit":"tasks"}"#);
    }
}
