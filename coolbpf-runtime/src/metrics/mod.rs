//! Maps as metrics, in Prometheus' text format.
//!
//! ```no_run
//! use coolbpf::Histogram;
//! use coolbpf::metrics::{Metric, Metrics};
//!
//! # fn example(
//! #     starts: coolbpf::HashMap<u32, u64>,
//! #     latencies: coolbpf::Array<[u64; 64]>,
//! # ) -> coolbpf::Result<()> {
//! let mut metrics = Metrics::new();
//! metrics.add(Metric::counter("tool_starts_total", "Programs started.", &starts)?.label("uid"))?;
//! // Microseconds in the map, seconds in the metric.
//! let unit = Histogram::log2("microseconds");
//! let latencies = Metric::histogram("tool_latency_seconds", "Of requests.", &latencies, unit)?;
//! metrics.add(latencies.scale(1e-6).buckets(4..=24))?;
//! print!("{}", metrics.text()?);
//! # Ok(())
//! # }
//! ```
//!
//! ```text
//! # HELP tool_starts_total Programs started.
//! # TYPE tool_starts_total counter
//! tool_starts_total{uid="0"} 17
//! ```
//!
//! The fields of a key become labels, those of structs in it with the names of both (`who_uid`); the index of an array is the label `index`,
//! unless it has one element only. What the fields are is read from the types that the kernel has of the map: Linux 4.18, and
//! `CAP_SYS_ADMIN` when the metric is made, but not when it is read. Each entry of the map is a time series that Prometheus keeps:
//! a map of few keys makes a good metric, and one of process ids does not. Entries whose labels are the same are one time series, and
//! are added up: texts end at their first zero byte, and what is no UTF-8 is `U+FFFD` in a label.

mod entry;
mod text;
mod types;

use std::collections::BTreeSet;
use std::fmt;
use std::ops::RangeInclusive;

use crate::map::Map;
pub use crate::shape::Value;
use crate::{Error, ErrorKind, Histogram, Result};

#[cfg(feature = "dynamic")]
pub(crate) use self::types::Describe;
pub(crate) use self::types::Typed;

/// What a metric is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Counter,
    Gauge,
    /// With nothing counted yet.
    Histogram(Box<Histogram>),
}

/// A map as a metric.
pub struct Metric {
    name: String,
    help: String,
    kind: Kind,
    map: Typed,
    label: String,
    field: Option<String>,
    scale: f64,
    /// The first and the last slot that has a bucket of its own.
    slots: RangeInclusive<usize>,
    only: Option<Only>,
}

/// Which keys count.
type Only = Box<dyn Fn(&Value) -> bool + Send + Sync>;

impl Metric {
    /// A map whose values only grow. By custom its name ends in `_total`. Of a map with a value for each CPU, they are added up.
    ///
    /// # Errors
    /// Where the name is none, or the kernel does not tell the map's types.
    pub fn counter(name: &str, help: &str, map: &impl Source) -> Result<Self> {
        Self::new(name, help, Kind::Counter, map)
    }

    /// A map whose values go up and down. Of a map with a value for each CPU, they are added up.
    ///
    /// # Errors
    /// Where the name is none, or the kernel does not tell the map's types.
    pub fn gauge(name: &str, help: &str, map: &impl Source) -> Result<Self> {
        Self::new(name, help, Kind::Gauge, map)
    }

    /// A map whose values are histograms of `coolbpf_histogram.h`; `like` says of which kind, with nothing counted yet. They count and do
    /// not add up the values, so there is no `_sum`.
    ///
    /// # Errors
    /// Where the name is none, or the kernel does not tell the map's types.
    pub fn histogram(name: &str, help: &str, map: &impl Source, like: Histogram) -> Result<Self> {
        Self::new(name, help, Kind::Histogram(Box::new(like)), map)
    }

    fn new(name: &str, help: &str, kind: Kind, map: &impl Source) -> Result<Self> {
        if !is_name(name) {
            let message =
                format!("{name:?} is no name of a metric: letters, digits, `_` and `:`, not a digit first");
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        let map = map.typed().map_err(|error| error.context(format!("can't make the metric `{name}`")))?;
        Ok(Self {
            name: name.to_owned(),
            help: help.to_owned(),
            kind,
            label: if map.raw.is_array() { "index".to_owned() } else { "key".to_owned() },
            map,
            field: None,
            scale: 1.0,
            slots: 0..=usize::MAX,
            only: None,
        })
    }

    /// The name of the label of a key that is no struct, instead of `key` or `index`: letters, digits and `_`, not a digit first. `le` becomes
    /// `key_le`, and `__` at the start is left out, as Prometheus has those for itself. [`Metrics::add`] tells where it is none.
    #[must_use]
    pub fn label(mut self, name: &str) -> Self {
        name.clone_into(&mut self.label);
        self
    }

    /// Leaves out the entries whose key is none of these: each is a time series that Prometheus keeps.
    #[must_use]
    pub fn only(mut self, keys: impl Fn(&Value) -> bool + Send + Sync + 'static) -> Self {
        self.only = Some(Box::new(keys));
        self
    }

    /// Takes this field of values that are structs.
    #[must_use]
    pub fn field(mut self, name: &str) -> Self {
        self.field = Some(name.to_owned());
        self
    }

    /// Multiplies values, and the bounds of a histogram's buckets, so that the metric is in the unit that its name says.
    #[must_use]
    pub fn scale(mut self, factor: f64) -> Self {
        self.scale = factor;
        self
    }

    /// Has buckets for these slots of a histogram only. What the slots before count is in the first of them; what those behind
    /// count, in the last of all, which has no bound.
    #[must_use]
    pub fn buckets(mut self, slots: RangeInclusive<usize>) -> Self {
        self.slots = slots;
        self
    }
}

/// What a metric can be made of: a typed map, and with the feature `dynamic` a [`dynamic::Map`](crate::dynamic::Map).
pub trait Source: types::Describe {}

impl<M: types::Describe> Source for M {}

impl<M: Map> types::Describe for M {
    fn typed(&self) -> Result<Typed> {
        Typed::of_kernel(self.raw())
    }
}

/// Metrics that are read together. They keep their maps, and may move to the thread that answers Prometheus.
#[derive(Debug, Default)]
pub struct Metrics {
    metrics: Vec<Metric>,
    names: BTreeSet<String>,
}

impl Metrics {
    /// The `Content-Type` of [`Metrics::text`].
    pub const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

    /// None so far.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    ///
    /// # Errors
    /// Where there is one of this name, or the name of its [`label`](Metric::label) is none.
    pub fn add(&mut self, metric: Metric) -> Result<()> {
        if !is_label(&metric.label) {
            let message = format!(
                "{:?} is no name of a label, which the metric `{}` is to have: letters, digits and `_`, not a digit first",
                metric.label, metric.name
            );
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        if !self.names.insert(metric.name.clone()) {
            let message = format!("there is a metric `{}` already", metric.name);
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        self.metrics.push(metric);
        Ok(())
    }

    /// All of them as they are now, in the text format that Prometheus reads (version 0.0.4).
    ///
    /// # Errors
    /// Where a map can't be read, or its values are no numbers: of which metric.
    pub fn text(&self) -> Result<String> {
        let mut text = String::new();
        for metric in &self.metrics {
            metric
                .write(&mut text)
                .map_err(|error| error.context(format!("can't read the metric `{}`", metric.name)))?;
        }
        Ok(text)
    }
}

/// Whether Prometheus takes it for a name.
fn is_name(name: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphabetic() || c == '_' || c == ':';
    name.starts_with(is_letter) && name.chars().all(|c| is_letter(c) || c.is_ascii_digit())
}

/// Whether Prometheus takes it for a name of a label.
fn is_label(name: &str) -> bool {
    is_name(name) && !name.contains(':')
}

impl fmt::Debug for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, kind, map, .. } = self;
        f.debug_struct("Metric").field("name", name).field("kind", kind).field("map", &map.raw).finish()
    }
}
