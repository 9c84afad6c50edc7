//! What is told by tracing while a program is opened and loaded. Needs root.

use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex};

use coolbpf::{ChannelKind, Result};
use coolbpf_features::alternatives::{self, alternatives::Nice};
use coolbpf_features::{channels, rejections};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// Keeps everything as text: the level, the target, the names of spans and the fields.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<(Level, String, String)>>>);

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, "{}={value:?} ", field.name()).unwrap();
    }
}

impl Heard {
    fn hear(&self, metadata: &Metadata<'_>, name: &str, record: impl FnOnce(&mut Fields)) {
        let mut fields = Fields(name.to_owned());
        record(&mut fields);
        self.0.lock().unwrap().push((*metadata.level(), metadata.target().to_owned(), fields.0));
    }

    #[track_caller]
    fn has(&self, level: Level, target: &str, text: &str) {
        let heard = self.0.lock().unwrap();
        let is_it =
            |(of, by, said): &(Level, String, String)| *of == level && by == target && said.contains(text);
        assert!(heard.iter().any(is_it), "{level} {target} {text}: {heard:#?}");
    }
}

impl Subscriber for Heard {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("coolbpf")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.hear(span.metadata(), "span ", |fields| span.record(fields));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.hear(event.metadata(), "", |fields| event.record(fields));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

const DECISIONS: &str = "coolbpf::load";
const LIBBPF: &str = "coolbpf::libbpf";

#[test]
fn a_load_is_a_span_in_which_its_decisions_are_told() {
    let heard = Heard::default();
    tracing::subscriber::with_default(heard.clone(), || -> Result<()> {
        let mut open = channels::open()?;
        open.maps.events.set_kind(ChannelKind::PerfBuffer)?;
        open.load().map(drop)
    })
    .unwrap();
    heard.has(Level::INFO, DECISIONS, "span program=\"channels\"");
    heard.has(Level::DEBUG, DECISIONS, "`channels`: the object for instruction set v");
    heard.has(Level::DEBUG, DECISIONS, "`channels`: CO-RE relocations are answered by");
    heard.has(Level::DEBUG, DECISIONS, "the channel `events` is a perf buffer");
    heard.has(Level::DEBUG, LIBBPF, "map 'events': created successfully");
}

#[test]
fn the_choice_among_alternatives_is_told_with_its_reasons() {
    let heard = Heard::default();
    tracing::subscriber::with_default(heard.clone(), || {
        let mut open = alternatives::open().unwrap();
        open.alternatives.nice.force(Nice::Tracepoint);
        open.load().unwrap();
    });
    heard.has(
        Level::DEBUG,
        DECISIONS,
        "nice: `fentry` is not wanted; `kprobe` is not wanted; `tracepoint` is used",
    );
}

#[test]
fn warnings_of_libbpf_are_told_and_stay_in_the_error() {
    let heard = Heard::default();
    let error = tracing::subscriber::with_default(heard.clone(), || {
        let mut open = rejections::open().unwrap();
        open.progs.no_null_check.set_autoload(true).unwrap();
        open.load().unwrap_err()
    });
    heard.has(Level::WARN, LIBBPF, "no_null_check");
    assert!(error.rejection().is_some(), "{error:#}");
}
