//! When a tool prints, and when it ends.

use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use coolbpf::{End, Events, Poller, Result, Value};

/// How long a tool runs.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct Run {
    /// End after so long, and not only at Ctrl-C
    #[arg(long, value_name = "SECONDS")]
    pub duration: Option<u64>,
}

/// How long a tool runs, and how often it prints.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct Intervals {
    /// Print so often what came since, and not only at the end
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub every: Option<u64>,
    #[command(flatten)]
    run: Run,
}

impl Run {
    /// Hands each event to `print`, until the end; then says how many were lost.
    ///
    /// # Errors
    /// Where an event can't be read, or `print` fails.
    pub fn follow<T: Value>(self, events: Events<'_, T>, print: impl FnMut(T) -> Result<()>) -> Result<()> {
        Intervals { every: None, run: self }.follow(events, print, || Ok(()))
    }

    /// With intervals of so many seconds.
    #[must_use]
    pub fn every(self, seconds: u64) -> Intervals {
        Intervals { every: Some(seconds), run: self }
    }
}

impl Intervals {
    /// Hands each event to `print`, and calls `each` at the end of each interval; then says how many were lost.
    ///
    /// # Errors
    /// Where an event can't be read, or `print` or `each` fails.
    pub fn follow<T: Value>(
        self,
        mut events: Events<'_, T>,
        mut print: impl FnMut(T) -> Result<()>,
        each: impl FnMut() -> Result<()>,
    ) -> Result<()> {
        self.run(each, |deadline| {
            events.set_deadline(deadline);
            for event in events.by_ref() {
                print(event?)?;
            }
            // Another end has been told of as an error.
            Ok(events.end().unwrap_or(End::Failed))
        })?;
        lost(events.lost()?, "events", "there was no room for them");
        Ok(())
    }

    /// Calls `each` at the end of each interval.
    ///
    /// # Errors
    /// Where `each` fails.
    pub fn each(self, each: impl FnMut() -> Result<()>) -> Result<()> {
        let mut poller = Poller::new()?;
        self.run(each, |deadline| {
            poller.set_deadline(deadline);
            poller.run()
        })
    }

    /// Calls `each` at the end of each interval, and `look` at least once a second.
    ///
    /// # Errors
    /// Where `each` or `look` fails.
    pub fn each_with_looks(
        self,
        mut look: impl FnMut() -> Result<()>,
        each: impl FnMut() -> Result<()>,
    ) -> Result<()> {
        self.looking(Duration::from_secs(1), || look().map(|()| false), each)
    }

    /// Calls `each` at the end of each interval, and has the end come when `is_over`, which is asked fifty times a second.
    ///
    /// # Errors
    /// Where `each` fails.
    pub fn each_until(
        self,
        mut is_over: impl FnMut() -> bool,
        each: impl FnMut() -> Result<()>,
    ) -> Result<()> {
        self.looking(Duration::from_millis(20), || Ok(is_over()), each)
    }

    fn looking(
        self,
        often: Duration,
        mut is_over: impl FnMut() -> Result<bool>,
        each: impl FnMut() -> Result<()>,
    ) -> Result<()> {
        let mut poller = Poller::new()?;
        self.run(each, |deadline| {
            loop {
                let next = Instant::now() + often;
                poller.set_deadline(Some(deadline.map_or(next, |deadline| deadline.min(next))));
                let end = poller.run()?;
                if end != End::Timeout {
                    return Ok(end);
                }
                if is_over()? {
                    return Ok(End::Stopped);
                }
                if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                    return Ok(End::Timeout);
                }
            }
        })
    }

    fn run(
        self,
        mut each: impl FnMut() -> Result<()>,
        mut wait: impl FnMut(Option<Instant>) -> Result<End>,
    ) -> Result<()> {
        let start = Instant::now();
        let ends = self.run.duration.and_then(|seconds| start.checked_add(Duration::from_secs(seconds)));
        let every = self.every.map(Duration::from_secs);
        let mut next = every.and_then(|every| start.checked_add(every));
        loop {
            let end = wait([ends, next].into_iter().flatten().min())?;
            if end == End::StdoutClosed {
                return Ok(());
            }
            leave_line(end);
            each()?;
            if end != End::Timeout || ends.is_some_and(|ends| ends <= Instant::now()) {
                return Ok(());
            }
            next = next.zip(every).and_then(|(next, every)| next.checked_add(every));
        }
    }
}

/// Has what is printed at the end start on a line of its own, where the terminal shows `^C`.
pub(crate) fn leave_line(end: End) {
    if end == End::Interrupted && io::stderr().is_terminal() {
        eprintln!();
    }
}

/// Says on standard error what was not shown, if there is something.
pub fn lost(count: Option<u64>, what: &str, why: &str) {
    if let Some(count) = count.filter(|count| *count > 0) {
        eprintln!("{count} {what} were lost: {why}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intervals(every: Option<u64>, duration: Option<u64>) -> Intervals {
        Intervals { every, run: Run { duration } }
    }

    #[test]
    fn a_tool_prints_at_the_end_of_each_interval_and_once_more_at_its_end() {
        let (mut printed, mut waits) = (0, 0);
        let each = || {
            printed += 1;
            Ok(())
        };
        let wait = |deadline: Option<Instant>| {
            assert!(deadline.is_some());
            waits += 1;
            Ok(if waits == 3 { End::Interrupted } else { End::Timeout })
        };
        intervals(Some(1), None).run(each, wait).unwrap();
        assert_eq!((printed, waits), (3, 3));
    }

    #[test]
    fn a_tool_of_no_duration_prints_once() {
        let mut printed = 0;
        let each = || {
            printed += 1;
            Ok(())
        };
        intervals(Some(3600), Some(0)).run(each, |_| Ok(End::Timeout)).unwrap();
        assert_eq!(printed, 1);
    }

    #[test]
    fn a_tool_ends_when_what_it_watches_is_over() {
        let (mut printed, mut asked) = (0, 0);
        let is_over = || {
            asked += 1;
            asked == 2
        };
        let each = || {
            printed += 1;
            Ok(())
        };
        intervals(None, None).each_until(is_over, each).unwrap();
        assert_eq!((printed, asked), (1, 2));
    }

    #[test]
    fn nothing_is_printed_to_nobody() {
        intervals(None, None).run(|| panic!("nobody reads it"), |_| Ok(End::StdoutClosed)).unwrap();
    }
}
