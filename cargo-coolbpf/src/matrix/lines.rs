//! Reading what the crate's runtime tells of each program, one line of JSON at a time.
//!
//! `coolbpf-runtime/src/matrix/mod.rs` says what the lines are. They come from a guest whose kernel runs the user's
//! programs: lines that are none are passed over, and names that are not known count for nothing.

use std::collections::BTreeMap;

use coolbpf_contract::printable;
use serde::Deserialize;

use super::report::{Cell, Channel, Outcome};
use crate::check::Statistics;

/// The version of the lines that this reads.
const PROTOCOL: u64 = 1;

/// The longest line that is read: a verifier's log has up to 16 MiB, and escapes.
const LONGEST: usize = 64 << 20;

/// What the lines of one guest have told so far.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// What came behind the last end of a line.
    rest: Vec<u8>,
    /// The version of the lines, once it is known.
    pub(super) protocol: Option<u64>,
    /// What the guest was last about to do.
    pub(super) step: Option<Step>,
    /// The objects that are through.
    pub(super) objects: BTreeMap<String, Object>,
    /// The programs of the one that is not.
    pending: BTreeMap<String, Program>,
    /// Whether the guest was through with all.
    pub(super) has_ended: bool,
}

/// Something that the guest was about to do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Step {
    /// `load` or `attach`.
    pub(super) step: String,
    pub(super) object: String,
    /// None for the whole object.
    pub(super) program: Option<String>,
}

/// An object that is through.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Object {
    pub(super) programs: BTreeMap<String, Program>,
    /// Why it can't be opened.
    pub(super) failure: Option<Failure>,
}

/// How a program fared.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Program {
    pub(super) cell: Cell,
    /// All that is known about its failure.
    pub(super) log: Option<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) reason: String,
    pub(super) log: String,
}

/// The members of all kinds of lines.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Line {
    protocol: Option<u64>,
    step: Option<String>,
    object: Option<String>,
    program: Option<String>,
    outcome: Option<String>,
    to: Option<String>,
    reason: Option<String>,
    log: Option<String>,
    statistics: Option<String>,
    channels: Vec<Channel>,
    done: bool,
    end: bool,
}

impl Lines {
    /// Takes a piece of what the guest prints.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                b'\n' => {
                    let line = std::mem::take(&mut self.rest);
                    if let Ok(line) = serde_json::from_slice(&line) {
                        self.read(line);
                    }
                }
                _ if self.rest.len() < LONGEST => self.rest.push(*byte),
                _ => {}
            }
        }
    }

    /// Whether this reads lines of that version.
    pub(super) fn are_known(&self) -> bool {
        self.protocol.is_none_or(|protocol| protocol == PROTOCOL)
    }

    fn read(&mut self, line: Line) {
        self.protocol = self.protocol.or(line.protocol);
        self.has_ended |= line.end;
        let Some(object) = line.object else { return };
        if let Some(step) = line.step {
            self.step = Some(Step { step, object, program: line.program });
        } else if line.done {
            let mut programs = std::mem::take(&mut self.pending);
            let channels: Vec<Channel> = line.channels.into_iter().filter_map(known_channel).collect();
            for program in programs.values_mut() {
                program.cell.channels.clone_from(&channels);
            }
            let failure = line.reason.map(|reason| {
                let log = line.log.unwrap_or_else(|| reason.clone());
                Failure { reason: printable(&reason), log }
            });
            self.objects.insert(object, Object { programs, failure });
        } else if let (Some(program), Some(outcome)) = (line.program, line.outcome) {
            let outcome = match outcome.as_str() {
                "attached" => Outcome::Attached,
                "loaded" => Outcome::Loaded,
                "not-chosen" => Outcome::NotChosen,
                "held-back" => Outcome::HeldBack,
                "failed" => Outcome::Failed,
                _ => return,
            };
            // A rejected program's log ends with what the check has cost.
            let statistics = line.statistics.as_deref().or(line.log.as_deref()).and_then(Statistics::read);
            let cell = Cell {
                outcome,
                to: line.to.as_deref().map(printable),
                reason: line.reason.as_deref().map(printable),
                processed: statistics.and_then(|statistics| statistics.processed),
                channels: Vec::new(),
                log: None,
            };
            self.pending.insert(program, Program { cell, log: line.log });
        }
    }
}

/// A channel of which tables can tell: its kind is a word.
fn known_channel(channel: Channel) -> Option<Channel> {
    let is_word =
        !channel.kind.is_empty() && channel.kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    is_word.then(|| Channel { map: printable(&channel.map), ..channel })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Lines {
        let mut lines = Lines::default();
        // However it is cut.
        text.as_bytes().chunks(7).for_each(|piece| lines.push(piece));
        lines
    }

    #[test]
    fn programs_belong_to_their_object_once_it_is_through() {
        let read = lines(
            r#"{"protocol":1}
{"step":"load","object":"hello"}
{"step":"attach","object":"hello","program":"a"}
{"object":"hello","program":"a","section":"xdp","outcome":"attached","to":"lo","statistics":"processed 23 insns (limit 1)\n"}
{"object":"hello","program":"b","outcome":"failed","stage":"load","reason":"no","log":"0: x\nno\nprocessed 7 insns (limit 1)\n"}
{"object":"hello","done":true,"channels":[{"kind":"ring-buffer","map":"events"}]}
{"step":"load","object":"other"}
{"object":"other","done":true,"channels":[],"reason":"can't open","log":"all of it"}
{"step":"load","object":"third","program":"c"}
"#,
        );
        let hello = &read.objects["hello"];
        let (a, b) = (&hello.programs["a"], &hello.programs["b"]);
        assert_eq!((a.cell.outcome, a.cell.processed), (Outcome::Attached, Some(23)));
        assert_eq!((a.cell.to.as_deref(), a.cell.channels[0].map.as_str()), (Some("lo"), "events"));
        assert_eq!((b.cell.outcome, b.cell.processed), (Outcome::Failed, Some(7)));
        assert!(b.log.as_deref().unwrap().starts_with("0: x\nno\n"));
        let failure = Failure { reason: "can't open".to_owned(), log: "all of it".to_owned() };
        assert_eq!(read.objects["other"].failure, Some(failure));
        let step =
            Step { step: "load".to_owned(), object: "third".to_owned(), program: Some("c".to_owned()) };
        assert_eq!(read.step, Some(step));
        assert!(!read.has_ended && read.are_known());
        assert!(lines("{\"end\":true}\n").has_ended);
        assert!(!lines("{\"protocol\":2}\n").are_known());
    }

    #[test]
    fn what_a_guest_calls_its_channels_breaks_no_table() {
        let read = lines(
            r#"{"object":"x","program":"p","outcome":"attached"}
{"object":"x","done":true,"channels":[{"kind":"","map":"a"},{"kind":"| <b>","map":"b"},{"kind":"perf-buffer","map":"\u001b[2J"}]}
"#,
        );
        let expected = Channel { kind: "perf-buffer".to_owned(), map: "\\u{1b}[2J".to_owned() };
        assert_eq!(read.objects["x"].programs["p"].cell.channels, [expected]);
    }

    #[test]
    fn what_is_no_line_is_passed_over() {
        let read = lines(
            "\n\u{0}\nhello\n[1]\n{\"object\":7}\n{\"object\":\"x\",\"program\":\"p\",\"outcome\":\"grew\"}\n\
             {\"object\":\"x\",\"done\":true,\"channels\":[],\"news\":{}}\n{\"end\":true}",
        );
        assert_eq!(read.objects["x"], Object::default());
        assert!(!read.has_ended, "its line has no end");
    }
}
