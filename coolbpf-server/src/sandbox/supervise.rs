//! Running workers, and ending them: at the deadline of their job, or when nobody waits for its outcome any more.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal};
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, ChildStdin, Command};
use tokio_util::sync::CancellationToken;

use super::worker::{self, Outcome};
use super::{Failure, Limits, Object};

/// More than any object has, and all that is said of it.
const MOST_ANSWER: u64 = 96 << 20;
/// More than a worker says before it ends by a panic.
const MOST_SAID: u64 = 64 << 10;
/// The kernel needs this long at the very most to take down a namespace whose first process was killed.
const LAST_WAIT: Duration = Duration::from_secs(10);

/// Tells a worker, which is `program`, what to do, in a directory of its own within `jobs`.
pub(super) async fn run(
    program: &Path,
    jobs: &Path,
    limits: Limits,
    told: Vec<u8>,
    cancelled: &CancellationToken,
) -> Result<Object, Failure> {
    let failed =
        |what: &str, error: &dyn std::fmt::Display| Failure::Tool(format!("{what} a worker: {error}"));
    let directory = job_directory(jobs).map_err(|error| failed("making the directory of", &error))?;
    let mut command = Command::new(program);
    command
        .arg(worker::COMMAND)
        .env_clear()
        .env("TMPDIR", directory.path())
        .current_dir(directory.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true);
    let mut child = command.spawn().map_err(|error| failed("starting", &error))?;
    let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (Some(stdin), Some(mut stdout), Some(mut stderr)) = pipes else {
        return Err(failed("starting", &"it is not connected"));
    };
    let (mut answer, mut said) = (Vec::new(), Vec::new());
    let ended = {
        // What clang leaves of its own standard output, which is the worker's standard error, keeps that open: at its
        // end no process is left.
        let work = async {
            tokio::join!(
                tell(stdin, told),
                read(&mut stdout, MOST_ANSWER, &mut answer),
                read(&mut stderr, MOST_SAID, &mut said)
            );
            child.wait().await
        };
        tokio::select! {
            status = work => Some(status),
            () = tokio::time::sleep(limits.time) => Some(Err(std::io::ErrorKind::TimedOut.into())),
            () = cancelled.cancelled() => None,
        }
    };
    let outcome = match ended {
        Some(Ok(status)) => outcome(status, answer, &said, limits),
        Some(Err(error)) if error.kind() == std::io::ErrorKind::TimedOut => Err(Failure::Limit {
            error: format!("the compile took more than {} s", limits.time.as_secs()),
            again: false,
        }),
        Some(Err(error)) => Err(failed("waiting for", &error)),
        None => Err(Failure::Cancelled),
    };
    if matches!(outcome, Err(Failure::Limit { .. } | Failure::Cancelled | Failure::Tool(_))) {
        kill_group(&child);
        // It ends by the signal, if it hasn't ended yet.
        let _ = child.wait().await;
        let _ = tokio::time::timeout(LAST_WAIT, read(&mut stderr, MOST_SAID, &mut said)).await;
    }
    // Removing files may take long.
    let _ = tokio::task::spawn_blocking(move || drop(directory)).await;
    outcome
}

/// A directory that nobody else may look into.
fn job_directory(jobs: &Path) -> std::io::Result<TempDir> {
    tempfile::Builder::new().prefix("job-").permissions(Permissions::from_mode(0o700)).tempdir_in(jobs)
}

async fn tell(mut stdin: ChildStdin, told: Vec<u8>) {
    // A worker that takes no more has ended, and how it ended tells why.
    let _ = stdin.write_all(&told).await;
}

/// Reads to the end, and keeps no more than `most` bytes.
async fn read(stream: &mut (impl AsyncRead + Unpin), most: u64, kept: &mut Vec<u8>) {
    // What can't be read is as good as not written: the exit status tells what happened.
    let _ = stream.take(most.saturating_sub(kept.len() as u64)).read_to_end(kept).await;
    let _ = tokio::io::copy(stream, &mut tokio::io::sink()).await;
}

fn outcome(status: ExitStatus, mut answer: Vec<u8>, said: &[u8], limits: Limits) -> Result<Object, Failure> {
    use std::os::unix::process::ExitStatusExt as _;
    let said = || super::last_words(&String::from_utf8_lossy(said));
    match status.signal() {
        Some(libc::SIGXCPU) => {
            let error = format!("the work on the sources took more than {} s", limits.time.as_secs());
            return Err(Failure::Limit { error, again: true });
        }
        // An allocation that fails.
        Some(libc::SIGABRT) => return Err(Failure::Limit { error: said(), again: true }),
        Some(libc::SIGKILL) => {
            let error = "the compile took more time or memory than there is, and was killed".to_owned();
            return Err(Failure::Limit { error, again: false });
        }
        _ => {}
    }
    if !status.success() {
        return Err(Failure::Tool(format!("a worker ended with {status}: {}", said())));
    }
    let end = answer.iter().position(|byte| *byte == b'\n').unwrap_or(answer.len());
    let outcome = serde_json::from_slice(&answer[..end])
        .map_err(|error| Failure::Tool(format!("reading what a worker answers: {error}")))?;
    Err(match outcome {
        Outcome::Made { warnings, missing } => {
            answer.drain(..(end + 1).min(answer.len()));
            return Ok(Object { bytes: answer, warnings, missing });
        }
        Outcome::Source(diagnostics) => Failure::Source(diagnostics),
        Outcome::Crash(error) => Failure::Crash(error),
        Outcome::Object(error) => Failure::Object(error),
        Outcome::Limit { error, again } => Failure::Limit { error, again },
        Outcome::Tool(error) => Failure::Tool(error),
    })
}

fn kill_group(child: &Child) {
    // The process has not been waited for, so that its number can't mean another one.
    let group = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
    if let Some(group) = group {
        // That it is gone already is all that can go wrong.
        let _ = rustix::process::kill_process_group(group, Signal::KILL);
    }
}
