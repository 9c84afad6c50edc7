//! What a directory of pins says about itself: lines of text, in a map beside the others.

use std::time::Duration;

use crate::adapt::{ChannelChoice, ChannelWish};
use crate::map::MapFacts;
use crate::{ChannelKind, WakeUp};

/// The first line.
const VERSION: &str = "coolbpf pins 1";

/// What was pinned.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// The name of the program.
    pub(super) program: String,
    /// The digest of its object.
    pub(super) object: String,
    /// The maps, with the words of their shapes.
    pub(super) maps: Vec<(String, String)>,
    /// How its channels were made.
    pub(super) channels: Vec<(String, ChannelChoice)>,
    /// The maps that are not there, as the program declares them.
    pub(super) absent: Vec<MapFacts>,
}

impl Record {
    pub(super) fn text(&self) -> String {
        let mut lines =
            vec![VERSION.to_owned(), format!("program {}", self.program), format!("object {}", self.object)];
        lines.extend(self.maps.iter().map(|(name, words)| format!("map {name} {words}")));
        lines.extend(self.channels.iter().map(|(name, choice)| channel_line(name, *choice)));
        lines.extend(self.absent.iter().map(absent_line));
        lines.join("\n") + "\n"
    }

    /// Reads what [`Record::text`] wrote, or another version of coolbpf, or whoever may write there. Lines that it doesn't know are
    /// passed over.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let text = bytes.split(|byte| *byte == 0).next()?;
        let mut lines = std::str::from_utf8(text).ok()?.lines();
        if lines.next()? != VERSION {
            return None;
        }
        let mut record = Self::default();
        for line in lines {
            let (what, rest) = line.split_once(' ')?;
            match what {
                "program" => record.program = rest.to_owned(),
                "object" => record.object = rest.to_owned(),
                "map" => {
                    record.maps.push(rest.split_once(' ').map(|(name, words)| (name.into(), words.into()))?)
                }
                "channel" => record.channels.push(channel(rest)?),
                "absent" => record.absent.push(absent(rest)?),
                _ => {}
            }
        }
        Some(record)
    }

    /// The words of the shape of a map.
    pub(super) fn words(&self, map: &str) -> Option<&str> {
        self.maps.iter().find(|(name, _)| name == map).map(|(_, words)| words.as_str())
    }
}

/// As in `channel events ring 262144 24 - each 0 0`.
fn channel_line(name: &str, choice: ChannelChoice) -> String {
    let kind = match choice.kind {
        ChannelKind::RingBuffer => "ring",
        ChannelKind::PerfBuffer => "perf",
    };
    let (wake_up, count) = match choice.wish.wake_up {
        WakeUp::EachEvent => ("each", 0),
        WakeUp::Events { count, .. } => ("events", count),
        WakeUp::Bytes { count, .. } => ("bytes", count),
        WakeUp::Never { .. } => ("never", 0),
    };
    let within = choice.wish.wake_up.within().unwrap_or_default();
    let within = u64::try_from(within.as_nanos()).unwrap_or(u64::MAX);
    let per_cpu = choice.wish.bytes_per_cpu.map_or_else(|| "-".to_owned(), |bytes| bytes.to_string());
    format!("channel {name} {kind} {} {} {per_cpu} {wake_up} {count} {within}", choice.bytes, choice.event)
}

fn channel(line: &str) -> Option<(String, ChannelChoice)> {
    let mut words = line.split(' ');
    let name = words.next()?.to_owned();
    let kind = match words.next()? {
        "ring" => ChannelKind::RingBuffer,
        "perf" => ChannelKind::PerfBuffer,
        _ => return None,
    };
    let bytes = words.next()?.parse().ok()?;
    let event = words.next()?.parse().ok()?;
    let bytes_per_cpu = match words.next()? {
        "-" => None,
        bytes => Some(bytes.parse().ok()?),
    };
    let wake_up = words.next()?;
    let count = words.next()?.parse().ok()?;
    let within = Duration::from_nanos(words.next()?.parse().ok()?);
    let wake_up = match wake_up {
        "each" => WakeUp::EachEvent,
        "events" => WakeUp::Events { count, within },
        "bytes" => WakeUp::Bytes { count, within },
        "never" => WakeUp::Never { within },
        _ => return None,
    };
    let wish = ChannelWish { kind: Some(kind), bytes_per_cpu, wake_up };
    Some((name, ChannelChoice { kind, bytes, event, wish }))
}

/// As in `absent queue 22 0 8 64 0`.
fn absent_line(facts: &MapFacts) -> String {
    let MapFacts { name, map_type, key_size, value_size, max_entries, flags } = facts;
    format!("absent {name} {map_type} {key_size} {value_size} {max_entries} {flags}")
}

fn absent(line: &str) -> Option<MapFacts> {
    let (name, numbers) = line.split_once(' ')?;
    let mut numbers = numbers.split(' ').map(str::parse::<u32>);
    let mut number = || numbers.next()?.ok();
    Some(MapFacts {
        name: name.to_owned(),
        map_type: number()?,
        key_size: number()?,
        value_size: number()?,
        max_entries: number()?,
        flags: number()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostile;

    fn record() -> Record {
        let channel = |kind, wake_up, bytes_per_cpu| ChannelChoice {
            kind,
            bytes: 1 << 18,
            event: 24,
            wish: ChannelWish { kind: Some(kind), bytes_per_cpu, wake_up },
        };
        let within = Duration::from_millis(7);
        Record {
            program: "execsnoop".to_owned(),
            object: "0123456789abcdef".to_owned(),
            maps: vec![
                ("counts".to_owned(), "4 bytes, 8 bytes times@0+32".to_owned()),
                (".bss".to_owned(), "8 bytes seen@0+64".to_owned()),
            ],
            channels: vec![
                ("events".to_owned(), channel(ChannelKind::RingBuffer, WakeUp::EachEvent, None)),
                (
                    "a".to_owned(),
                    channel(ChannelKind::PerfBuffer, WakeUp::Events { count: 3, within }, Some(9)),
                ),
                ("b".to_owned(), channel(ChannelKind::PerfBuffer, WakeUp::Bytes { count: 3, within }, None)),
                ("c".to_owned(), channel(ChannelKind::RingBuffer, WakeUp::Never { within }, None)),
            ],
            absent: vec![MapFacts {
                name: "queue".to_owned(),
                map_type: 22,
                key_size: 0,
                value_size: 8,
                max_entries: 64,
                flags: 1 << 7,
            }],
        }
    }

    #[test]
    fn what_is_written_is_read_behind_which_there_may_be_zeros_and_between_which_other_lines() {
        let text = record().text();
        for text in [text.clone(), format!("{text}\0\0\0"), text.replace("object", "later x y\nobject")] {
            assert_eq!(Record::read(text.as_bytes()).unwrap().text(), record().text());
        }
    }

    #[test]
    fn what_others_write_there_is_a_record_or_none() {
        let text = record().text();
        for other in [
            "",
            "\0",
            "coolbpf pins 2\n",
            "coolbpf pins 1\nmap counts\n",
            "coolbpf pins 1\nchannel x ring",
            "coolbpf pins 1\nabsent x 1 4 4 1",
        ] {
            assert!(Record::read(other.as_bytes()).is_none(), "{other}");
        }
        assert!(Record::read(b"coolbpf pins 1\nprogram \xff\n").is_none());
        for changed in hostile::texts(&[&text], 5000) {
            if let Some(read) = Record::read(changed.as_bytes()) {
                assert_eq!(Record::read(read.text().as_bytes()).unwrap().text(), read.text());
            }
        }
    }
}
