//! What programs print with `bpf_printk`, as a stream of lines.

mod instance;
mod line;

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, Instant};

use self::instance::Instance;
pub use self::line::PrintkLine;
use self::line::{Parsed, Parser};
use crate::events::{End, Source, Wait, Watch};
use crate::{Error, ErrorKind, Result, tracefs};

/// What all programs on this machine print with `bpf_printk` and `bpf_trace_vprintk` from now on, whoever loaded them.
///
/// ```no_run
/// # fn main() -> coolbpf::Result<()> {
/// for line in coolbpf::printk()? {
///     println!("{}", line?); // cat-1234 [0] 4321.000123: hello
/// }
/// # Ok(())
/// # }
/// ```
///
/// The lines come through a buffer of tracefs that this makes and removes again (`instances/coolbpf-...`, 256 KiB for each CPU), so that other
/// readers get all of theirs. Before Linux 5.9 (ac5a72ea5c89) there is one pipe for all: a line that this reads is read by nobody else, and
/// [`Printk::is_shared`] says so.
///
/// # Errors
/// [`ErrorKind::PermissionDenied`] where tracefs is not this user's, as a rule root's; [`ErrorKind::Unsupported`] where it is not mounted.
pub fn printk() -> Result<Printk> {
    let Some(tracefs) = tracefs::place() else {
        let message = format!("can't read what programs print: {}", tracefs::NOT_MOUNTED);
        return Err(Error::new(ErrorKind::Unsupported, message));
    };
    let opened = if instance::is_known(tracefs) {
        instance::open(tracefs).map(|(pipe, instance)| (pipe, Some(instance)))
    } else {
        instance::pipe(tracefs).map(|pipe| (pipe, None))
    };
    let watched = opened.and_then(|(pipe, instance)| {
        let wait = Wait::new(None)?;
        wait.add(pipe.as_fd(), Source::Text)?;
        Ok((pipe, instance, wait))
    });
    let (pipe, instance, wait) = watched.map_err(|error| {
        let whose = match error.kind() {
            io::ErrorKind::PermissionDenied => ", which as a rule only root may use",
            _ => "",
        };
        Error::system(format!("can't read what programs print from {}{whose}", tracefs.display()), error)
    })?;
    Ok(Printk {
        wait,
        pipe,
        _instance: instance,
        text: Text::default(),
        parser: Parser::default(),
        lost: 0,
        timeout: None,
        deadline: None,
        watch: Watch::ALL,
        last_bytes: None,
        end: None,
    })
}

/// The lines of [`printk`], as an iterator that waits for the next one.
///
/// It ends as [`Events`](crate::Events) do: by Ctrl-C, when the reader of standard output is gone, after [`Printk::timeout`] and at
/// [`Printk::deadline`]; what has been printed by then comes first. Lines wait in a buffer of limited size: [`Printk::lost`] counts those that found no room.
///
/// A text of several lines comes as several with the same origin, without those that are empty. The kernel doesn't mark where a text ends, so a program can print what
/// looks like another one's line: this is for people who look for mistakes, and no record of who did what.
pub struct Printk {
    wait: Wait,
    /// Closed before the instance is removed: fields are dropped in this order.
    pipe: File,
    _instance: Option<Instance>,
    text: Text,
    parser: Parser,
    lost: u64,
    timeout: Option<Duration>,
    deadline: Option<Instant>,
    watch: Watch,
    /// How many more bytes are read, once the end has come.
    last_bytes: Option<usize>,
    end: Option<End>,
}

/// At the end, more than this is not what was there before it.
const LAST_BYTES: usize = 1 << 20;

impl Printk {
    /// Waits for each line for at most so long.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Gives no line that comes after this time.
    #[must_use]
    pub fn deadline(mut self, deadline: Instant) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Leaves SIGINT and SIGTERM alone. To be called before the first line is asked for.
    #[must_use]
    pub fn ignore_signals(mut self) -> Self {
        self.watch.signals = false;
        self
    }

    /// Goes on when nobody reads standard output, and leaves SIGPIPE alone. To be called before the first line is asked for.
    #[must_use]
    pub fn ignore_stdout(mut self) -> Self {
        self.watch.stdout = false;
        self
    }

    /// Why the last call of `next` gave `None`; `None` if it didn't.
    #[must_use]
    pub fn end(&self) -> Option<End> {
        self.end
    }

    /// How many lines found no room so far, as far as the reader has come.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.lost
    }

    /// Whether the lines come from the one pipe of all readers, so that each gets a part.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self._instance.is_none()
    }

    fn wait_for_line(&mut self) -> Result<Option<PrintkLine>> {
        self.end = None;
        self.watch.start(&self.wait)?;
        let timeout = self.timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let until = [self.deadline, timeout].into_iter().flatten().min();
        let mut is_late = false;
        loop {
            while let Some(line) = self.text.line() {
                match self.parser.line(line) {
                    Parsed::Line(line) => return Ok(Some(line)),
                    Parsed::Lost(lost) => self.lost = self.lost.saturating_add(lost),
                    Parsed::Other => {}
                }
            }
            let end = self.end_from_outside();
            if end.is_none() && !is_late {
                self.last_bytes = None;
            }
            // Also where there is always something to read, of others.
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            is_late |= left.is_some_and(|left| left.is_zero());
            let end = end.or(is_late.then_some(End::Timeout));
            if end == Some(End::StdoutClosed) || !self.read(end.is_some())? {
                self.end = end;
                if end.is_some() {
                    return Ok(None);
                }
                self.wait
                    .wait(left)
                    .map_err(|error| Error::system("can't wait for what programs print", error))?;
            }
        }
    }

    fn end_from_outside(&self) -> Option<End> {
        let is_late = self.deadline.is_some_and(|deadline| deadline <= Instant::now());
        self.watch.end().or(is_late.then_some(End::Timeout))
    }

    /// Reads what is there; tells whether there was something.
    fn read(&mut self, is_last: bool) -> Result<bool> {
        if is_last && self.last_bytes == Some(0) {
            return Ok(false);
        }
        match self.text.read_from(&mut self.pipe) {
            Ok(bytes) => {
                if is_last {
                    self.last_bytes = Some(self.last_bytes.unwrap_or(LAST_BYTES).saturating_sub(bytes));
                }
                Ok(bytes > 0)
            }
            Err(error) => match error.kind() {
                io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted => Ok(false),
                _ => Err(Error::system("can't read what programs print", error)),
            },
        }
    }
}

impl Iterator for Printk {
    type Item = Result<PrintkLine>;

    fn next(&mut self) -> Option<Result<PrintkLine>> {
        self.wait_for_line().transpose()
    }
}

impl AsFd for Printk {
    /// Readable when something was printed.
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.pipe.as_fd()
    }
}

impl std::fmt::Debug for Printk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Printk")
            .field("is_shared", &self.is_shared())
            .field("lost", &self.lost)
            .finish_non_exhaustive()
    }
}

/// Bytes that were read, of which lines are taken.
#[derive(Debug, Default)]
struct Text {
    bytes: Vec<u8>,
    /// How many are taken.
    taken: usize,
}

impl Text {
    /// The kernel's lines are shorter: a text has at most 1 KiB.
    const LONGEST: usize = 64 * 1024;

    fn read_from(&mut self, from: &mut impl io::Read) -> io::Result<usize> {
        let mut chunk = [0; 4096];
        let length = from.read(&mut chunk)?;
        self.bytes.drain(..self.taken);
        self.taken = 0;
        self.bytes.extend(chunk.iter().take(length));
        Ok(length)
    }

    fn line(&mut self) -> Option<&[u8]> {
        let rest = self.bytes.get(self.taken..)?;
        let length = match rest.iter().position(|byte| *byte == b'\n') {
            Some(end) => end + 1,
            None if rest.len() > Self::LONGEST => rest.len(),
            None => return None,
        };
        self.taken += length;
        let line = rest.get(..length)?;
        Some(line.strip_suffix(b"\n").unwrap_or(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_put_together_from_what_is_read_at_a_time() {
        let mut text = Text::default();
        let mut lines = Vec::new();
        for part in ["on", "e\ntw", "o\n\nth", "ree"] {
            text.read_from(&mut part.as_bytes()).unwrap();
            while let Some(line) = text.line() {
                lines.push(String::from_utf8_lossy(line).into_owned());
            }
        }
        assert_eq!(lines, ["one", "two", ""]);
    }

    #[test]
    fn what_is_always_readable_and_never_a_line_does_not_outlast_the_time() {
        let mut lines = Printk {
            wait: Wait::new(None).unwrap(),
            pipe: File::open("/dev/zero").unwrap(),
            _instance: None,
            text: Text::default(),
            parser: Parser::default(),
            lost: 0,
            timeout: Some(Duration::ZERO),
            deadline: None,
            watch: Watch::NOTHING,
            last_bytes: None,
            end: None,
        };
        for _ in 0..2 {
            assert!(lines.next().is_none());
            assert_eq!(lines.end(), Some(End::Timeout));
        }
    }

    #[test]
    fn a_line_without_an_end_is_not_kept_for_ever() {
        let mut text = Text::default();
        let mut long = vec![b'x'; 100 * 1024];
        long.push(b'\n');
        let mut long = &long[..];
        let mut longest = 0;
        while text.read_from(&mut long).unwrap() > 0 {
            while let Some(line) = text.line() {
                longest = longest.max(line.len());
            }
        }
        assert!(longest > Text::LONGEST && longest < Text::LONGEST + 4097, "{longest}");
    }
}
