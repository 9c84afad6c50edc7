//! Follows a running machine to its end: passes on what the job writes, keeps the end of the console.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Instant;

use coolbpf_contract::printable;

use crate::protocol::{Frame, Frames, MAX_PAYLOAD};
use crate::qemu::{Machine, Streams};
use crate::{Error, Outcome, Result, Stream};

/// How much of what the console and QEMU say is kept, in bytes.
const MOST_KEPT: usize = 16 << 10;

/// Where the job's output goes.
pub(crate) type Output<'a> = &'a mut dyn FnMut(Stream, &[u8]) -> io::Result<()>;

/// Follows a machine to its end, and ends it when the job has ended or the deadline has come.
pub(crate) fn watch(
    mut machine: Machine,
    streams: Streams,
    deadline: Option<Instant>,
    output: Output<'_>,
) -> Result<Outcome> {
    // Few pieces wait at a time: who takes them slowly slows the guest down.
    let (sender, events) = sync_channel(16);
    thread::scope(|scope| {
        let Streams { frames, console, said } = streams;
        let (for_console, for_said) = (sender.clone(), sender.clone());
        scope.spawn(move || send_all(frames, Event::Frames, &sender));
        scope.spawn(move || send_all(console, Event::Console, &for_console));
        scope.spawn(move || send_all(said, Event::Said, &for_said));
        let (mut console, mut said) = (Tail::default(), Tail::default());
        let mut keep = |event| match event {
            Event::Frames(bytes) => Some(bytes),
            Event::Console(bytes) => {
                console.push(&bytes);
                None
            }
            Event::Said(bytes) => {
                said.push(&bytes);
                None
            }
        };
        let end = follow(&events, deadline, &mut keep, output);
        machine.kill();
        // What is still on its way may be the end of the console.
        events.into_iter().for_each(|event| drop(keep(event)));
        let status = machine.wait().map_err(|error| Error::new(format!("wait for QEMU: {error}")))?;
        match end? {
            End::Job(outcome) => Ok(outcome),
            End::TimedOut => Ok(Outcome::TimedOut { console: console.text() }),
            // It was not killed: it had closed its end of the pipes.
            End::Silence if status.success() => Ok(Outcome::Panicked { console: console.text() }),
            End::Silence => Err(Error::new(format!("QEMU ended with {status}: {}", said.text()))),
        }
    })
}

/// A piece of what comes from a running machine.
enum Event {
    Frames(Vec<u8>),
    Console(Vec<u8>),
    Said(Vec<u8>),
}

/// Why a machine is followed no more.
enum End {
    Job(Outcome),
    TimedOut,
    Silence,
}

fn send_all(mut from: impl Read, event: fn(Vec<u8>) -> Event, to: &SyncSender<Event>) {
    let mut bytes = vec![0; MAX_PAYLOAD];
    // A pipe that can't be read is at its end.
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        if to.send(event(bytes.get(..length).unwrap_or_default().to_vec())).is_err() {
            return;
        }
    }
}

/// Passes on the output until the job's last frame comes, or nothing can come any more, or the deadline has.
fn follow(
    events: &Receiver<Event>,
    deadline: Option<Instant>,
    keep: &mut dyn FnMut(Event) -> Option<Vec<u8>>,
    output: Output<'_>,
) -> Result<End> {
    let mut frames = Frames::default();
    loop {
        let event = match deadline {
            // One that always has something to say would never be waited for.
            Some(deadline) if deadline <= Instant::now() => return Ok(End::TimedOut),
            Some(deadline) => events.recv_timeout(deadline.saturating_duration_since(Instant::now())),
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let event = match event {
            Ok(event) => event,
            Err(RecvTimeoutError::Timeout) => return Ok(End::TimedOut),
            Err(RecvTimeoutError::Disconnected) => return Ok(End::Silence),
        };
        frames.push(&keep(event).unwrap_or_default());
        let malformed = |error| Error::new(format!("what the init says can't be read: {error}"));
        while let Some(frame) = frames.next().map_err(malformed)? {
            let passed = match frame {
                Frame::Ready => Ok(()),
                Frame::Stdout(bytes) => output(Stream::Stdout, &bytes),
                Frame::Stderr(bytes) => output(Stream::Stderr, &bytes),
                Frame::Exited(code) => return Ok(End::Job(Outcome::Exited(code))),
                Frame::Signaled(signal) => return Ok(End::Job(Outcome::Signaled(signal))),
                Frame::Failed(reason) => return Err(Error::new(reason)),
            };
            passed.map_err(|error| Error::new(format!("pass on what the command writes: {error}")))?;
        }
    }
}

/// The end of a text that may be long.
#[derive(Default)]
pub(crate) struct Tail(Vec<u8>);

impl Tail {
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
        // Seldom, so that it costs little.
        if self.0.len() > 2 * MOST_KEPT {
            self.0.drain(..self.0.len() - MOST_KEPT);
        }
    }

    /// The text without what a terminal would obey.
    pub(crate) fn text(&self) -> String {
        let last = self.0.get(self.0.len().saturating_sub(MOST_KEPT)..).unwrap_or_default();
        printable(&String::from_utf8_lossy(last).replace('\r', "")).trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of a guest that sends `pieces`, and what it wrote.
    fn followed(pieces: &[&[u8]]) -> (Result<End>, Vec<(Stream, Vec<u8>)>) {
        let (sender, events) = sync_channel(pieces.len());
        for piece in pieces {
            sender.send(Event::Frames(piece.to_vec())).unwrap();
        }
        drop(sender);
        let mut written = Vec::new();
        let mut keep = |event| match event {
            Event::Frames(bytes) => Some(bytes),
            _ => None,
        };
        let end = follow(&events, None, &mut keep, &mut |stream, bytes| {
            written.push((stream, bytes.to_vec()));
            Ok(())
        });
        (end, written)
    }

    #[test]
    fn a_guest_that_writes_without_end_is_ended_in_time() {
        let (sender, events) = sync_channel(1);
        sender.send(Event::Frames(Frame::Stdout(b"a".to_vec()).encode())).unwrap();
        let mut keep = |event| match event {
            Event::Frames(bytes) => Some(bytes),
            _ => None,
        };
        let end = follow(&events, Some(Instant::now()), &mut keep, &mut |_, _| panic!("it is too late"));
        assert!(matches!(end, Ok(End::TimedOut)));
    }

    #[test]
    fn nothing_is_read_after_the_last_frame() {
        let exited = Frame::Exited(3).encode();
        let (end, written) =
            followed(&[&Frame::Stdout(b"a".to_vec()).encode(), &[&exited[..], b"no frame"].concat()]);
        assert!(matches!(end, Ok(End::Job(Outcome::Exited(3)))));
        assert_eq!(written, [(Stream::Stdout, b"a".to_vec())]);
    }

    #[test]
    fn a_guest_that_falls_silent_or_lies_is_told_apart() {
        assert!(matches!(followed(&[&Frame::Ready.encode(), b"o\x05\0\0\0abc"]).0, Ok(End::Silence)));
        let said = |pieces: &[&[u8]]| followed(pieces).0.err().map(|error| error.to_string()).unwrap();
        assert_eq!(
            said(&[b"o\0\0\0\xff"]),
            "what the init says can't be read: a frame of 4278190080 bytes; the longest has 65536"
        );
        assert_eq!(said(&[&Frame::Failed("run \x1b[2J: no".into()).encode()]), "run \\u{1b}[2J: no");
    }

    #[test]
    fn the_end_of_a_long_console_is_kept_and_a_terminal_obeys_nothing_in_it() {
        let mut tail = Tail::default();
        for number in 0..10_000 {
            tail.push(format!("line {number}\r\n").as_bytes());
        }
        tail.push(b"\x1b[31mpanic\r\n");
        let text = tail.text();
        assert!(text.len() <= MOST_KEPT && text.ends_with("\nline 9999\n\\u{1b}[31mpanic"), "{text}");
    }
}
