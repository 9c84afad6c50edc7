//! What Prometheus is told.

use std::sync::Arc;
use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

/// Counters, gauges and histograms.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    request_seconds: Histogram,
    compiles: Family<CompileLabels, Counter>,
    compile_seconds: Histogram,
    lookups: Family<LookupLabels, Counter>,
    reloads: Family<ReloadLabels, Counter>,
    running: Gauge,
    waiting: Gauge,
    cache_bytes: Gauge,
    cache_damaged: Gauge,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CompileLabels {
    outcome: CompileOutcome,
}

/// How a compile ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub(crate) enum CompileOutcome {
    Made,
    SourceErrors,
    NoObject,
    Limit,
    Cancelled,
    Failed,
    SentAway,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct LookupLabels {
    found: Found,
}

/// Where the answer to a request was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub(crate) enum Found {
    /// In memory.
    Memory,
    /// In memory, as an error.
    Error,
    /// On disk.
    Disk,
    /// Somebody had it compiled at the same time.
    UnderWay,
    /// Nowhere.
    Nowhere,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ReloadLabels {
    outcome: Reload,
}

/// What came of reading tokens, certificate and keys again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub(crate) enum Reload {
    /// They are in use.
    Done,
    /// One of them can't be read; all are as they were.
    Failed,
}

/// Counts as a running compile while it lasts.
pub(crate) struct Running(Gauge);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    pub(crate) fn new() -> Arc<Self> {
        let mut registry = Registry::with_prefix("coolbpf");
        let requests = Family::default();
        registry.register("requests", "Requests by route and status", requests.clone());
        // From a quarter of a millisecond to two minutes.
        let seconds = || Histogram::new(exponential_buckets(0.000_25, 2.0, 20));
        let request_seconds = seconds();
        registry.register("request_seconds", "How long requests took", request_seconds.clone());
        let compiles = Family::default();
        registry.register("compiles", "Compiles by how they ended", compiles.clone());
        let compile_seconds = seconds();
        registry.register("compile_seconds", "How long compiles took", compile_seconds.clone());
        let lookups = Family::default();
        registry.register("lookups", "Where answers to compile requests were found", lookups.clone());
        let reloads = Family::default();
        registry.register(
            "reloads",
            "Readings of tokens, certificate and keys after the start",
            reloads.clone(),
        );
        let mut gauge = |name: &str, help: &str| {
            let gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        let running = gauge("running", "Compiles that run");
        let waiting = gauge("waiting", "Compiles that wait for a place");
        let cache_bytes = gauge("cache_bytes", "Bytes of the files in the cache");
        let cache_damaged =
            gauge("cache_damaged", "Damaged files that were found in the cache since the start");
        Arc::new(Self {
            registry,
            requests,
            request_seconds,
            compiles,
            compile_seconds,
            lookups,
            reloads,
            running,
            waiting,
            cache_bytes,
            cache_damaged,
        })
    }

    pub(crate) fn request(&self, route: &str, status: u16, took: Duration) {
        self.requests.get_or_create(&RequestLabels { route: route.to_owned(), status }).inc();
        self.request_seconds.observe(took.as_secs_f64());
    }

    pub(crate) fn compiled(&self, outcome: CompileOutcome, took: Option<Duration>) {
        self.compiles.get_or_create(&CompileLabels { outcome }).inc();
        if let Some(took) = took {
            self.compile_seconds.observe(took.as_secs_f64());
        }
    }

    pub(crate) fn found(&self, found: Found) {
        self.lookups.get_or_create(&LookupLabels { found }).inc();
    }

    pub(crate) fn reloaded(&self, outcome: Reload) {
        self.reloads.get_or_create(&ReloadLabels { outcome }).inc();
    }

    pub(crate) fn running(&self) -> Running {
        self.running.inc();
        Running(self.running.clone())
    }

    /// The text that Prometheus reads.
    pub(crate) fn text(&self, waiting: usize, cache_bytes: u64, cache_damaged: u64) -> String {
        let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        self.waiting.set(number(waiting as u64));
        self.cache_bytes.set(number(cache_bytes));
        self.cache_damaged.set(number(cache_damaged));
        let mut text = String::new();
        // Writing into a String can't fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
