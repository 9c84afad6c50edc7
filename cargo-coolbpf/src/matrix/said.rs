//! How a command in a guest ended, and what it said.

use coolbpf_vm::{Command, Guest, Outcome as Ended, Stream};

use super::ends::Ends;
use super::guests::{Found, Settings};
use super::report::Outcome;
use crate::Result;

/// How a command ended, and what it said on standard error.
pub(super) struct Said {
    pub(super) ended: Ended,
    pub(super) stderr: Vec<u8>,
}

impl Said {
    pub(super) fn of(guest: &Guest<'_>, command: &Command, stdout: &mut dyn FnMut(&[u8])) -> Result<Self> {
        let mut stderr = Ends::default();
        let ended = guest.run(command, &mut |stream, bytes| {
            match stream {
                Stream::Stdout => stdout(bytes),
                Stream::Stderr => stderr.push(bytes),
            }
            Ok(())
        });
        Ok(Self { ended: ended?, stderr: stderr.into_bytes() })
    }

    /// An end that no object should bring about.
    pub(super) fn fatal(self, settings: &Settings) -> Found {
        match self.ended {
            Ended::Exited(code) => {
                let reason =
                    format!("what loads the programs ended with code {code}{}", last_line(&self.stderr));
                Found::new(Outcome::Failed, reason, self.stderr)
            }
            Ended::Signaled(signal) => {
                let reason = format!("signal {signal} ended what loads the programs");
                Found::new(Outcome::Failed, reason, self.stderr)
            }
            Ended::Panicked { console } => Found::new(Outcome::Panicked, panic_in(&console), console),
            Ended::TimedOut { console } => Found::new(Outcome::TimedOut, timed_out(settings), console),
        }
    }
}

pub(super) fn timed_out(settings: &Settings) -> String {
    format!(
        "the guest was still at it after {} s; --time-limit gives it longer",
        settings.time_limit.as_secs()
    )
}

/// What the kernel says of its end on the console.
pub(super) fn panic_in(console: &str) -> String {
    const SAYS: &str = "Kernel panic - not syncing: ";
    let text = console.lines().find_map(|line| line.split_once(SAYS)).map(|(_, text)| text.trim());
    match text {
        Some(text) => format!("the kernel panicked: {text}"),
        None => "the guest ended before its command did, without a word of a panic".to_owned(),
    }
}

/// The last line that says something, to stand behind a sentence.
pub(super) fn last_line(said: &[u8]) -> String {
    let text = String::from_utf8_lossy(said);
    let line = text.lines().rev().find(|line| !line.trim().is_empty());
    line.map(|line| format!(": {}", line.trim())).unwrap_or_default()
}

#[cfg(test)]
pub(super) mod tests {
    use std::time::Duration;

    use super::*;

    pub(in crate::matrix) fn settings() -> Settings {
        Settings { cpus: 1, time_limit: Duration::from_secs(9), lacks: Vec::new() }
    }

    pub(in crate::matrix) fn said(ended: Ended, stderr: &str) -> Said {
        Said { ended, stderr: stderr.as_bytes().to_vec() }
    }

    pub(in crate::matrix) fn told(found: &[Found]) -> Vec<(Outcome, &str)> {
        found.iter().map(|one| (one.cell.outcome, one.cell.reason.as_deref().unwrap_or_default())).collect()
    }

    #[test]
    fn how_the_end_of_a_guest_is_told() {
        let console = String::new;
        for (ended, stderr, outcome, reason) in [
            (
                Ended::Exited(101),
                "a\nb\n\n",
                Outcome::Failed,
                "what loads the programs ended with code 101: b",
            ),
            (Ended::Signaled(11), "", Outcome::Failed, "signal 11 ended what loads the programs"),
            (
                Ended::TimedOut { console: console() },
                "",
                Outcome::TimedOut,
                "the guest was still at it after 9 s; --time-limit gives it longer",
            ),
            (
                Ended::Panicked { console: console() },
                "",
                Outcome::Panicked,
                "the guest ended before its command did, without a word of a panic",
            ),
        ] {
            assert_eq!(told(&[said(ended, stderr).fatal(&settings())]), [(outcome, reason)]);
        }
    }
}
