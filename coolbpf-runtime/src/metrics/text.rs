//! The text format of Prometheus, version 0.0.4: "Exposition formats" in its documentation.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Kind, Metric, Value, entry};
use crate::{Bucket, Error, ErrorKind, Histogram, Result};

type Labels = [(String, String)];

/// What is counted of all entries that have the same labels.
#[derive(Debug, PartialEq)]
enum Sum {
    Number(f64),
    Histogram(Box<Histogram>),
}

/// The sums, by the labels.
type Samples = BTreeMap<Vec<(String, String)>, Sum>;

impl Metric {
    /// Appends what the metric is, and a sample for all entries of the same labels, or several of a histogram.
    pub(super) fn write(&self, text: &mut String) -> Result<()> {
        let kind = match self.kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
            Kind::Histogram(_) => "histogram",
        };
        let help = self.help.replace('\\', "\\\\").replace('\n', "\\n");
        let _ = writeln!(text, "# HELP {} {help}\n# TYPE {} {kind}", self.name, self.name);
        let raw = &self.map.raw;
        // Labels don't have all of a key, and Prometheus would refuse two samples with the same.
        let mut samples = Samples::new();
        for entry in raw.iter() {
            let (key, value) = entry?;
            let wrong = |problem: String| Error::new(ErrorKind::InvalidInput, problem);
            let key = self.map.key.read(&key).map_err(wrong)?;
            if self.only.as_ref().is_some_and(|only| !only(&key)) {
                continue;
            }
            let values = entry::values(&self.map.value, &value, raw.is_per_cpu()).map_err(wrong)?;
            let labels = match raw.is_array() && raw.max_entries() == 1 {
                true => Vec::new(),
                false => entry::labels(&key, &self.label),
            };
            let sum = samples.entry(labels).or_insert_with(|| self.kind.nothing());
            for value in &values {
                sum.add(value, self.field.as_deref()).map_err(wrong)?;
            }
        }
        for (labels, sum) in &samples {
            match sum {
                Sum::Histogram(histogram) => self.write_histogram(text, labels, histogram),
                Sum::Number(number) => sample(text, &self.name, "", labels, None, number * self.scale),
            }
        }
        Ok(())
    }

    fn write_histogram(&self, text: &mut String, labels: &Labels, histogram: &Histogram) {
        let mut all = 0_u64;
        for (slot, Bucket { last, count, .. }) in histogram.all_buckets().enumerate() {
            all = all.saturating_add(count);
            // The last may have what lies beyond it, too.
            if self.slots.contains(&slot) && last != u64::MAX {
                sample(text, &self.name, "_bucket", labels, Some(last as f64 * self.scale), all as f64);
            }
        }
        sample(text, &self.name, "_bucket", labels, Some(f64::INFINITY), all as f64);
        sample(text, &self.name, "_count", labels, None, all as f64);
    }
}

impl Kind {
    /// The sum of no values.
    fn nothing(&self) -> Sum {
        match self {
            Self::Histogram(nothing) => Sum::Histogram(nothing.clone()),
            Self::Counter | Self::Gauge => Sum::Number(0.0),
        }
    }
}

impl Sum {
    fn add(&mut self, value: &Value, field: Option<&str>) -> Result<(), String> {
        match self {
            Self::Histogram(sum) => **sum = Histogram::clone(sum).plus(&entry::slots(value, field)?),
            Self::Number(sum) => *sum += entry::number(value, field)?,
        }
        Ok(())
    }
}

/// Appends a line.
fn sample(text: &mut String, name: &str, suffix: &str, labels: &Labels, bound: Option<f64>, value: f64) {
    text.push_str(name);
    text.push_str(suffix);
    let bound = bound.map(|bound| ("le".to_owned(), number(bound)));
    if !labels.is_empty() || bound.is_some() {
        let mut separator = '{';
        for (label, value) in labels.iter().chain(&bound) {
            let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            let _ = write!(text, "{separator}{label}=\"{value}\"");
            separator = ',';
        }
        text.push('}');
    }
    let _ = writeln!(text, " {}", number(value));
}

/// A number as Go reads it.
fn number(number: f64) -> String {
    if number == f64::INFINITY {
        "+Inf".to_owned()
    } else if number == f64::NEG_INFINITY {
        "-Inf".to_owned()
    } else {
        // `NaN` is the same there.
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_stands_in_a_key_stays_within_its_label() {
        let key: Value = [("path", "a\"b\\c\nd".into()), ("le", 7.into()), ("__name__", true.into())].into();
        let mut text = String::new();
        sample(&mut text, "x", "_bucket", &entry::labels(&key, "key"), Some(0.5), 3.0);
        assert_eq!(text, "x_bucket{path=\"a\\\"b\\\\c\\nd\",key_le=\"7\",name__=\"true\",le=\"0.5\"} 3\n");
    }

    #[test]
    fn nested_fields_have_the_names_of_both_and_no_two_labels_have_one_name() {
        let inner: Value = [("uid", 1.into()), ("id", 2.into())].into();
        let key: Value = [("who", inner), ("who_uid", 3.into())].into();
        let names: Vec<_> = entry::labels(&key, "key").into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["who_uid", "who_id", "who_uid_"]);
        assert_eq!(entry::labels(&5.into(), "pid"), [("pid".to_owned(), "5".to_owned())]);
        let key: Value = [("__0", 1.into()), ("a.b", 2.into())].into();
        let names: Vec<_> = entry::labels(&key, "key").into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["_0", "a_b"]);
    }

    #[test]
    fn numbers_are_written_as_go_reads_them() {
        let numbers = [0.0, 1.5, 1e21, -3.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
        let texts: Vec<_> = numbers.into_iter().map(number).collect();
        assert_eq!(texts, ["0", "1.5", "1000000000000000000000", "-3", "+Inf", "-Inf", "NaN"]);
    }
}
