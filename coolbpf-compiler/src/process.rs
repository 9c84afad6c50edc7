//! Running a compiler with an end to its patience.

use std::io::Read;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use crate::executor::Status;
use crate::{Error, Result};

/// More than clang says about any sources; what comes after is left out.
const MOST_OUTPUT: u64 = 8 << 20;

/// How a process ended, and what it wrote to standard output and error.
pub(crate) struct Finished {
    pub(crate) status: Status,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs `command` without input and with an empty environment, and kills it after `limit`: then `None`.
///
/// Each stream is read by a thread of its own until the process closes it, so that neither can fill up; the end of both
/// wakes this thread, so that nothing is polled.
pub(crate) fn run(command: &mut Command, limit: Duration) -> Result<Option<Finished>> {
    let program = command.get_program().to_string_lossy().into_owned();
    let failed = |what: &str, error: std::io::Error| Error::new(format!("{what} `{program}`: {error}"));
    let mut child = command
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed("running", error))?;
    let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
        return Err(Error::new(format!("running `{program}`: its output is not connected")));
    };
    let (sender, ended) = sync_channel(2);
    let readers = [drain(stdout, sender.clone()), drain(stderr, sender)];
    for _ in &readers {
        if ended.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
            child.kill().map_err(|error| failed("ending", error))?;
            child.wait().map_err(|error| failed("waiting for", error))?;
            return Ok(None);
        }
    }
    let status = ended_as(child.wait().map_err(|error| failed("waiting for", error))?);
    let [stdout, stderr] = readers.map(|reader| {
        let bytes = reader.join().unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    });
    Ok(Some(Finished { status, stdout, stderr }))
}

fn ended_as(status: ExitStatus) -> Status {
    match (status.code(), status.signal()) {
        (Some(code), _) => Status::Exited(code),
        (None, signal) => Status::Killed(signal.unwrap_or_default()),
    }
}

fn drain(
    mut stream: impl Read + Send + 'static,
    ended: std::sync::mpsc::SyncSender<()>,
) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What can't be read is as good as not written: the exit status tells what happened.
        let _ = stream.by_ref().take(MOST_OUTPUT).read_to_end(&mut bytes);
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
        let _ = ended.send(());
        bytes
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_streams_and_the_status_are_returned() {
        let finished = run(
            Command::new("/bin/sh").args(["-c", "echo out; echo err >&2; exit 3"]),
            Duration::from_secs(60),
        )
        .unwrap()
        .unwrap();
        assert_eq!((finished.stdout.as_str(), finished.stderr.as_str()), ("out\n", "err\n"));
        assert_eq!(finished.status, Status::Exited(3));
    }

    #[test]
    fn more_output_than_a_pipe_holds_stops_nothing() {
        let script = "head -c 9000000 /dev/zero | tr '\\0' x; head -c 9000000 /dev/zero >&2";
        let finished =
            run(Command::new("/bin/sh").args(["-c", script]).env("PATH", "/bin"), Duration::from_secs(60));
        assert_eq!(finished.unwrap().unwrap().stdout.len(), 8 << 20);
    }

    #[test]
    fn a_process_that_hangs_is_killed() {
        let finished = run(Command::new("/bin/sleep").arg("600"), Duration::from_millis(50));
        assert!(finished.unwrap().is_none());
    }
}
