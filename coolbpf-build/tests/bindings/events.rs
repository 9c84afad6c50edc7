//! How events are read, and how reading them ends.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::{programs, text};

const SIGINT: i32 = 2;
const SIGPIPE: i32 = 13;

/// A running program with pipes to and from it.
struct Running {
    child: Child,
    input: ChildStdin,
    /// Until it is closed.
    output: Option<BufReader<ChildStdout>>,
}

impl Running {
    fn new(how: &str) -> Self {
        let mut child = Command::new(programs().join("events"))
            .arg(how)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self { child, input, output: Some(BufReader::new(output)) }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.as_mut().unwrap().read_line(&mut line).unwrap();
        line
    }

    fn signal(&self, name: &str) {
        let status = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(status.success());
    }

    fn enter(&mut self) {
        self.input.write_all(b"\n").unwrap();
    }

    /// Closes the program's output; how it ended, and what it had to say about that.
    fn end(mut self) -> (ExitStatus, String) {
        self.output = None;
        let mut errors = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        (self.child.wait().unwrap(), errors)
    }
}

fn assert_passes(how: &str) -> String {
    let output = Command::new(programs().join("events")).arg(how).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout).to_owned()
}

#[test]
fn events_of_any_size_arrive_once_in_order_and_whole_without_an_allocation() {
    assert_passes("random");
}

#[test]
fn a_record_that_stays_reserved_holds_back_the_rest_while_the_reader_sleeps() {
    assert_passes("busy");
}

#[test]
fn a_second_reader_is_refused_while_there_is_a_first() {
    assert_eq!(
        assert_passes("one-reader"),
        "can't read the events of the map `events`: they are being read already\n"
    );
}

#[test]
fn a_tool_whose_output_is_closed_ends_at_once_without_another_event() {
    let mut tool = Running::new("quiet");
    assert_ne!(tool.line(), "");
    let start = Instant::now();
    let (status, errors) = tool.end();
    assert_eq!((status.code(), errors.as_str()), (Some(0), ""));
    assert!(start.elapsed() < Duration::from_secs(60), "it gives up by itself after ten minutes");
}

#[test]
fn a_tool_that_prints_all_the_time_ends_quietly_when_its_output_is_closed() {
    // What it is doing at that moment differs from time to time.
    for _ in 0..5 {
        let mut tool = Running::new("flood");
        assert_ne!(tool.line(), "");
        let (status, errors) = tool.end();
        assert_eq!(errors, "");
        assert!(status.code() == Some(0) || status.signal() == Some(SIGPIPE), "{status:?}");
    }
}

#[test]
fn a_line_after_the_events_is_no_panic_either_when_output_is_closed() {
    let mut tool = Running::new("summary");
    assert_ne!(tool.line(), "");
    let (status, errors) = tool.end();
    assert_eq!((status.signal(), errors.as_str()), (Some(SIGPIPE), ""));
}

#[test]
fn a_signal_ends_the_events_and_the_program_goes_on() {
    for signal in ["INT", "TERM"] {
        let mut tool = Running::new("signals");
        assert_eq!(tool.line(), "reading\n");
        tool.signal(signal);
        assert_eq!(tool.line(), "Some(Interrupted) true\n");
        tool.enter();
        assert_eq!(tool.line(), "dropped\n");
        tool.enter();
        assert_eq!(tool.line(), "still here\n");
        let (status, errors) = tool.end();
        assert_eq!((status.code(), errors.as_str()), (Some(0), ""));
    }
}

#[test]
fn a_second_signal_ends_a_program_that_does_not_end_by_itself() {
    let mut tool = Running::new("signals");
    assert_eq!(tool.line(), "reading\n");
    tool.signal("INT");
    assert_eq!(tool.line(), "Some(Interrupted) true\n");
    tool.signal("INT");
    let (status, _) = tool.end();
    assert_eq!(status.signal(), Some(SIGINT));
}

#[test]
fn after_the_last_events_a_signal_ends_the_program_as_ever() {
    let mut tool = Running::new("signals");
    assert_eq!(tool.line(), "reading\n");
    tool.signal("INT");
    assert_eq!(tool.line(), "Some(Interrupted) true\n");
    tool.enter();
    assert_eq!(tool.line(), "dropped\n");
    tool.signal("INT");
    let (status, _) = tool.end();
    assert_eq!(status.signal(), Some(SIGINT));
}

#[test]
fn a_signal_that_was_ignored_before_stays_ignored() {
    let mut tool = Running::new("ignored-signal");
    assert_eq!(tool.line(), "reading\n");
    tool.signal("INT");
    tool.signal("TERM");
    assert_eq!(tool.line(), "Some(Interrupted) true\n");
    // With SIGINT handled it would have been the first signal, and SIGTERM the end of the program.
    tool.enter();
    assert_eq!(tool.line(), "dropped\n");
}

#[test]
fn what_is_not_watched_is_left_as_it_was() {
    let mut tool = Running::new("unwatched");
    assert_eq!(tool.line(), "reading\n");
    tool.output = None;
    tool.enter();
    let (status, errors) = tool.end();
    assert_eq!((status.code(), errors.as_str()), (Some(0), "broken pipe\n"));

    let mut tool = Running::new("unwatched");
    assert_eq!(tool.line(), "reading\n");
    tool.signal("INT");
    let (status, _) = tool.end();
    assert_eq!(status.signal(), Some(SIGINT));
}
